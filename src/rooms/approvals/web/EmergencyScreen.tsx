import { Group } from '@mantine/core';
import { AppLink } from '../../../design/navigation.tsx';
import { Card, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { PersonTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useAct, useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { SignaturesOf, SignedButton } from '../../signatures/web/door.tsx';
import { actOnVerbal, showVerbal } from '../contract.ts';
import { verbalWorth } from './emergency-words.ts';
import './approvals.css';

type Verbal = ReplyOf<typeof showVerbal>;
type OfVerbal = { readonly one: Verbal; readonly version: number };
const nothing = () => {};

const texts = {
  confirm: {
    label: 'Confirm for quality',
    text: 'An earlier emergency is overdue: this one counts once quality has confirmed it.',
  },
  review: {
    label: 'Review afterwards',
    text: 'The record is over and nobody can approve it any more: your review ends what it owes.',
  },
} as const;

function Decide({ one, version, verb }: OfVerbal & { readonly verb: keyof typeof texts }) {
  const act = useAct(actOnVerbal);
  const { label, text } = texts[verb];
  return (
    <SignedButton
      can={one.can[verb]}
      label={label}
      text={text}
      needsReason
      wanted={(reason) => ({ subject: { kind: 'verbal-authorisation', id: one.id }, version, verb, input: { reason } })}
      send={(reason, signature, seen) =>
        act.mutateAsync({ params: { id: one.id, verb }, version: seen, body: { reason, signature } })
      }
    />
  );
}

function Withdraw({ one, version }: OfVerbal) {
  const ask = useAsk(actOnVerbal, nothing);
  return (
    <ActButton
      can={one.can.withdraw}
      label="Withdraw"
      title="Withdraw the verbal authorisation"
      text="The step waits for its approvals again."
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

function Body({ one, version }: OfVerbal) {
  return (
    <div className="apv-stack">
      <Card
        title="What was said"
        actions={
          <Group gap="xs" className="il-no-print">
            {one.state === 'waits-for-quality' ? <Decide one={one} version={version} verb="confirm" /> : null}
            {one.state === 'open' ? <Decide one={one} version={version} verb="review" /> : null}
            <Withdraw one={one} version={version} />
          </Group>
        }
      >
        <FieldList
          columns={2}
          fields={[
            { label: 'Said by', value: <PersonTag name={one.authorisedBy.name} /> },
            { label: 'At', value: <TimeText at={one.toldAt} /> },
            { label: 'Recorded by', value: <PersonTag name={one.recordedBy.name} /> },
            { label: 'Recorded at', value: <TimeText at={one.recordedAt} /> },
            { label: 'Why', value: one.reason },
            { label: 'Missing then', value: one.requirements.join(', ') },
            { label: 'Approvals due by', value: <TimeText at={one.dueAt} /> },
            { label: 'Lets the step pass', value: one.lets ? 'Yes, as an emergency' : 'No' },
            {
              label: 'Confirmed for quality',
              value: one.quality === null ? null : <PersonTag name={one.quality.by.name} />,
            },
            {
              label: 'Ended',
              value:
                one.ended === null ? null : (
                  <>
                    <TimeText at={one.ended.at} />, {one.ended.by.name}: {one.ended.reason}
                  </>
                ),
            },
          ]}
        />
        <p className="apv-quiet">
          This is no approval.{' '}
          <AppLink href={`${one.subject.link}/approvals`}>What the step asks for, and who could give it</AppLink>
        </p>
      </Card>
      <SignaturesOf kind="verbal-authorisation" id={one.id} />
    </div>
  );
}

/** One verbal authorisation: who said what when, who recorded it, what is owed until when. */
export function Screen({ params }: ScreenProps) {
  const asked = useOperation(showVerbal, { params: { id: params.id ?? '' } });
  const one = asked.data?.value;
  const state = stateOf(asked, { rows: 8 });
  const worth = one === undefined ? null : verbalWorth(one);
  return (
    <>
      <PageHead
        title={one === undefined ? 'Verbal authorisation' : `Verbal authorisation: ${one.says}`}
        {...(worth === null ? {} : { badges: <StatusBadge tone={worth.tone}>{worth.text}</StatusBadge> })}
        sub={one === undefined ? undefined : <AppLink href={`${one.subject.link}/approvals`}>{one.subject.label}</AppLink>}
      />
      <PageBody>
        {state === null ? null : <StatePanel state={state} />}
        {one === undefined ? null : <Body one={one} version={asked.data?.version ?? one.version} />}
      </PageBody>
    </>
  );
}
