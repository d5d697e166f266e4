import { useMemo } from 'react';
import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { useUnseen } from '../../../foundation/web/unseen.ts';
import { listCadences } from '../contract.ts';
import { CadenceForm } from './CadenceForm.tsx';
import { CadencePeek } from './CadencePeek.tsx';
import { CalendarTabs } from './CalendarTabs.tsx';
import { freezeStateWords, localText, scopeText } from './words.ts';
import './calendar-admin.css';

type Row = ReplyOf<typeof listCadences>['items'][number];

const columns: readonly GridColumn<Row>[] = [
  { id: 'key', title: 'Key', width: 120, fixed: true, cell: (row) => <KeyTag>{row.key}</KeyTag> },
  { id: 'name', title: 'Name', width: 240, fixed: true, cell: (row) => row.name },
  {
    id: 'state',
    title: 'State',
    width: 120,
    cell: (row) => <StatusBadge tone={freezeStateWords[row.state].tone}>{freezeStateWords[row.state].text}</StatusBadge>,
  },
  { id: 'rule', title: 'Rule', width: 260, cell: (row) => <code>{row.repeats.rule}</code> },
  { id: 'starts', title: 'First start', width: 170, cell: (row) => localText(row.repeats.startsAt) },
  { id: 'zone', title: 'Time zone', width: 150, cell: (row) => row.zone },
  { id: 'scope', title: 'Holds', width: 260, cell: (row) => scopeText(row.scope) },
];

/** Cadences: series out of which windows are made. */
export function Screen() {
  const search = useSearch();
  const set = useSetSearch();
  const asked = useOperationPages(
    listCadences,
    (cursor) => ({ query: { limit: 100, withdrawn: 'all' as const, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const grid = gridOf(asked, (page) => page.items);
  const unseen = useUnseen('calendar');
  const shown = useMemo(() => columns, []);
  const refresh = () => {
    unseen.seen();
    void asked.refetch();
  };
  return (
    <>
      <PageHead
        title="Cadences"
        sub="Series out of which windows are made, up to two years ahead"
        actions={<CadenceForm onDone={(key) => set({ open: key }, 'push')} />}
      >
        <CalendarTabs active="cadences" />
      </PageHead>
      <PageFill>
        <DataGrid
          label="Cadences"
          columns={shown}
          rows={grid.rows}
          rowId={(row) => row.id}
          rowLabel={(row) => `${row.key} ${row.name}`}
          state={grid.state}
          more={grid.more}
          onOpen={(row) => set({ open: row.key }, 'push')}
          stale={unseen.stale}
          onRefresh={refresh}
          remember="calendar.cadences"
          empty={{
            title: 'No cadence',
            text: 'A cadence makes the windows of a year at once, such as the second Saturday of each month.',
          }}
        />
      </PageFill>
      <CadencePeek id={search.open ?? null} onClose={() => set({ open: null })} />
    </>
  );
}
