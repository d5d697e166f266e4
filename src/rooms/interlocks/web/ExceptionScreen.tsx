import { Group } from '@mantine/core';
import { AppLink } from '../../../design/navigation.tsx';
import { Card, CardGrid, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { useAct, useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { Mark, SignaturesOf, SignedButton, useMarks } from '../../signatures/web/door.tsx';
import { actOnException, type ExceptionView, showException } from '../contract.ts';
import { worthOf } from './exception-words.ts';
import { ruleWords, sideText } from './words.ts';
import './exceptions.css';

type OfException = { readonly one: ExceptionView; readonly version: number };
const nothing = () => {};

function Decide({ one, version, verb }: OfException & { readonly verb: 'grant' | 'refuse' }) {
  const act = useAct(actOnException);
  const label = verb === 'grant' ? 'Grant' : 'Refuse';
  return (
    <SignedButton
      can={one.can[verb]}
      label={label}
      title={`${label} exception ${one.key}`}
      text={
        verb === 'grant'
          ? 'The collision stops nobody while the exception is in force: until its end, and as long as neither side moves.'
          : 'The collision goes on standing in the way.'
      }
      needsReason
      danger={verb === 'refuse'}
      wanted={(reason) => ({ subject: { kind: 'collision-exception', id: one.id }, version, verb, input: { reason } })}
      send={(reason, signature, seen) =>
        act.mutateAsync({ params: { id: one.id, verb }, version: seen, body: { reason, signature } })
      }
    />
  );
}

function Withdraw({ one, version }: OfException) {
  const ask = useAsk(actOnException, nothing);
  return (
    <ActButton
      can={one.can.withdraw}
      label="Withdraw"
      title={`Withdraw exception ${one.key}`}
      text="The collision stands in the way again at once. The exception stays readable."
      danger
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) =>
        (await ask.send({ params: { id: one.id, verb: 'withdraw' }, version, reasonCode, body: { reason } })).ok
      }
    />
  );
}

function Steps({ one }: { readonly one: ExceptionView }) {
  const markOf = useMarks('collision-exception', one.id);
  const { asked, decided } = one;
  const verb = one.state === 'refused' ? 'refuse' : 'grant';
  return (
    <ol className="il-history">
      <li>
        <p className="il-history-when">
          <TimeText at={asked.at} />
        </p>
        <p>
          <b>{asked.by.name}</b> asked for it
        </p>
        <p className="il-reason">Reason: {asked.reason}</p>
      </li>
      {decided === null ? null : (
        <li>
          <p className="il-history-when">
            <TimeText at={decided.at} />
          </p>
          <p>
            <b>{decided.by.name}</b> {verb === 'grant' ? 'granted it' : 'refused it'}
          </p>
          <Mark mark={markOf({ verb, at: decided.at, by: decided.by.id })} asked />
          <p className="il-reason">Reason: {decided.reason}</p>
        </li>
      )}
      {one.ended === null ? null : (
        <li>
          <p className="il-history-when">
            <TimeText at={one.ended.at} />
          </p>
          <p>
            {one.state === 'lapsed' ? 'Lapsed by an act of' : 'Withdrawn by'} <b>{one.ended.by.name}</b>
          </p>
          <p className="il-reason">Reason: {one.ended.reason}</p>
        </li>
      )}
    </ol>
  );
}

const Side = ({ side }: { readonly side: ExceptionView['collision']['mine'] }) =>
  side.link === null ? <span>{sideText(side)}</span> : <AppLink href={side.link}>{sideText(side)}</AppLink>;

function Body({ one, version }: OfException) {
  const { collision } = one;
  return (
    <div className="ilk-page">
      <Card
        title="For this collision, as it is"
        actions={
          <Group gap="xs" className="il-no-print">
            <Decide one={one} version={version} verb="grant" />
            <Decide one={one} version={version} verb="refuse" />
            <Withdraw one={one} version={version} />
          </Group>
        }
      >
        <FieldList
          columns={2}
          fields={[
            { label: 'Rule', value: <AppLink href={`/collisions/${collision.id}`}>{ruleWords[collision.rule]}</AppLink> },
            { label: 'On', value: collision.resource.label },
            { label: 'One side', value: <Side side={collision.mine} /> },
            { label: 'Other side', value: collision.theirs === null ? null : <Side side={collision.theirs} /> },
            { label: 'Overlap begins', value: <TimeText at={collision.overlap.start} /> },
            { label: 'Overlap ends', value: <TimeText at={collision.overlap.end} /> },
            {
              label: 'In force until',
              value: <TimeText at={one.expiresAt} />,
              hint: 'At most; it lapses when either side moves',
            },
            { label: 'The collision is', value: collision.state === 'open' ? 'Open' : 'Cleared' },
          ]}
        />
      </Card>
      <CardGrid>
        <Card title="What was done">
          <Steps one={one} />
        </Card>
        <SignaturesOf kind="collision-exception" id={one.id} />
      </CardGrid>
    </div>
  );
}

/** One exception: for which collision, who asked, who decided with which signature, and what it is worth now. */
export function Screen({ params }: ScreenProps) {
  const asked = useOperation(showException, { params: { id: params.key ?? '' } });
  const state = stateOf(asked, { rows: 8, height: 44 });
  const one = asked.data?.value;
  const worth = one === undefined ? null : worthOf(one);
  return (
    <>
      <PageHead
        title={one === undefined ? 'Exception' : `Exception ${one.key}`}
        {...(worth === null ? {} : { badges: <StatusBadge tone={worth.tone}>{worth.text}</StatusBadge> })}
        {...(one === undefined
          ? {}
          : { actions: <AppLink href={`/records/collision-exception/${one.key}`}>History of this exception</AppLink> })}
      />
      <PageBody>
        {state === null ? null : <StatePanel state={state} />}
        {one === undefined ? null : <Body one={one} version={asked.data?.version ?? one.version} />}
      </PageBody>
    </>
  );
}
