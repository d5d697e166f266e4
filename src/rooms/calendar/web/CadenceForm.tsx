import { Button, NumberInput, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { type CadenceShown, changeCadence, registerCadence } from '../contract.ts';
import {
  emptyRecurrence,
  type RecurrenceDraft,
  RecurrenceFields,
  recurrenceDraft,
  recurrenceSent,
} from './fields/RecurrenceFields.tsx';
import { emptyScope, type ScopeDraft, ScopeFields, scopeDraft, scopeSent } from './fields/ScopeFields.tsx';
import { type TargetDraft, TargetsField } from './fields/TargetsField.tsx';
import { browserZone, ZoneField } from './fields/ZoneField.tsx';

type Draft = {
  readonly name: string;
  readonly zone: string;
  readonly repeats: RecurrenceDraft;
  readonly after: number;
  readonly scope: ScopeDraft;
  readonly targets: readonly TargetDraft[];
};
const emptyDraft = (): Draft => ({
  name: '',
  zone: browserZone(),
  repeats: emptyRecurrence,
  after: 0,
  scope: emptyScope,
  targets: [],
});
const draftOf = (cadence: CadenceShown): Draft => ({
  name: cadence.name,
  zone: cadence.zone,
  repeats: recurrenceDraft(cadence.repeats),
  after: cadence.goLiveAfterMinutes,
  scope: scopeDraft(cadence.scope),
  targets: cadence.targets,
});

type CadenceFormProps = {
  readonly onDone: (key: string) => void;
  readonly edits?: { readonly cadence: CadenceShown; readonly version: number };
};

/** Registers a cadence or changes one; windows that were made stay as they are. */
export function CadenceForm({ onDone, edits }: CadenceFormProps) {
  const [opened, setOpened] = useState(false);
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const done = (shown: CadenceShown) => {
    setOpened(false);
    onDone(shown.key);
  };
  const register = useAsk(registerCadence, done);
  const change = useAsk(changeCadence, done);
  const { busy, refusals, reset } = edits === undefined ? register : change;
  const sent = recurrenceSent(draft.repeats);
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const open = () => {
    setDraft(edits === undefined ? emptyDraft() : draftOf(edits.cadence));
    reset();
    setOpened(true);
  };
  const send = () => {
    if (!sent.success) return;
    const body = {
      name: draft.name.trim(),
      zone: draft.zone,
      repeats: sent.data,
      goLiveAfterMinutes: draft.after,
      scope: scopeSent(draft.scope),
      targets: draft.targets.map((target) => ({ ...target })),
    };
    if (edits === undefined) void register.send({ body });
    else void change.send({ params: { id: edits.cadence.id }, version: edits.version, body });
  };
  return (
    <>
      {edits === undefined ? (
        <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={open}>
          Register
        </Button>
      ) : (
        <BlockedButton variant="default" can={edits.cadence.can.change} onClick={open}>
          Edit
        </BlockedButton>
      )}
      <FormDialog
        opened={opened}
        title={edits === undefined ? 'Register a cadence' : `Edit ${edits.cadence.key}`}
        confirm={edits === undefined ? 'Register' : 'Save'}
        size="xl"
        busy={busy}
        refusals={refusals}
        ready={draft.name.trim() !== '' && sent.success}
        onSend={send}
        onClose={() => setOpened(false)}
      >
        <TextInput
          label="Name"
          required
          data-autofocus
          value={draft.name}
          error={refusalFor(refusals, '/name')}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <ZoneField value={draft.zone} error={refusalFor(refusals, '/zone')} onChange={(zone) => set({ zone })} />
        <RecurrenceFields
          zone={draft.zone}
          draft={draft.repeats}
          error={refusalFor(refusals, '/repeats/rule')}
          onChange={(repeats) => set({ repeats })}
        />
        <NumberInput
          label="Go-live so many minutes after the start"
          min={0}
          allowDecimal={false}
          hideControls
          value={draft.after}
          onChange={(value) => {
            if (typeof value === 'number') set({ after: value });
          }}
        />
        <ScopeFields draft={draft.scope} onChange={(scope) => set({ scope })} />
        <TargetsField targets={draft.targets} onChange={(targets) => set({ targets })} />
      </FormDialog>
    </>
  );
}
