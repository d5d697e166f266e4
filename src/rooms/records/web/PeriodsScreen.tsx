import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { useAppNavigate } from '../../../design/navigation.tsx';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { useUnseen } from '../../../foundation/web/unseen.ts';
import { listPeriods, type PeriodLine } from '../contract.ts';
import { InspectionTabs } from './InspectionTabs.tsx';
import { Programmes } from './Programmes.tsx';
import { periodWords } from './words.ts';
import './records.css';

const columns: readonly GridColumn<PeriodLine>[] = [
  { id: 'key', title: 'Key', width: 110, fixed: true, cell: (row) => <KeyTag>{row.key}</KeyTag> },
  { id: 'programme', title: 'Programme', width: 240, fixed: true, cell: (row) => row.programme.name },
  {
    id: 'state',
    title: 'State',
    width: 120,
    cell: (row) => <StatusBadge tone={periodWords[row.state].tone}>{periodWords[row.state].text}</StatusBadge>,
  },
  { id: 'from', title: 'From', width: 200, cell: (row) => <TimeText at={row.startsAt} /> },
  { id: 'until', title: 'Up to', width: 200, cell: (row) => <TimeText at={row.endsAt} /> },
  { id: 'due', title: 'Due', width: 200, cell: (row) => <TimeText at={row.dueAt} /> },
  {
    id: 'looks',
    title: 'Looked at',
    width: 260,
    cell: (row) => `${row.targeted} high-risk and ${row.drawn} at random of ${row.releases} releases`,
  },
  { id: 'review', title: 'Review', width: 110, cell: (row) => (row.review === null ? '' : <KeyTag>{row.review.key}</KeyTag>) },
  { id: 'unit', title: 'Unit', width: 180, cell: (row) => row.unit.name },
];

/** Periods of the trail that are to be reviewed, or were. */
export function Screen() {
  const navigate = useAppNavigate();
  const asked = useOperationPages(
    listPeriods,
    (cursor) => ({ query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const grid = gridOf(asked, (page) => page.items);
  const unseen = useUnseen('records');
  const refresh = () => {
    unseen.seen();
    void asked.refetch();
  };
  return (
    <>
      <PageHead
        title="Periods to review"
        sub="A programme draws each month or quarter once it is over: every high-risk release, some others at random, and named systems."
        actions={<Programmes />}
      >
        <InspectionTabs active="periods" />
      </PageHead>
      <PageFill>
        <DataGrid
          label="Periods to review"
          columns={columns}
          rows={grid.rows}
          rowId={(row) => row.id}
          rowLabel={(row) => `${row.key} of ${row.programme.name}`}
          state={grid.state}
          more={grid.more}
          onOpen={(row) => navigate(`/review-periods/${row.key}`)}
          stale={unseen.stale}
          onRefresh={refresh}
          remember="records.periods"
          empty={{
            title: 'No period was drawn yet',
            text: 'Quality starts a programme; its first period is drawn once it is over.',
          }}
        />
      </PageFill>
    </>
  );
}
