import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { StaleEditDialog } from '../../../design/refusal/StaleEditDialog.tsx';
import { isStale } from '../../../foundation/web/refusals-of.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { type ChangeState, editBody, editChange } from '../contract.ts';
import { ChangeFields, type Groups } from './ChangeFields.tsx';
import { type Draft, differing, draftOf, type SentName, sentOf, textOf } from './draft.ts';
import type { Change } from './parts.tsx';

type EditProps = { readonly change: Change; readonly version: number };

const labels: Readonly<Record<SentName, string>> = {
  name: 'Name',
  description: 'What is changed, and why',
  model: 'Model',
  template: 'Template',
  owner: 'Owner',
  applications: 'Applications',
  backOutPlan: 'Back-out plan',
  testPlan: 'Test plan',
  answers: 'Questions of the risk',
  planned: 'Planned time',
  dependencies: 'Comes after',
  links: 'Links',
};
const begun: readonly ChangeState[] = ['implementing', 'implemented', 'failed', 'backed-out', 'verified'];

const groupsOf = ({ state, heldFrom }: Change): Groups => {
  const at = heldFrom ?? state;
  return { unit: false, content: at === 'draft', answers: at === 'draft' || at === 'submitted', plan: !begun.includes(at) };
};

/** Writes on in a change. Only what was changed is sent, so that somebody else's change of another field is not undone. */
export function EditChange({ change, version }: EditProps) {
  const [base, setBase] = useState<{ draft: Draft; version: number } | null>(null);
  const [draft, setDraft] = useState<Draft>(() => draftOf(change));
  const [reason, setReason] = useState('');
  const [stale, setStale] = useState(false);
  const close = () => {
    setBase(null);
    setStale(false);
  };
  const ask = useAsk(editChange, close);
  const theirs = draftOf(change);
  const changed = base === null ? [] : differing(base.draft, draft);
  const bodyOf = (names: readonly SentName[]) => {
    const sent = sentOf(draft);
    const why = reason.trim() === '' ? {} : { reason: reason.trim() };
    return editBody.safeParse({ ...Object.fromEntries(names.map((name) => [name, sent[name]])), ...why });
  };
  const send = async (names: readonly SentName[], on: number) => {
    const body = bodyOf(names);
    if (body.success && isStale(await ask.send({ params: { id: change.id }, version: on, body: body.data }))) setStale(true);
  };
  const open = () => {
    setDraft(theirs);
    setReason('');
    ask.reset();
    setBase({ draft: theirs, version });
  };
  const on = base?.version ?? version;
  return (
    <>
      <BlockedButton variant="default" can={change.can.edit} onClick={open}>
        Edit
      </BlockedButton>
      <FormDialog
        opened={base !== null && !stale}
        title={`Edit ${change.key}`}
        confirm="Save"
        size="xl"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={changed.length > 0 && bodyOf(changed).success}
        onSend={() => void send(changed, on)}
        onClose={close}
      >
        <ChangeFields draft={draft} groups={groupsOf(change)} refusals={ask.refusals} onChange={setDraft} />
        <Textarea label="Reason" autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      </FormDialog>
      <StaleEditDialog
        opened={base !== null && stale}
        what="this change"
        version={{ mine: on, theirs: version }}
        rows={changed.map((name) => ({
          field: name,
          label: labels[name],
          base: base === null ? '' : textOf(base.draft, name),
          mine: textOf(draft, name),
          theirs: textOf(theirs, name),
        }))}
        busy={ask.busy}
        onSave={(choices) => {
          const mine = changed.filter((name) => choices[name] === 'mine');
          if (mine.length === 0) close();
          else void send(mine, version).then(() => setStale(false));
        }}
        onDiscard={close}
        onClose={close}
      />
    </>
  );
}
