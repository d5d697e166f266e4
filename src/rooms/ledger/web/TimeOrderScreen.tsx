import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { AppLink } from '../../../design/navigation.tsx';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { timeOrder } from '../contract-time-order.ts';
import { AuditTabs } from './AuditTabs.tsx';
import { actorOf, historyHref, lagText, subjectOf } from './values.ts';
import './ledger.css';

type Page = ReplyOf<typeof timeOrder>;
type Row = Page['items'][number];

const columns: readonly GridColumn<Row>[] = [
  { id: 'seq', title: 'No.', width: 76, align: 'end', cell: ({ entry }) => entry.seq, fixed: true },
  { id: 'at', title: 'Dated', width: 210, cell: ({ entry }) => <TimeText at={entry.at} />, fixed: true },
  { id: 'behind', title: 'Too early by', width: 130, cell: ({ behindMs }) => lagText(behindMs) },
  {
    id: 'ahead',
    title: 'Before it',
    width: 290,
    cell: ({ ahead }) => (
      <>
        No. {ahead.seq}, <TimeText at={ahead.at} />
      </>
    ),
  },
  { id: 'own', title: 'Own record', width: 150, cell: ({ ownRecord }) => (ownRecord ? 'Also of its record' : '') },
  { id: 'actor', title: 'Who', width: 170, cell: ({ entry }) => actorOf(entry) },
  { id: 'says', title: 'What', width: 260, cell: ({ entry }) => <span title={entry.act}>{entry.says}</span> },
  {
    id: 'record',
    title: 'Record',
    width: 150,
    cell: ({ entry }) => <KeyTag href={historyHref(entry)}>{subjectOf(entry)}</KeyTag>,
  },
];

function Clock({ page }: { readonly page: Page | undefined }) {
  if (page === undefined) return <>Entries that are dated before one with an earlier place.</>;
  return (
    <>
      Entries that are dated before one with an earlier place: {page.total} of {page.followedUpTo}. Places show the order,
      whatever the clock said. The server’s clock: <TimeText at={page.serverTime} />.
    </>
  );
}

/** Where the times of the trail contradict its order: the clock was set back, or had been ahead. */
export function Screen() {
  const asked = useOperationPages(
    timeOrder,
    (cursor) => ({ query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const grid = gridOf(asked, (page) => page.items);
  const page = asked.data?.pages[0];
  const behind = page?.behindMs ?? 0;
  return (
    <>
      <PageHead
        title="Times out of order"
        badges={behind === 0 ? null : <StatusBadge tone="red">Clock {lagText(behind)} behind the trail</StatusBadge>}
        sub={<Clock page={page} />}
        actions={<AppLink href="/audit?act=ledger.clock-alarm-raised,ledger.clock-alarm-ended">Alarms of the clock</AppLink>}
      >
        <AuditTabs active="time-order" />
      </PageHead>
      <PageFill>
        <DataGrid
          label="Entries out of order"
          columns={columns}
          rows={grid.rows}
          rowId={({ entry }) => entry.id}
          rowLabel={({ entry }) => `${entry.says}, ${subjectOf(entry)}`}
          state={grid.state}
          more={grid.more}
          remember="ledger.time-order"
          empty={{
            title: 'Every time fits its place',
            text: 'An entry that is dated before an earlier one would be found here within seconds.',
          }}
        />
      </PageFill>
    </>
  );
}
