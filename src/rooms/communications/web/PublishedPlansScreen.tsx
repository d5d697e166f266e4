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
import { useMayAnywhere } from '../../identity/web/door.tsx';
import { listPlans, type PublishedPlanLine } from '../contract.ts';
import { PublishPlan } from './PublishPlan.tsx';
import { linkWords } from './words.ts';

const columns: readonly GridColumn<PublishedPlanLine>[] = [
  { id: 'key', title: 'Key', width: 110, fixed: true, cell: (row) => <KeyTag>{row.key}</KeyTag> },
  { id: 'title', title: 'Plan', width: 320, fixed: true, cell: (row) => row.title },
  { id: 'unit', title: 'Unit', width: 220, cell: (row) => row.unit.name },
  { id: 'months', title: 'Covers', width: 120, cell: (row) => `${row.months} months` },
  { id: 'newest', title: 'Version', width: 90, align: 'end', cell: (row) => row.newest },
  { id: 'at', title: 'Published', width: 220, cell: (row) => <TimeText at={row.publishedAt} /> },
  { id: 'by', title: 'By', width: 190, cell: (row) => row.publishedBy.name },
  {
    id: 'link',
    title: 'Read-only link',
    width: 140,
    cell: (row) => <StatusBadge tone={linkWords[row.link].tone}>{linkWords[row.link].text}</StatusBadge>,
  },
];

/** Plans that people outside are told, newest first. */
export function Screen() {
  const navigate = useAppNavigate();
  const publishes = useMayAnywhere('communications.publish-plans');
  const asked = useOperationPages(
    listPlans,
    (cursor) => ({ query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const grid = gridOf(asked, (page) => page.items);
  const unseen = useUnseen('communications');
  const refresh = () => {
    unseen.seen();
    void asked.refetch();
  };
  return (
    <>
      <PageHead
        title="Published plans"
        sub="The next months of a unit as people outside are told them: each version is kept, and says what changed since the one before."
        actions={publishes ? <PublishPlan /> : null}
      />
      <PageFill>
        <DataGrid
          label="Published plans"
          columns={columns}
          rows={grid.rows}
          rowId={(row) => row.id}
          rowLabel={(row) => `${row.key} ${row.title}`}
          state={grid.state}
          more={grid.more}
          onOpen={(row) => navigate(`/published-plans/${row.key}`)}
          stale={unseen.stale}
          onRefresh={refresh}
          remember="communications.plans"
          empty={{
            title: 'No plan was published yet',
            text: 'A release manager publishes the plan of a unit; whoever has its link reads it without signing in.',
          }}
        />
      </PageFill>
    </>
  );
}
