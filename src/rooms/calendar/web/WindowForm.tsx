import { Button, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { changeWindow, registerWindow, type WindowShown } from '../contract.ts';
import { emptyScope, type ScopeDraft, ScopeFields, scopeDraft, scopeSent } from './fields/ScopeFields.tsx';
import { type TargetDraft, TargetsField } from './fields/TargetsField.tsx';
import { emptyWhen, useWhenSent, type WhenDraft, WhenFields, whenDraft } from './fields/WhenFields.tsx';
import { browserZone, ZoneField } from './fields/ZoneField.tsx';

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
  const [opened, setOpened] = useState(false);
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [reason, setReason] = useState('');
  const { register, change, active } = useSending(props, () => setOpened(false));
  const when = useWhenSent(draft.when, draft.zone);
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const open = () => {
    setDraft(edits === undefined ? emptyDraft() : draftOf(edits.window));
    setReason('');
    active.reset();
    setOpened(true);
  };
  const send = () => {
    if (when === null) return;
    const common = {
      name: draft.name.trim(),
      note: draft.note.trim() === '' ? null : draft.note.trim(),
      zone: draft.zone,
      ...timesOf(when),
      scope: scopeSent(draft.scope),
      targets: draft.targets.map((target) => ({ ...target })),
    };
    if (edits === undefined) void register.send({ body: common });
    else {
      const body = { ...common, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) };
      void change.send({ params: { id: edits.window.id }, version: edits.version, body });
    }
  };
  const { refusals } = active;
  return (
    <>
      {edits === undefined ? (
        <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={open}>
          Register
        </Button>
      ) : (
        <BlockedButton variant="default" can={edits.window.can.change} onClick={open}>
          Edit
        </BlockedButton>
      )}
      <FormDialog
        opened={opened}
        title={edits === undefined ? 'Register a release window' : `Edit ${edits.window.key}`}
        confirm={edits === undefined ? 'Register as draft' : 'Save'}
        size="xl"
        busy={active.busy}
        refusals={refusals}
        ready={draft.name.trim() !== '' && when !== null}
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
    </>
  );
}
