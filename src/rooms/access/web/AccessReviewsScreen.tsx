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
import { useMayAnywhere } from '../../identity/web/door.tsx';
import { type AccessReviewLine, listAccessReviews } from '../contract.ts';
import { OpenReview } from './OpenReview.tsx';
import { ReviewRules } from './ReviewRules.tsx';
import { stateWords } from './words.ts';
import './access.css';

const columns: readonly GridColumn<AccessReviewLine>[] = [
  { id: 'key', title: 'Key', width: 110, fixed: true, cell: (row) => <KeyTag>{row.key}</KeyTag> },
  { id: 'unit', title: 'Unit', width: 220, fixed: true, cell: (row) => row.unit.name },
  {
    id: 'state',
    title: 'State',
    width: 120,
    cell: (row) => <StatusBadge tone={stateWords[row.state].tone}>{stateWords[row.state].text}</StatusBadge>,
  },
  {
    id: 'items',
    title: 'Access',
    width: 210,
    cell: (row) => (row.undecided === 0 ? `${row.items}, all answered` : `${row.items}, ${row.undecided} to answer`),
  },
  { id: 'suspended', title: 'Suspended', width: 110, align: 'end', cell: (row) => row.suspended },
  { id: 'due', title: 'Due', width: 210, cell: (row) => <TimeText at={row.dueAt} /> },
  { id: 'by', title: 'Opened by', width: 170, cell: (row) => row.openedBy?.name ?? 'A rule' },
  { id: 'opened', title: 'Opened', width: 210, cell: (row) => <TimeText at={row.openedAt} /> },
];

/** Reviews of access, newest first, and the rules that open them. */
export function Screen() {
  const search = useSearch();
  const set = useSetSearch();
  const navigate = useAppNavigate();
  const runs = useMayAnywhere('access.run-reviews');
  const asked = useOperationPages(
    listAccessReviews,
    (cursor) => ({
      query: {
        limit: 100,
        ...(search.state ? { state: search.state } : {}),
        ...(cursor === undefined ? {} : { cursor }),
      },
    }),
    (page) => page,
  );
  const grid = gridOf(asked, (page) => page.items);
  const unseen = useUnseen('access');
  const refresh = () => {
    unseen.seen();
    void asked.refetch();
  };
  return (
    <>
      <PageHead
        title="Reviews of access"
        sub="Each role, group, deputy and token is kept, removed or changed by somebody else than whose it is. What nobody answers for is suspended."
        actions={
          <>
            <ReviewRules runs={runs} />
            {runs ? <OpenReview /> : null}
          </>
        }
      />
      <PageFill>
        <DataGrid
          label="Reviews of access"
          columns={columns}
          rows={grid.rows}
          rowId={(row) => row.id}
          rowLabel={(row) => `${row.key}, ${row.unit.name}`}
          state={grid.state}
          more={grid.more}
          onOpen={(row) => navigate(`/access-reviews/${row.key}`)}
          tools={
            <Select
              aria-label="State"
              placeholder="Any state"
              clearable
              w={160}
              data={Object.entries(stateWords).map(([value, { text }]) => ({ value, label: text }))}
              value={search.state ?? null}
              onChange={(state) => set({ state })}
              clearButtonProps={{ 'aria-label': 'Clear the state' }}
            />
          }
          stale={unseen.stale}
          onRefresh={refresh}
          remember="access.reviews"
          empty={{
            title: search.state ? 'No review matches' : 'No access was reviewed yet',
            text: 'Quality or a system owner opens a review, or sets a rule that opens one every few months.',
          }}
        />
      </PageFill>
    </>
  );
}
