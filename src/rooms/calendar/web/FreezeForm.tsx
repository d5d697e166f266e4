import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { changeFreeze, type FreezeShown, freezeSeverities, registerFreeze } from '../contract.ts';
import { emptyScope, type ScopeDraft, ScopeFields, scopeDraft, scopeSent } from './fields/ScopeFields.tsx';
import { emptyWhen, useWhenSent, type WhenDraft, WhenFields, whenDraft } from './fields/WhenFields.tsx';
import { browserZone, ZoneField } from './fields/ZoneField.tsx';
import { optionsOf, severityWords } from './words.ts';

type Severity = (typeof freezeSeverities)[number];
type Draft = {
  readonly name: string;
  readonly why: string;
  readonly zone: string;
  readonly severity: Severity;
  readonly when: WhenDraft;
  readonly scope: ScopeDraft;
};
const emptyDraft = (): Draft => ({
  name: '',
  why: '',
  zone: browserZone(),
  severity: 'blocks',
  when: emptyWhen,
  scope: emptyScope,
});
const draftOf = (freeze: FreezeShown): Draft => ({
  name: freeze.name,
  why: freeze.reason,
  zone: freeze.zone,
  severity: freeze.severity,
  when: whenDraft(freeze),
  scope: scopeDraft(freeze.scope),
});

type FreezeFormProps = {
  readonly onDone: (key: string) => void;
  readonly edits?: { readonly freeze: FreezeShown; readonly version: number };
};

/** Registers a freeze or changes one; what it collides with is found in the same act. */
export function FreezeForm({ onDone, edits }: FreezeFormProps) {
  const [opened, setOpened] = useState(false);
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [reason, setReason] = useState('');
  const done = (shown: FreezeShown) => {
    setOpened(false);
    onDone(shown.key);
  };
  const register = useAsk(registerFreeze, done);
  const change = useAsk(changeFreeze, done);
  const { busy, refusals, reset } = edits === undefined ? register : change;
  const when = useWhenSent(draft.when, draft.zone);
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const open = () => {
    setDraft(edits === undefined ? emptyDraft() : draftOf(edits.freeze));
    setReason('');
    reset();
    setOpened(true);
  };
  const send = () => {
    if (when === null) return;
    const times = when.kind === 'repeats' ? { repeats: when.repeats } : { once: { start: when.start, end: when.end } };
    const common = {
      name: draft.name.trim(),
      reason: draft.why.trim(),
      zone: draft.zone,
      severity: draft.severity,
      scope: { ...scopeSent(draft.scope), environmentClasses: [...draft.scope.environmentClasses] },
      ...times,
    };
    if (edits === undefined) void register.send({ body: common });
    else {
      const body = { ...common, ...(reason.trim() === '' ? {} : { changeReason: reason.trim() }) };
      void change.send({ params: { id: edits.freeze.id }, version: edits.version, body });
    }
  };
  return (
    <>
      {edits === undefined ? (
        <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={open}>
          Register
        </Button>
      ) : (
        <BlockedButton variant="default" can={edits.freeze.can.change} onClick={open}>
          Edit
        </BlockedButton>
      )}
      <FormDialog
        opened={opened}
        title={edits === undefined ? 'Register a freeze' : `Edit ${edits.freeze.key}`}
        confirm={edits === undefined ? 'Register' : 'Save'}
        size="xl"
        busy={busy}
        refusals={refusals}
        ready={draft.name.trim() !== '' && draft.why.trim() !== '' && when !== null}
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
        <Textarea
          label="Why it is frozen"
          description="Shown to whoever collides with it"
          required
          autosize
          minRows={2}
          value={draft.why}
          error={refusalFor(refusals, '/reason')}
          onChange={(event) => set({ why: event.currentTarget.value })}
        />
        <Select
          label="Severity"
          data={optionsOf(severityWords)}
          value={draft.severity}
          allowDeselect={false}
          onChange={(word) => set({ severity: freezeSeverities.find((known) => known === word) ?? draft.severity })}
        />
        <ZoneField value={draft.zone} error={refusalFor(refusals, '/zone')} onChange={(zone) => set({ zone })} />
        <WhenFields
          zone={draft.zone}
          draft={draft.when}
          errors={{
            start: refusalFor(refusals, '/once/start'),
            end: refusalFor(refusals, '/once/end'),
            rule: refusalFor(refusals, '/repeats/rule'),
          }}
          onChange={(next) => set({ when: next })}
        />
        <ScopeFields withClasses draft={draft.scope} onChange={(scope) => set({ scope })} />
        {edits === undefined ? null : (
          <Textarea
            label="Why it is changed"
            autosize
            minRows={2}
            value={reason}
            error={refusalFor(refusals, '/changeReason')}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
      </FormDialog>
    </>
  );
}
