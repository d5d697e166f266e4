import { useState } from 'react';
import { Card, Columns, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { PersonTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { DiscussionOf } from '../../discussion/web/door.tsx';
import { DossierLink, SignaturesOf } from '../../signatures/web/door.tsx';
import { acknowledgePolicy, type PolicyVersionView, type PolicyView, showPolicy } from '../contract.ts';
import { AskForException, ExceptionRow } from './PolicyExceptions.tsx';
import { PolicyForm } from './PolicyForm.tsx';
import { Trainings } from './Trainings.tsx';
import { VersionActs } from './VersionActs.tsx';
import { kindWords, stateWords } from './words.ts';
import './policies.css';

type Props = { readonly policy: PolicyView };

function Version({ policy, version }: Props & { readonly version: PolicyVersionView }) {
  const { state, approvedBy, approvedAt, holdsFrom, endedAt } = version;
  return (
    <Card title={`Version ${version.number}`} actions={<VersionActs policy={policy} version={version} />}>
      <p className="pol-line">
        <StatusBadge tone={stateWords[state].tone}>{stateWords[state].text}</StatusBadge>
        <span className="pol-quiet">
          written by {version.author.name}
          {approvedBy === null || approvedAt === null ? null : (
            <>
              {' '}
              · approved by {approvedBy.name}, <TimeText at={approvedAt} />
            </>
          )}
          {holdsFrom === null ? null : (
            <>
              {' '}
              · holds from <TimeText at={holdsFrom} />
            </>
          )}
          {endedAt === null ? null : (
            <>
              {' '}
              · ended <TimeText at={endedAt} />
              {version.endReason === null ? null : `: ${version.endReason}`}
            </>
          )}
        </span>
      </p>
      {version.summary === '' ? null : <p className="pol-summary">{version.summary}</p>}
      {version.trainedRoles.length === 0 ? null : (
        <p className="pol-quiet">
          Asks for a training of: {version.trainedRoles.join(', ')}
          {version.trainingMonths === null ? '' : ` (every ${version.trainingMonths} months)`}
        </p>
      )}
      <div className="pol-text">{version.text === '' ? 'Nothing was written yet.' : version.text}</div>
    </Card>
  );
}

function Acknowledge({ policy }: Props) {
  const { number } = policy.acknowledgements;
  const ask = useAsk(acknowledgePolicy, () => undefined);
  if (number === null || policy.acknowledgement === 'done') return null;
  return (
    <BlockedButton
      variant={policy.acknowledgement === 'due' ? 'filled' : 'default'}
      loading={ask.busy}
      can={policy.can.acknowledge}
      onClick={() => void ask.send({ params: { id: policy.id }, body: { number } })}
    >
      {`Acknowledge version ${number}`}
    </BlockedButton>
  );
}

function Acknowledgements({ policy }: Props) {
  const { number, done, outstanding } = policy.acknowledgements;
  return (
    <Card title="Acknowledgements" count={done.length}>
      {number === null ? <p className="pol-quiet">No version is in force: there is nothing to acknowledge.</p> : null}
      {number !== null && policy.acknowledgedBy.length === 0 ? (
        <p className="pol-quiet">No role is asked to acknowledge it.</p>
      ) : null}
      {outstanding.length === 0 ? null : (
        <details className="pol-people">
          <summary>{outstanding.length} outstanding</summary>
          <ul>
            {outstanding.map((person) => (
              <li key={person.id}>
                <PersonTag name={person.name} />
              </li>
            ))}
          </ul>
        </details>
      )}
      <ul className="pol-people">
        {done.map((person) => (
          <li key={person.id}>
            <PersonTag name={person.name} />
            <span className="pol-quiet">
              <TimeText at={person.at} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Exceptions({ policy }: Props) {
  return (
    <Card title="Exceptions" count={policy.exceptions.length} actions={<AskForException policy={policy} />}>
      {policy.exceptions.length === 0 ? <p className="pol-quiet">Nobody asked for an exception from this policy.</p> : null}
      {policy.exceptions.map((one) => (
        <ExceptionRow key={one.id} one={one} naming="record" />
      ))}
    </Card>
  );
}

function Policy({ policy }: Props) {
  const [first, ...others] = policy.versions;
  const earlier = others.filter((version) => version.state !== 'effective');
  const signed = policy.versions.find((version) => version.state === 'effective') ?? first;
  const inForce = others.find((version) => version.state === 'effective');
  return (
    <Columns
      asideLabel="Acknowledgements, trainings and exceptions"
      aside={
        <>
          <Acknowledgements policy={policy} />
          <Trainings policy={policy} />
          <Exceptions policy={policy} />
          {signed === undefined ? null : <SignaturesOf kind="policy-version" id={signed.id} />}
        </>
      }
    >
      {first === undefined ? null : <Version policy={policy} version={first} />}
      {inForce === undefined ? null : <Version policy={policy} version={inForce} />}
      {earlier.length === 0 ? null : (
        <details className="pol-earlier">
          <summary>Earlier versions: {earlier.length}</summary>
          {earlier.map((version) => (
            <Version key={version.id} policy={policy} version={version} />
          ))}
        </details>
      )}
      <DiscussionOf kind="policy" id={policy.id} />
    </Columns>
  );
}

/** One policy: what holds, what is worked on, who acknowledged it, and who may depart from it for a time. */
export function Screen({ params }: ScreenProps) {
  const [opened, setOpened] = useState(false);
  const asked = useOperation(showPolicy, { params: { id: params.key ?? '' } });
  const policy = asked.data?.value;
  return (
    <>
      <PageHead
        title={policy?.title ?? 'Policy'}
        keyText={policy?.key}
        sub={
          policy === undefined
            ? undefined
            : `${kindWords[policy.kind]} · holds in ${policy.unit.name} and below · owner ${policy.owner.name}`
        }
        badges={
          policy === undefined ? null : policy.inForce === null ? (
            <StatusBadge tone="gray">Nothing in force</StatusBadge>
          ) : (
            <StatusBadge tone="teal">{`Version ${policy.inForce.number} in force`}</StatusBadge>
          )
        }
        actions={
          policy === undefined ? undefined : (
            <>
              <DossierLink kind="policy" id={policy.key} />
              <Acknowledge policy={policy} />
              <BlockedButton variant="default" can={policy.can.change} onClick={() => setOpened(true)}>
                {policy.open === null ? 'Write the next version' : 'Change'}
              </BlockedButton>
            </>
          )
        }
      />
      <PageBody>
        {policy === undefined ? (
          <StatePanel state={stateOf(asked, { rows: 8 }) ?? { kind: 'loading', rows: 8 }} />
        ) : (
          <Policy policy={policy} />
        )}
      </PageBody>
      <PolicyForm opened={opened} policy={policy ?? null} onClose={() => setOpened(false)} />
    </>
  );
}
