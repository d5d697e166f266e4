import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { Card, PageBody, PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { PageTabs } from '../../../design/page/PageTabs.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { addressOf } from '../../../foundation/client/client.ts';
import { useSearch } from '../../../foundation/web/address.ts';
import { useAct, useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { Mark, SignedButton } from '../../signatures/web/door.tsx';
import {
  type AccessItem,
  type AccessReview,
  closeAccessReview,
  exportAccessReview,
  extendAccessReview,
  showAccessReview,
  withdrawAccessReview,
} from '../contract.ts';
import { DecideItems } from './DecideItems.tsx';
import { decisionWords, kindWords, stateWords } from './words.ts';
import './access.css';

const nothing = () => {};
const trail = [{ label: 'Access reviews', href: '/access-reviews' }];
const none: ReadonlySet<string> = new Set();

/** How an item stands when it is read again, in words. */
function standingBadge({ standing, verified, decision }: AccessItem) {
  if (verified === true) return <StatusBadge tone="teal">Done, read again</StatusBadge>;
  if (verified === false) return <StatusBadge tone="orange">Not done yet</StatusBadge>;
  if (standing === 'suspended') return <StatusBadge tone="red">Suspended</StatusBadge>;
  if (standing === 'gone') return <StatusBadge tone="gray">Gone</StatusBadge>;
  return decision === null ? <StatusBadge tone="yellow">To answer</StatusBadge> : <StatusBadge tone="teal">Stands</StatusBadge>;
}

const columns: readonly GridColumn<AccessItem>[] = [
  { id: 'who', title: 'Whose', width: 190, fixed: true, cell: (row) => row.person?.name ?? `Group ${row.group?.name ?? ''}` },
  { id: 'kind', title: 'Kind', width: 90, cell: (row) => kindWords[row.kind] },
  { id: 'what', title: 'Access', width: 220, fixed: true, cell: (row) => row.says },
  { id: 'unit', title: 'Where', width: 160, cell: (row) => row.unit?.name ?? '' },
  { id: 'standing', title: 'Now', width: 150, cell: standingBadge },
  {
    id: 'decision',
    title: 'Answer',
    width: 110,
    cell: (row) =>
      row.decision === null ? null : (
        <StatusBadge tone={decisionWords[row.decision.decision].tone}>{decisionWords[row.decision.decision].text}</StatusBadge>
      ),
  },
  { id: 'by', title: 'By', width: 150, cell: (row) => row.decision?.by.name ?? '' },
  { id: 'reason', title: 'Reason', width: 240, cell: (row) => row.decision?.reason ?? '' },
  { id: 'since', title: 'Since', width: 200, cell: (row) => (row.since === null ? '' : <TimeText at={row.since} />) },
  { id: 'until', title: 'Until', width: 200, cell: (row) => (row.until === null ? '' : <TimeText at={row.until} />) },
  { id: 'granted', title: 'Granted by', width: 150, cell: (row) => row.grantedBy?.name ?? '' },
  { id: 'addendum', title: 'Addendum', width: 110, cell: (row) => (row.addendum ? 'Came later' : '') },
];

type Shown = { readonly review: AccessReview; readonly version: number };

function Acts({ review, version }: Shown) {
  const extend = useAsk(extendAccessReview, nothing);
  const withdraw = useAsk(withdrawAccessReview, nothing);
  const close = useAct(closeAccessReview);
  const params = { id: review.id };
  const file = (
    <Button
      component="a"
      variant="default"
      href={addressOf(exportAccessReview, { params })}
      download
      leftSection={<IconDownload size={16} aria-hidden="true" />}
    >
      Export
    </Button>
  );
  if (review.state !== 'open') return file;
  return (
    <>
      {file}
      {review.late === 0 ? null : (
        <ActButton
          can={review.can.extend}
          label={`Take in ${review.late} that came since`}
          text="They stand in the addendum and need an answer too."
          busy={extend.busy}
          refusals={extend.refusals}
          needsReason={false}
          onOpen={extend.reset}
          onSend={async () => (await extend.send({ params })).ok}
        />
      )}
      <ActButton
        can={review.can.withdraw}
        label="Withdraw"
        text="The review ends here and stays readable."
        danger
        busy={withdraw.busy}
        refusals={withdraw.refusals}
        onOpen={withdraw.reset}
        onSend={async ({ reason }) => (await withdraw.send({ params, version, body: { reason } })).ok}
      />
      <SignedButton
        can={review.can.close}
        label="Close the review"
        text="What you write here is the conclusion of the review; it is signed with all answers."
        needsReason
        variant="filled"
        wanted={(conclusion) => ({
          subject: { kind: 'access-review', id: review.id },
          verb: 'close',
          input: { conclusion },
          version,
        })}
        send={(conclusion, signature, seen) => close.mutateAsync({ params, version: seen, body: { conclusion, signature } })}
      />
    </>
  );
}

function Facts({ review }: { readonly review: AccessReview }) {
  return (
    <FieldList
      fields={[
        { label: 'Unit', value: `${review.unit.name}, and all below it` },
        { label: 'Opened', value: <TimeText at={review.openedAt} /> },
        { label: 'Opened by', value: review.openedBy?.name ?? 'A rule' },
        { label: 'Answers are due', value: <TimeText at={review.dueAt} /> },
        {
          label: 'Snapshot',
          value: `${review.snapshot.items} items${review.snapshot.intact ? '' : ', which are not what they were'}`,
        },
        { label: 'SHA-256 of the snapshot', value: <code className="acc-hash">{review.snapshot.sha256}</code> },
        { label: 'Addendum', value: `${review.items - review.snapshot.items} items came later` },
        ...(review.conclusion === null ? [] : [{ label: 'Conclusion', value: review.conclusion }]),
        ...(review.withdrawnWhy === null ? [] : [{ label: 'Withdrawn', value: review.withdrawnWhy }]),
        ...(review.endedAt === null ? [] : [{ label: 'Ended', value: <TimeText at={review.endedAt} /> }]),
        ...(review.endedBy === null ? [] : [{ label: 'Ended by', value: review.endedBy.name }]),
      ]}
    />
  );
}

function Items({ review }: { readonly review: AccessReview }) {
  const [selected, setSelected] = useState(none);
  const chosen = review.list.filter(({ id }) => selected.has(id));
  const answering =
    review.state === 'open'
      ? {
          selected,
          onSelected: setSelected,
          bulk: () => <DecideItems review={review} items={chosen} onDone={() => setSelected(none)} />,
        }
      : {};
  return (
    <PageFill>
      <DataGrid
        label="Access under review"
        columns={columns}
        rows={review.list}
        rowId={(row) => row.id}
        rowLabel={(row) => `${row.person?.name ?? row.group?.name ?? ''}, ${row.says}`}
        summary={`${review.list.length} of ${review.items} items`}
        remember="access.review"
        empty={{ title: 'There is nothing in your units to answer for', text: 'Nobody holds anything in this unit.' }}
        {...answering}
      />
    </PageFill>
  );
}

/** One review of access: what it asks about, what was answered, and how each item stands when it is read again. */
export function Screen({ params }: ScreenProps) {
  const key = params.key ?? '';
  const tab = useSearch().tab === 'about' ? 'about' : 'items';
  const asked = useOperation(showAccessReview, { params: { id: key } });
  const state = stateOf(asked, { rows: 10, height: 44 });
  const review = asked.data?.value;
  if (state !== null || review === undefined)
    return (
      <>
        <PageHead title="Review of access" keyText={key} trail={trail} />
        <PageBody>{state === null ? null : <StatePanel state={state} />}</PageBody>
      </>
    );
  const { text, tone } = stateWords[review.state];
  const address = `/access-reviews/${review.key}`;
  return (
    <>
      <PageHead
        title={`Access in ${review.unit.name}`}
        keyText={review.key}
        trail={trail}
        badges={
          <>
            <StatusBadge tone={tone}>{text}</StatusBadge>
            {review.suspended === 0 ? null : <StatusBadge tone="red">{review.suspended} suspended</StatusBadge>}
          </>
        }
        sub={
          <span>
            {review.items} items, {review.undecided === 0 ? 'all answered' : `${review.undecided} to answer`}. Due{' '}
            <TimeText at={review.dueAt} />.
          </span>
        }
        actions={<Acts review={review} version={asked.data?.version ?? 0} />}
      >
        <PageTabs
          label="Parts of the review"
          active={tab}
          tabs={[
            { id: 'items', label: 'Access', href: address, count: review.list.length },
            { id: 'about', label: 'About the review', href: `${address}?tab=about` },
          ]}
        />
      </PageHead>
      {tab === 'items' ? (
        <Items review={review} />
      ) : (
        <PageBody>
          <div className="acc-stack">
            <Card title="What it covers">
              <Facts review={review} />
              {review.state === 'closed' ? <Mark mark={review.signature} asked /> : null}
            </Card>
          </div>
        </PageBody>
      )}
    </>
  );
}
