import { Select, Textarea, TextInput } from '@mantine/core';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { isStale } from '../../../foundation/web/refusals-of.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { changeFreeze, type FreezeShown, freezeSeverities, registerFreeze } from '../contract.ts';
import { EditForm, useForm } from './EditForm.tsx';
import { emptyScope, type ScopeDraft, ScopeFields, scopeDraft, scopeDraftText, scopeSent } from './fields/ScopeFields.tsx';
import { emptyWhen, useWhenSent, type WhenDraft, WhenFields, whenDraft, whenText } from './fields/WhenFields.tsx';
import { browserZone, ZoneField } from './fields/ZoneField.tsx';
import type { Part } from './use-edit.ts';
import { optionsOf, severityWords } from './words.ts';

type Severity = (typeof freezeSeverities)[number];
type Draft = {
  readonly name: string;
  readonly why: string;
  readonly zone: string;
  readonly severity: Severity;
  readonly when: WhenDraft;
  readonly scope: ScopeDraft;
  /** Why it is changed: sent with the change, no part of the record. */
  readonly changeReason: string;
};
const emptyDraft = (): Draft => ({
  name: '',
  why: '',
  zone: browserZone(),
  severity: 'blocks',
  when: emptyWhen,
  scope: emptyScope,
  changeReason: '',
});
const draftOf = (freeze: FreezeShown): Draft => ({
  name: freeze.name,
  why: freeze.reason,
  zone: freeze.zone,
  severity: freeze.severity,
  when: whenDraft(freeze),
  scope: scopeDraft(freeze.scope),
  changeReason: '',
});

type Field = 'name' | 'why' | 'severity' | 'when' | 'scope';
const parts: readonly Part<Draft, Field>[] = [
  { field: 'name', label: 'Name', of: ({ name }) => name.trim(), text: ({ name }) => name },
  { field: 'why', label: 'Why it is frozen', of: ({ why }) => why.trim(), text: ({ why }) => why },
  {
    field: 'severity',
    label: 'Severity',
    of: ({ severity }) => severity,
    text: ({ severity }) => severityWords[severity].text,
  },
  { field: 'when', label: 'When', of: ({ when, zone }) => [when, zone], text: ({ when, zone }) => `${whenText(when)}, ${zone}` },
  { field: 'scope', label: 'Holds', of: ({ scope }) => scope, text: ({ scope }) => scopeDraftText(scope) },
];

type FreezeFormProps = {
  readonly onDone: (key: string) => void;
  readonly edits?: { readonly freeze: FreezeShown; readonly version: number };
};

/** Registers a freeze or changes one; what it collides with is found in the same act. */
export function FreezeForm({ onDone, edits }: FreezeFormProps) {
  const now = edits === undefined ? null : { draft: draftOf(edits.freeze), version: edits.version };
  const form = useForm(parts, emptyDraft, now);
  const { draft, set, edit } = form;
  const done = (shown: FreezeShown) => {
    form.close();
    onDone(shown.key);
  };
  const register = useAsk(registerFreeze, done);
  const change = useAsk(changeFreeze, done);
  const asked = edits === undefined ? register : change;
  const { refusals } = asked;
  const when = useWhenSent(draft.when, draft.zone);
  const send = async (fields: readonly Field[], version: number) => {
    if (when === null) return;
    const times = when.kind === 'repeats' ? { repeats: when.repeats } : { once: { start: when.start, end: when.end } };
    const whole = {
      name: { name: draft.name.trim() },
      why: { reason: draft.why.trim() },
      severity: { severity: draft.severity },
      when: { zone: draft.zone, ...times },
      scope: { scope: { ...scopeSent(draft.scope), environmentClasses: [...draft.scope.environmentClasses] } },
    };
    if (edits === undefined) {
      await register.send({ body: { ...whole.name, ...whole.why, ...whole.severity, ...whole.when, ...whole.scope } });
      return;
    }
    const body = {
      ...(fields.includes('name') ? whole.name : {}),
      ...(fields.includes('why') ? whole.why : {}),
      ...(fields.includes('severity') ? whole.severity : {}),
      ...(fields.includes('when') ? whole.when : {}),
      ...(fields.includes('scope') ? whole.scope : {}),
      ...(draft.changeReason.trim() === '' ? {} : { changeReason: draft.changeReason.trim() }),
    };
    edit.told(isStale(await change.send({ params: { id: edits.freeze.id }, version, body })));
  };
  return (
    <EditForm
      form={form}
      right="calendar.manage-freezes"
      noun="freeze"
      edits={edits && { name: edits.freeze.key, can: edits.freeze.can.change }}
      asked={asked}
      whole={draft.name.trim() !== '' && draft.why.trim() !== '' && when !== null}
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
          value={draft.changeReason}
          error={refusalFor(refusals, '/changeReason')}
          onChange={(event) => set({ changeReason: event.currentTarget.value })}
        />
      )}
    </EditForm>
  );
}
