import { Button, NumberInput, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { isStale } from '../../../foundation/web/refusals-of.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { useMayAnywhere } from '../../identity/web/door.tsx';
import { type CadenceShown, changeCadence, registerCadence } from '../contract.ts';
import {
  emptyRecurrence,
  type RecurrenceDraft,
  RecurrenceFields,
  recurrenceDraft,
  recurrenceSent,
  recurrenceText,
} from './fields/RecurrenceFields.tsx';
import { emptyScope, type ScopeDraft, ScopeFields, scopeDraft, scopeDraftText, scopeSent } from './fields/ScopeFields.tsx';
import { type TargetDraft, TargetsField, targetsText } from './fields/TargetsField.tsx';
import { browserZone, ZoneField } from './fields/ZoneField.tsx';
import { StaleChoice } from './StaleChoice.tsx';
import { type Part, useEdit } from './use-edit.ts';

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

type Field = 'name' | 'when' | 'after' | 'scope' | 'targets';
const parts: readonly Part<Draft, Field>[] = [
  { field: 'name', label: 'Name', of: ({ name }) => name.trim(), text: ({ name }) => name },
  {
    field: 'when',
    label: 'Repeats',
    of: ({ repeats, zone }) => [repeats, zone],
    text: ({ repeats, zone }) => `${recurrenceText(repeats)}, ${zone}`,
  },
  { field: 'after', label: 'Minutes to the go-live', of: ({ after }) => after, text: ({ after }) => String(after) },
  { field: 'scope', label: 'Holds', of: ({ scope }) => scope, text: ({ scope }) => scopeDraftText(scope) },
  { field: 'targets', label: 'Targets', of: ({ targets }) => targets, text: ({ targets }) => targetsText(targets) },
];

type CadenceFormProps = {
  readonly onDone: (key: string) => void;
  readonly edits?: { readonly cadence: CadenceShown; readonly version: number };
};

/** Registers a cadence or changes one; windows that were made stay as they are. */
export function CadenceForm({ onDone, edits }: CadenceFormProps) {
  const may = useMayAnywhere('calendar.plan-windows');
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
  const now = edits === undefined ? null : { draft: draftOf(edits.cadence), version: edits.version };
  const edit = useEdit(parts, draft, now);
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const open = () => {
    setDraft(edits === undefined ? emptyDraft() : draftOf(edits.cadence));
    reset();
    edit.begin();
    setOpened(true);
  };
  const send = async (fields: readonly Field[], version: number) => {
    if (!sent.success) return;
    const whole = {
      name: { name: draft.name.trim() },
      when: { zone: draft.zone, repeats: sent.data },
      after: { goLiveAfterMinutes: draft.after },
      scope: { scope: scopeSent(draft.scope) },
      targets: { targets: draft.targets.map((target) => ({ ...target })) },
    };
    if (edits === undefined) {
      await register.send({ body: { ...whole.name, ...whole.when, ...whole.after, ...whole.scope, ...whole.targets } });
      return;
    }
    const body = {
      ...(fields.includes('name') ? whole.name : {}),
      ...(fields.includes('when') ? whole.when : {}),
      ...(fields.includes('after') ? whole.after : {}),
      ...(fields.includes('scope') ? whole.scope : {}),
      ...(fields.includes('targets') ? whole.targets : {}),
    };
    edit.told(isStale(await change.send({ params: { id: edits.cadence.id }, version, body })));
  };
  const discard = () => {
    edit.told(false);
    setOpened(false);
  };
  return (
    <>
      {edits === undefined ? (
        may ? (
          <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={open}>
            Register
          </Button>
        ) : null
      ) : (
        <BlockedButton variant="default" can={edits.cadence.can.change} onClick={open}>
          Edit
        </BlockedButton>
      )}
      <FormDialog
        opened={opened && !edit.isStale}
        title={edits === undefined ? 'Register a cadence' : `Edit ${edits.cadence.key}`}
        confirm={edits === undefined ? 'Register' : 'Save'}
        size="xl"
        busy={busy}
        refusals={refusals}
        ready={draft.name.trim() !== '' && sent.success && (edits === undefined || edit.changed.length > 0)}
        onSend={() => void send(edit.changed, edit.version)}
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
      <StaleChoice what="this cadence" edit={edit} busy={busy} onSave={send} onDiscard={discard} />
    </>
  );
}
