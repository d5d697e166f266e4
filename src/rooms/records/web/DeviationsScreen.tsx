import { Select } from '@mantine/core';
import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { useAppNavigate } from '../../../design/navigation.tsx';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { useUnseen } from '../../../foundation/web/unseen.ts';
import { type DeviationLine, listDeviations } from '../contract.ts';
import { InspectionTabs } from './InspectionTabs.tsx';
import { deviationWords, outcomeWords } from './words.ts';
import './records.css';

const columns: readonly GridColumn<DeviationLine>[] = [
  { id: 'key', title: 'Key', width: 110, fixed: true, cell: (row) => <KeyTag>{row.key}</KeyTag> },
  { id: 'title', title: 'What deviates', width: 360, fixed: true, cell: (row) => row.title },
  {
    id: 'state',
    title: 'State',
    width: 110,
    cell: (row) => <StatusBadge tone={deviationWords[row.state].tone}>{deviationWords[row.state].text}</StatusBadge>,
  },
  { id: 'outcome', title: 'Outcome', width: 150, cell: (row) => (row.outcome === null ? '' : outcomeWords[row.outcome]) },
  { id: 'events', title: 'Entries', width: 90, align: 'end', cell: (row) => row.events },
  { id: 'review', title: 'Review', width: 110, cell: (row) => <KeyTag>{row.review.key}</KeyTag> },
  { id: 'of', title: 'Of', width: 120, cell: (row) => <KeyTag>{row.subject.key ?? row.subject.kind}</KeyTag> },
  { id: 'by', title: 'Opened by', width: 180, cell: (row) => row.openedBy.name },
  { id: 'at', title: 'Opened', width: 200, cell: (row) => <TimeText at={row.openedAt} /> },
  { id: 'unit', title: 'Unit', width: 180, cell: (row) => row.unit },
];

/** Deviations that reviews of audit trails found, newest first. */
export function Screen() {
  const search = useSearch();
  const set = useSetSearch();
  const navigate = useAppNavigate();
  const asked = useOperationPages(
    listDeviations,
    (cursor) => ({
      query: { limit: 100, ...(search.state ? { state: search.state } : {}), ...(cursor === undefined ? {} : { cursor }) },
    }),
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
        title="Deviations"
        sub="What reviews of audit trails found to be otherwise than it should be, and what came of it."
      >
        <InspectionTabs active="deviations" />
      </PageHead>
      <PageFill>
        <DataGrid
          label="Deviations"
          columns={columns}
          rows={grid.rows}
          rowId={(row) => row.id}
          rowLabel={(row) => `${row.key} ${row.title}`}
          state={grid.state}
          more={grid.more}
          onOpen={(row) => navigate(`/deviations/${row.key}`)}
          tools={
            <Select
              aria-label="State"
              placeholder="Any state"
              clearable
              w={160}
              data={Object.entries(deviationWords).map(([value, { text }]) => ({ value, label: text }))}
              value={search.state ?? null}
              onChange={(state) => set({ state })}
              clearButtonProps={{ 'aria-label': 'Clear the state' }}
            />
          }
          stale={unseen.stale}
          onRefresh={refresh}
          remember="records.deviations"
          empty={{
            title: search.state ? 'No deviation matches' : 'No review found a deviation yet',
            text: 'A finding that is judged a deviation opens one.',
          }}
        />
      </PageFill>
    </>
  );
}
