import { Alert, Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import { refusalFor, type ShownRefusal } from '../../../design/refusal/refusal.ts';
import { toast } from '../../../design/shell/toast.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { type GateView, recordResult } from '../contract.ts';
import type { Criterion } from './criterion.ts';
import { Found } from './Found.tsx';

type Draft = {
  readonly value: number | null;
  readonly checked: 'yes' | 'no' | null;
  readonly measuredAt: string | null;
  readonly measuredBy: string;
  readonly ofVersion: string;
  readonly note: string;
  readonly link: string;
};
const empty: Draft = { value: null, checked: null, measuredAt: null, measuredBy: '', ofVersion: '', note: '', link: '' };

type FieldsProps = {
  readonly criterion: Criterion;
  readonly draft: Draft;
  readonly refusals: readonly ShownRefusal[];
  readonly change: (patch: Partial<Draft>) => void;
};

const texts = [
  { name: 'measuredBy', label: 'Measured by', hint: 'Who or what measured it; you, when left empty' },
  { name: 'ofVersion', label: 'Version measured', hint: 'The version of the thing that was measured' },
  { name: 'link', label: 'Evidence', hint: 'Where it lies: https://…' },
] as const;

function Fields(props: FieldsProps) {
  const { draft, refusals, change } = props;
  return (
    <>
      <Found {...props} />
      <DateTimeField
        label="Measured at"
        hint="Now, when left empty"
        value={draft.measuredAt}
        error={refusalFor(refusals, '/measuredAt')}
        onChange={(measuredAt) => change({ measuredAt })}
      />
      {texts.map(({ name, label, hint }) => (
        <TextInput
          key={name}
          label={label}
          description={hint}
          value={draft[name]}
          error={refusalFor(refusals, `/${name}`)}
          onChange={(event) => change({ [name]: event.currentTarget.value })}
        />
      ))}
      <Textarea
        label="Note"
        autosize
        minRows={2}
        value={draft.note}
        error={refusalFor(refusals, '/note')}
        onChange={(event) => change({ note: event.currentTarget.value })}
      />
    </>
  );
}

const filled = (name: string, text: string) => (text.trim() === '' ? {} : { [name]: text.trim() });

const bodyOf = (criterion: Criterion, draft: Draft) => ({
  ...(criterion.type === 'measure' && draft.value !== null ? { value: draft.value } : {}),
  ...(criterion.type === 'checklist' && draft.checked !== null ? { checked: draft.checked === 'yes' } : {}),
  ...(draft.measuredAt === null ? {} : { measuredAt: draft.measuredAt }),
  ...filled('measuredBy', draft.measuredBy),
  ...filled('ofVersion', draft.ofVersion),
  ...filled('note', draft.note),
  ...filled('link', draft.link),
});

export type RecordDialogProps = { readonly gate: GateView; readonly criterion: Criterion | null; readonly onClose: () => void };

/** What was found for a criterion: a new result beside the earlier ones. */
export function RecordDialog({ gate, criterion, onClose }: RecordDialogProps) {
  const [draft, setDraft] = useState(empty);
  const ask = useAsk(recordResult, (after) => {
    toast(after.reopened ? `Recorded. ${gate.name} is re-opened, since it relied on the result before.` : 'Recorded.');
    onClose();
  });
  const { reset } = ask;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each opening begins empty
  useEffect(() => {
    setDraft(empty);
    reset();
  }, [criterion?.id]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (criterion === null) return;
    void ask.send({ params: { id: gate.id, criterion: criterion.id }, body: bodyOf(criterion, draft) });
  };
  return (
    <Modal
      opened={criterion !== null}
      onClose={onClose}
      title={criterion === null ? 'Record' : `Record: ${criterion.text}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {criterion === null ? null : (
        <form onSubmit={send}>
          <Stack gap="sm">
            <RefusalPanel refusals={ask.refusals} />
            {criterion.critical ? (
              <Alert variant="light" color="yellow">
                This value is critical. It counts once another person, who does not see it, has entered the same.
              </Alert>
            ) : null}
            <Fields
              criterion={criterion}
              draft={draft}
              refusals={ask.refusals}
              change={(patch) => setDraft((before) => ({ ...before, ...patch }))}
            />
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button
                type="submit"
                loading={ask.busy}
                disabled={criterion.type === 'measure' ? draft.value === null : draft.checked === null}
              >
                Record
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
