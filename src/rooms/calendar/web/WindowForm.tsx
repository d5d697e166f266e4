import { Textarea, TextInput } from '@mantine/core';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { isStale } from '../../../foundation/web/refusals-of.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { changeWindow, registerWindow, type WindowShown } from '../contract.ts';
import { EditForm, useForm } from './EditForm.tsx';
import { emptyScope, type ScopeDraft, ScopeFields, scopeDraft, scopeDraftText, scopeSent } from './fields/ScopeFields.tsx';
import { type TargetDraft, TargetsField, targetsText } from './fields/TargetsField.tsx';
import { emptyWhen, useWhenSent, type WhenDraft, WhenFields, whenDraft, whenText } from './fields/WhenFields.tsx';
import { browserZone, ZoneField } from './fields/ZoneField.tsx';
import type { Part } from './use-edit.ts';

type Draft = {
  readonly name: string;
  readonly note: string;
  readonly zone: string;
  readonly when: WhenDraft;
  readonly scope: ScopeDraft;
  readonly targets: readonly TargetDraft[];
  /** Why it is changed: sent with the change, no part of the record. */
  readonly reason: string;
};
const emptyDraft = (): Draft => ({
  name: '',
  note: '',
  zone: browserZone(),
  when: emptyWhen,
  scope: emptyScope,
  targets: [],
  reason: '',
});
const draftOf = (window: WindowShown): Draft => ({
  name: window.name,
  note: window.note ?? '',
  zone: window.zone,
  when: whenDraft(window),
  scope: scopeDraft(window.scope),
  targets: window.targets.map(({ key, name, days, measure }) => ({ key, name, days, measure })),
  reason: '',
});

type Field = 'name' | 'when' | 'scope' | 'targets' | 'note';
const parts: readonly Part<Draft, Field>[] = [
  { field: 'name', label: 'Name', of: ({ name }) => name.trim(), text: ({ name }) => name },
  { field: 'when', label: 'When', of: ({ when, zone }) => [when, zone], text: ({ when, zone }) => `${whenText(when)}, ${zone}` },
  { field: 'scope', label: 'Holds', of: ({ scope }) => scope, text: ({ scope }) => scopeDraftText(scope) },
  { field: 'targets', label: 'Targets', of: ({ targets }) => targets, text: ({ targets }) => targetsText(targets) },
  { field: 'note', label: 'Note', of: ({ note }) => note.trim(), text: ({ note }) => note },
];

type WindowFormProps = {
  readonly onDone: (key: string) => void;
  /** The window to change; a new one without it. */
  readonly edits?: { readonly window: WindowShown; readonly version: number };
};

type Sent = NonNullable<ReturnType<typeof useWhenSent>>;
const timesOf = (when: Sent) =>
  when.kind === 'repeats' ? { repeats: when.repeats } : { once: { start: when.start, end: when.end, goLive: when.goLive } };

/** Registers a window, or changes one that is not locked. */
export function WindowForm({ onDone, edits }: WindowFormProps) {
  const now = edits === undefined ? null : { draft: draftOf(edits.window), version: edits.version };
  const form = useForm(parts, emptyDraft, now);
  const { draft, set, edit } = form;
  const done = (shown: WindowShown) => {
    form.close();
    onDone(shown.key);
  };
  const register = useAsk(registerWindow, done);
  const change = useAsk(changeWindow, done);
  const asked = edits === undefined ? register : change;
  const { refusals } = asked;
  const when = useWhenSent(draft.when, draft.zone);
  const send = async (fields: readonly Field[], version: number) => {
    if (when === null) return;
    const whole = {
      name: { name: draft.name.trim() },
      when: { zone: draft.zone, ...timesOf(when) },
      scope: { scope: scopeSent(draft.scope) },
      targets: { targets: draft.targets.map((target) => ({ ...target })) },
      note: { note: draft.note.trim() === '' ? null : draft.note.trim() },
    };
    if (edits === undefined) {
      await register.send({ body: { ...whole.name, ...whole.when, ...whole.scope, ...whole.targets, ...whole.note } });
      return;
    }
    const body = {
      ...(fields.includes('name') ? whole.name : {}),
      ...(fields.includes('when') ? whole.when : {}),
      ...(fields.includes('scope') ? whole.scope : {}),
      ...(fields.includes('targets') ? whole.targets : {}),
      ...(fields.includes('note') ? whole.note : {}),
      ...(draft.reason.trim() === '' ? {} : { reason: draft.reason.trim() }),
    };
    edit.told(isStale(await change.send({ params: { id: edits.window.id }, version, body })));
  };
  return (
    <EditForm
      form={form}
      right="calendar.plan-windows"
      noun="release window"
      edits={edits && { name: edits.window.key, can: edits.window.can.change }}
      register="Register as draft"
      asked={asked}
      whole={draft.name.trim() !== '' && when !== null}
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
      <WhenFields
        zone={draft.zone}
        draft={draft.when}
        withGoLive
        errors={{
          start: refusalFor(refusals, '/once/start'),
          end: refusalFor(refusals, '/once/end'),
          rule: refusalFor(refusals, '/repeats/rule'),
        }}
        onChange={(next) => set({ when: next })}
      />
      <ScopeFields draft={draft.scope} onChange={(scope) => set({ scope })} />
      <TargetsField targets={draft.targets} onChange={(targets) => set({ targets })} />
      <Textarea
        label="Note"
        autosize
        minRows={2}
        value={draft.note}
        error={refusalFor(refusals, '/note')}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
      {edits === undefined ? null : (
        <Textarea
          label="Reason"
          autosize
          minRows={2}
          value={draft.reason}
          error={refusalFor(refusals, '/reason')}
          onChange={(event) => set({ reason: event.currentTarget.value })}
        />
      )}
    </EditForm>
  );
}
