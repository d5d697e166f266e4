import { Switch } from '@mantine/core';
import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { useAppNavigate } from '../../../design/navigation.tsx';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { useUnseen } from '../../../foundation/web/unseen.ts';
import { listReleases } from '../../releases/contract.ts';
import { InspectionTabs } from './InspectionTabs.tsx';
import { LimitedInspection } from './LimitedInspection.tsx';
import { useLimits } from './use-limits.ts';
import { inWords } from './words.ts';

type Line = ReplyOf<typeof listReleases>['items'][number];

const columns: readonly GridColumn<Line>[] = [
  { id: 'key', title: 'Key', width: 110, fixed: true, cell: (row) => <KeyTag>{row.key}</KeyTag> },
  { id: 'name', title: 'Release', width: 300, fixed: true, cell: (row) => row.name },
  { id: 'state', title: 'State', width: 150, cell: (row) => inWords(row.state) },
  { id: 'outcome', title: 'Outcome', width: 170, cell: (row) => (row.outcome === null ? '' : inWords(row.outcome)) },
  { id: 'unit', title: 'Unit', width: 180, cell: (row) => row.unit.name },
  { id: 'owner', title: 'Owner', width: 180, cell: (row) => row.owner?.name ?? 'Nobody' },
  {
    id: 'goLive',
    title: 'Go-live',
    width: 220,
    cell: (row) => (row.goLive === null ? 'Not known' : <TimeText at={row.goLive.start} />),
  },
];

const over = ['closed', 'closed-failed', 'rejected', 'cancelled'] as const;

/** Where an inspection begins: a release, and from it the one page that tells who decided what on which evidence. Whose role names releases is shown these. */
export function Screen() {
  const limits = useLimits();
  return limits.length > 0 ? <LimitedInspection limits={limits} /> : <AllReleases />;
}

function AllReleases() {
  const search = useSearch();
  const set = useSetSearch();
  const navigate = useAppNavigate();
  const all = search.all === '1';
  const asked = useOperationPages(
    listReleases,
    (cursor) => ({
      query: {
        limit: 100,
        ...(all ? {} : { state: over.join(',') }),
        ...(search.q ? { q: search.q } : {}),
        ...(cursor === undefined ? {} : { cursor }),
      },
    }),
    (page) => page,
  );
  const grid = gridOf(asked, (page) => page.items);
  const unseen = useUnseen('releases');
  const refresh = () => {
    unseen.seen();
    void asked.refetch();
  };
  return (
    <>
      <PageHead
        title="Inspection"
        sub="Choose a release: one page tells who decided what on which evidence, what changed afterwards, and how it stood at any minute."
      >
        <InspectionTabs active="releases" />
      </PageHead>
      <PageFill>
        <DataGrid
          label="Releases to inspect"
          columns={columns}
          rows={grid.rows}
          rowId={(row) => row.id}
          rowLabel={(row) => `${row.key} ${row.name}`}
          state={grid.state}
          more={grid.more}
          onOpen={(row) => navigate(`/inspection/${encodeURIComponent(row.key)}`)}
          search={{ value: search.q ?? '', onChange: (q) => set({ q }), placeholder: 'Key or name' }}
          tools={
            <Switch
              label="Also those under way"
              checked={all}
              onChange={(event) => set({ all: event.currentTarget.checked ? '1' : null })}
            />
          }
          stale={unseen.stale}
          onRefresh={refresh}
          remember="records.inspection"
          empty={
            all || search.q
              ? { title: 'No release is found', text: 'You see the releases of the units in which you hold a role.' }
              : { title: 'No release is over yet', text: 'Switch on those under way to see every release of your units.' }
          }
        />
      </PageFill>
    </>
  );
}
