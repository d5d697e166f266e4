import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { AppLink } from '../../../design/navigation.tsx';
import { Card, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { PersonTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { useAct, useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { SeparationTabs } from '../../identity/web/door.tsx';
import { Mark, SignedButton } from '../../signatures/web/door.tsx';
import { type DutyWaiver, decideDutyWaiver, showDutyWaiver, type WaiverAct, waiverActs } from '../contract.ts';
import { waiverWords } from './words.ts';
import './access.css';

type Props = { readonly waiver: DutyWaiver };

const signedTexts = {
  grant: 'The person may hold both roles until the waiver ends. Everything that they do stands on its review list.',
  review: 'Your signature says that you looked at what was done while the waiver held. Say what came of it as the reason.',
} as const;
const labels = { grant: 'Grant', review: 'Sign the review', reject: 'Reject', withdraw: 'Withdraw', end: 'End early' } as const;

function Signed({ waiver, verb }: Props & { readonly verb: 'grant' | 'review' }) {
  const act = useAct(decideDutyWaiver);
  return (
    <SignedButton
      variant="filled"
      can={waiver.can[verb]}
      label={labels[verb]}
      title={`${labels[verb]}: ${waiver.key}`}
      text={signedTexts[verb]}
      needsReason={verb === 'review'}
      wanted={(reason) => ({
        subject: { kind: 'duty-waiver', id: waiver.id },
        version: waiver.version,
        verb,
        input: reason === '' ? {} : { reason },
      })}
      send={(reason, signature, version) =>
        act.mutateAsync({ params: { id: waiver.id, verb }, version, body: { ...(reason === '' ? {} : { reason }), signature } })
      }
    />
  );
}

function WithReason({ waiver, verb }: Props & { readonly verb: 'reject' | 'withdraw' | 'end' }) {
  const ask = useAsk(decideDutyWaiver, () => {});
  return (
    <ActButton
      can={waiver.can[verb]}
      label={labels[verb]}
      title={`${labels[verb]}: ${waiver.key}`}
      text="The two roles stay kept apart. Whoever holds both is found within a minute."
      needsReason
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) =>
        (await ask.send({ params: { id: waiver.id, verb }, version: waiver.version, reasonCode, body: { reason } })).ok
      }
    />
  );
}

function Acts({ waiver }: Props) {
  const { state } = waiver;
  if (state === 'requested')
    return (
      <>
        <Signed waiver={waiver} verb="grant" />
        <WithReason waiver={waiver} verb="reject" />
        <WithReason waiver={waiver} verb="withdraw" />
      </>
    );
  if (state === 'granted') return <WithReason waiver={waiver} verb="end" />;
  return state === 'ended' ? <Signed waiver={waiver} verb="review" /> : null;
}

const columns: readonly GridColumn<WaiverAct>[] = [
  { id: 'at', title: 'Time', width: 210, fixed: true, cell: (row) => <TimeText at={row.at} /> },
  { id: 'says', title: 'What', width: 360, cell: (row) => row.says },
  {
    id: 'record',
    title: 'Record',
    width: 200,
    cell: (row) => (
      <AppLink href={`/records/${row.record.kind}/${row.record.id}`}>
        {row.record.key ?? row.record.kind.replaceAll('-', ' ')}
      </AppLink>
    ),
  },
  { id: 'reason', title: 'Reason', width: 260, cell: (row) => row.reason ?? '' },
];

/** The review list: everything that the person did while the waiver held. */
function ReviewList({ waiver }: Props) {
  const asked = useOperation(waiverActs, { params: { id: waiver.id } });
  const state = stateOf(asked, { rows: 4, height: 34 });
  const list = asked.data?.value;
  if (state !== null || list === undefined) return state === null ? null : <StatePanel state={state} />;
  if (list.from === null || list.until === null)
    return <p className="il-missing">The waiver never took effect: there is nothing to look at.</p>;
  const trail = `/audit?actor=${waiver.person.id}&from=${encodeURIComponent(list.from)}&until=${encodeURIComponent(list.until)}`;
  return (
    <>
      <p className="acc-quiet">
        What {waiver.person.name} did from <TimeText at={list.from} /> until <TimeText at={list.until} />.{' '}
        <AppLink href={trail}>Open it in the audit trail</AppLink>
        {list.more ? ': there is more than is shown here.' : '.'}
      </p>
      {list.items.length === 0 ? (
        <p className="il-missing">Nothing yet.</p>
      ) : (
        <DataGrid
          label="Review list"
          columns={columns}
          rows={list.items}
          rowId={(row) => row.id}
          rowLabel={(row) => row.says}
          remember="access.waiver-acts"
          empty={{ title: 'Nothing yet', text: 'What the person does stands here.' }}
        />
      )}
    </>
  );
}

function Waiver({ waiver }: Props) {
  const time = (at: string | null) => (at === null ? null : <TimeText at={at} />);
  return (
    <div className="acc-stack">
      <Card title="The waiver">
        <FieldList
          columns={2}
          fields={[
            { label: 'Person', value: <PersonTag name={waiver.person.name} href={`/admin/people/${waiver.person.id}`} /> },
            { label: 'Holds together', value: `${waiver.one.says} and ${waiver.other.says}` },
            { label: 'Reason', value: waiver.reason },
            { label: 'What makes up for it', value: waiver.control },
            { label: 'Asked for by', value: waiver.requestedBy.name },
            { label: 'Asked for', value: time(waiver.requestedAt) },
            { label: 'Decided by', value: waiver.decidedBy?.name ?? null },
            { label: 'Ends', value: time(waiver.expiresAt) },
            { label: 'Decision', value: waiver.decision },
            { label: 'Ended', value: time(waiver.endedAt) },
            { label: 'Reviewed by', value: waiver.reviewedBy?.name ?? null },
            { label: 'What came of the review', value: waiver.conclusion },
          ]}
        />
        {waiver.signatures.map((mark) => (
          <Mark key={mark.id} mark={mark} asked />
        ))}
      </Card>
      <Card title="Review list">
        <ReviewList waiver={waiver} />
      </Card>
    </div>
  );
}

/** One waiver: who, which roles, why, until when, what makes up for it, and everything that was done under it. */
export function Screen({ params }: ScreenProps) {
  const key = params.key ?? '';
  const asked = useOperation(showDutyWaiver, { params: { id: key } });
  const waiver = asked.data?.value;
  return (
    <>
      <PageHead
        title={waiver === undefined ? 'Waiver' : `${waiver.key} ${waiver.person.name}`}
        badges={
          waiver === undefined ? null : (
            <StatusBadge tone={waiverWords[waiver.state].tone}>{waiverWords[waiver.state].text}</StatusBadge>
          )
        }
        actions={waiver === undefined ? undefined : <Acts waiver={waiver} />}
      >
        <SeparationTabs active="waivers" />
      </PageHead>
      <PageBody>
        {waiver === undefined ? (
          <StatePanel state={stateOf(asked, { rows: 8 }) ?? { kind: 'loading', rows: 8 }} />
        ) : (
          <Waiver waiver={waiver} />
        )}
      </PageBody>
    </>
  );
}
