import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { Card } from '../../../design/page/layout.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import type { ChoiceOption } from '../../../design/parts/ChoiceField.tsx';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, PersonTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { ReasonDialog } from '../../../design/refusal/ReasonDialog.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import { useOperation, useOperationPages } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { listRoles } from '../../identity/contract.ts';
import { PersonField } from '../../identity/web/door.tsx';
import { listTrainings, type PolicyView, recordTraining, revokeTraining, type TrainingView } from '../contract.ts';

type Props = { readonly policy: PolicyView };

function Revoke({ one }: { readonly one: TrainingView }) {
  const [opened, setOpened] = useState(false);
  const ask = useAsk(revokeTraining, () => setOpened(false));
  return (
    <>
      <BlockedButton variant="subtle" size="compact-sm" can={one.can.revoke} onClick={() => setOpened(true)}>
        Revoke
      </BlockedButton>
      <ReasonDialog
        opened={opened}
        title={`Revoke ${one.key}: ${one.person.name}`}
        text="It counts no longer. What was signed meanwhile stays signed."
        confirm="Revoke"
        needsReason
        busy={ask.busy}
        refusals={ask.refusals}
        onConfirm={({ reason, reasonCode }) => void ask.send({ params: { id: one.id }, reasonCode, body: { reason } })}
        onClose={() => setOpened(false)}
      />
    </>
  );
}

function Standing({ one }: { readonly one: TrainingView }) {
  if (one.revoked !== null) return <StatusBadge tone="gray">Revoked</StatusBadge>;
  return one.current ? <StatusBadge tone="teal">Current</StatusBadge> : <StatusBadge tone="red">Ran out</StatusBadge>;
}

function Row({ one }: { readonly one: TrainingView }) {
  return (
    <li className="pol-change">
      <header>
        <PersonTag name={one.person.name} />
        <Standing one={one} />
        <KeyTag>{`${one.key}, version ${one.number}`}</KeyTag>
      </header>
      <p className="pol-quiet">
        Taken <TimeText at={one.trainedAt} />
        {one.expiresAt === null ? null : (
          <>
            {' '}
            · counts until <TimeText at={one.expiresAt} />
          </>
        )}
        {' · '}recorded by {one.recordedBy.name}
      </p>
      <p>{one.evidence}</p>
      {one.revoked === null ? (
        <footer>
          <Revoke one={one} />
        </footer>
      ) : (
        <p className="pol-quiet">
          Revoked by {one.revoked.by.name}, <TimeText at={one.revoked.at} />: {one.revoked.reason}
        </p>
      )}
    </li>
  );
}

function Record({ policy }: Props) {
  const [opened, setOpened] = useState(false);
  const [person, setPerson] = useState<ChoiceOption | null>(null);
  const [trainedAt, setTrainedAt] = useState<string | null>(null);
  const [evidence, setEvidence] = useState('');
  const ask = useAsk(recordTraining, () => setOpened(false));
  const number = policy.inForce?.number ?? policy.open?.number ?? 1;
  const open = () => {
    setPerson(null);
    setTrainedAt(null);
    setEvidence('');
    ask.reset();
    setOpened(true);
  };
  return (
    <>
      <BlockedButton variant="default" can={policy.can.recordTraining} onClick={open}>
        Record a training
      </BlockedButton>
      <FormDialog
        opened={opened}
        title={`Record a training in ${policy.key}, version ${number}`}
        confirm="Record"
        busy={ask.busy}
        refusals={ask.refusals}
        ready={person !== null && trainedAt !== null && evidence.trim() !== ''}
        onSend={() => {
          const body = { person: person?.value ?? '', number, trainedAt: trainedAt ?? '', evidence: evidence.trim() };
          void ask.send({ params: { id: policy.id }, body });
        }}
        onClose={() => setOpened(false)}
      >
        <PersonField
          label="Who was trained"
          hint="Never yourself"
          required
          withinPortal={false}
          chosen={person}
          error={refusalFor(ask.refusals, '/person')}
          onChange={setPerson}
        />
        <DateTimeField
          label="Taken"
          required
          value={trainedAt}
          error={refusalFor(ask.refusals, '/trainedAt')}
          onChange={setTrainedAt}
        />
        <Textarea
          label="Proof"
          description="Where it lies: a course, a test, a certificate"
          required
          autosize
          minRows={2}
          value={evidence}
          error={refusalFor(ask.refusals, '/evidence')}
          onChange={(event) => setEvidence(event.currentTarget.value)}
        />
      </FormDialog>
    </>
  );
}

/** What the version in force asks of whom, in words. */
function Asked({ policy }: Props) {
  const words = useOperation(listRoles).data?.value.roles ?? [];
  const { roles, months, missing } = policy.training;
  if (roles.length === 0) return <p className="pol-quiet">No role is asked to be trained in it.</p>;
  const named = roles.map((role) => words.find((one) => one.role === role)?.says ?? role);
  return (
    <>
      <p>
        Asked of {named.join(', ')}.{' '}
        {months === null ? 'It counts as long as the version is in force.' : `It counts for ${months} months.`} Without it they
        sign nothing where the policy holds.
      </p>
      {missing.length === 0 ? null : (
        <details className="pol-people">
          <summary>{missing.length} not trained</summary>
          <ul>
            {missing.map((person) => (
              <li key={person.id}>
                <PersonTag name={person.name} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Who is trained in a policy, and who must be before they sign. */
export function Trainings({ policy }: Props) {
  const asked = useOperationPages(
    listTrainings,
    (cursor) => ({ params: { id: policy.id }, query: { limit: 10, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const items = asked.data?.pages.flatMap((page) => page.items) ?? [];
  const state = stateOf(asked, { rows: 2, height: 40 });
  return (
    <Card title="Trainings" count={policy.training.trained} actions={<Record policy={policy} />}>
      <Asked policy={policy} />
      {state === null ? null : <StatePanel state={state} />}
      <ul className="pol-trainings">
        {items.map((one) => (
          <Row key={one.id} one={one} />
        ))}
      </ul>
      {asked.hasNextPage ? (
        <Button variant="default" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          Show more
        </Button>
      ) : null}
    </Card>
  );
}
