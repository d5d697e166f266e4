import { NumberInput, TextInput } from '@mantine/core';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { isStale } from '../../../foundation/web/refusals-of.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { type CadenceShown, changeCadence, registerCadence } from '../contract.ts';
import { EditForm, useForm } from './EditForm.tsx';
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
import type { Part } from './use-edit.ts';

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
  const now = edits === undefined ? null : { draft: draftOf(edits.cadence), version: edits.version };
  const form = useForm(parts, emptyDraft, now);
  const { draft, set, edit } = form;
  const done = (shown: CadenceShown) => {
    form.close();
    onDone(shown.key);
  };
  const register = useAsk(registerCadence, done);
  const change = useAsk(changeCadence, done);
  const asked = edits === undefined ? register : change;
  const { refusals } = asked;
  const sent = recurrenceSent(draft.repeats);
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
  return (
    <EditForm
      form={form}
      right="calendar.plan-windows"
      noun="cadence"
      edits={edits && { name: edits.cadence.key, can: edits.cadence.can.change }}
      asked={asked}
      whole={draft.name.trim() !== '' && sent.success}
      onSend={send}
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
    </EditForm>
  );
}
