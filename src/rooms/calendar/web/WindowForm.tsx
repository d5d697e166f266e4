import { Button, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { isStale } from '../../../foundation/web/refusals-of.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { useMayAnywhere } from '../../identity/web/door.tsx';
import { changeWindow, registerWindow, type WindowShown } from '../contract.ts';
import { emptyScope, type ScopeDraft, ScopeFields, scopeDraft, scopeDraftText, scopeSent } from './fields/ScopeFields.tsx';
import { type TargetDraft, TargetsField, targetsText } from './fields/TargetsField.tsx';
import { emptyWhen, useWhenSent, type WhenDraft, WhenFields, whenDraft, whenText } from './fields/WhenFields.tsx';
import { browserZone, ZoneField } from './fields/ZoneField.tsx';
import { StaleChoice } from './StaleChoice.tsx';
import { type Part, useEdit } from './use-edit.ts';

type Draft = {
  readonly name: string;
  readonly note: string;
  readonly zone: string;
  readonly when: WhenDraft;
  readonly scope: ScopeDraft;
  readonly targets: readonly TargetDraft[];
};
const emptyDraft = (): Draft => ({ name: '', note: '', zone: browserZone(), when: emptyWhen, scope: emptyScope, targets: [] });
const draftOf = (window: WindowShown): Draft => ({
  name: window.name,
  note: window.note ?? '',
  zone: window.zone,
  when: whenDraft(window),
  scope: scopeDraft(window.scope),
  targets: window.targets.map(({ key, name, days, measure }) => ({ key, name, days, measure })),
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

function useSending({ onDone, edits }: WindowFormProps, close: () => void) {
  const done = (shown: WindowShown) => {
    close();
    onDone(shown.key);
  };
  const register = useAsk(registerWindow, done);
  const change = useAsk(changeWindow, done);
  return { register, change, active: edits === undefined ? register : change };
}

type Sent = NonNullable<ReturnType<typeof useWhenSent>>;
const timesOf = (when: Sent) =>
  when.kind === 'repeats' ? { repeats: when.repeats } : { once: { start: when.start, end: when.end, goLive: when.goLive } };

/** Registers a window, or changes one that is not locked. */
export function WindowForm(props: WindowFormProps) {
  const { edits } = props;
  const may = useMayAnywhere('calendar.plan-windows');
  const [opened, setOpened] = useState(false);
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [reason, setReason] = useState('');
  const { register, change, active } = useSending(props, () => setOpened(false));
  const when = useWhenSent(draft.when, draft.zone);
  const now = edits === undefined ? null : { draft: draftOf(edits.window), version: edits.version };
  const edit = useEdit(parts, draft, now);
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const open = () => {
    setDraft(edits === undefined ? emptyDraft() : draftOf(edits.window));
    setReason('');
    active.reset();
    edit.begin();
    setOpened(true);
  };
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
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    };
    edit.told(isStale(await change.send({ params: { id: edits.window.id }, version, body })));
  };
  const discard = () => {
    edit.told(false);
    setOpened(false);
  };
  const { refusals } = active;
  return (
    <>
      {edits === undefined ? (
        may ? (
          <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={open}>
            Register
          </Button>
        ) : null
      ) : (
        <BlockedButton variant="default" can={edits.window.can.change} onClick={open}>
          Edit
        </BlockedButton>
      )}
      <FormDialog
        opened={opened && !edit.isStale}
        title={edits === undefined ? 'Register a release window' : `Edit ${edits.window.key}`}
        confirm={edits === undefined ? 'Register as draft' : 'Save'}
        size="xl"
        busy={active.busy}
        refusals={refusals}
        ready={draft.name.trim() !== '' && when !== null && (edits === undefined || edit.changed.length > 0)}
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
            value={reason}
            error={refusalFor(refusals, '/reason')}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
      </FormDialog>
      <StaleChoice what="this window" edit={edit} busy={active.busy} onSave={send} onDiscard={discard} />
    </>
  );
}
