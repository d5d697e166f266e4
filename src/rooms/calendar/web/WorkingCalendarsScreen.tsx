import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { DateText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { useUnseen } from '../../../foundation/web/unseen.ts';
import { listWorkingCalendars } from '../contract.ts';
import { CalendarTabs } from './CalendarTabs.tsx';
import { WorkingCalendarForm } from './WorkingCalendarForm.tsx';
import { WorkingCalendarPeek } from './WorkingCalendarPeek.tsx';
import './calendar-admin.css';

type Row = ReplyOf<typeof listWorkingCalendars>['items'][number];

const columns: readonly GridColumn<Row>[] = [
  { id: 'key', title: 'Key', width: 150, fixed: true, cell: (row) => <KeyTag>{row.key}</KeyTag> },
  { id: 'name', title: 'Name', width: 280, fixed: true, cell: (row) => row.name },
  { id: 'zone', title: 'Time zone', width: 180, cell: (row) => row.zone },
  {
    id: 'standing',
    title: 'Standing',
    width: 150,
    cell: (row) => {
      if (row.withdrawn) return <StatusBadge tone="gray">Withdrawn</StatusBadge>;
      return row.isDefault ? <StatusBadge tone="brand">Default</StatusBadge> : null;
    },
  },
  { id: 'changed', title: 'Changed', width: 140, cell: (row) => <DateText at={row.changedAt} /> },
];

/** Working calendars: which days count as working days before a go-live. */
export function Screen() {
  const search = useSearch();
  const set = useSetSearch();
  const asked = useOperationPages(
    listWorkingCalendars,
    (cursor) => ({ query: { limit: 100, withdrawn: 'all' as const, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const grid = gridOf(asked, (page) => page.items);
  const unseen = useUnseen('calendar');
  const refresh = () => {
    unseen.seen();
    void asked.refetch();
  };
  return (
    <>
      <PageHead
        title="Working calendars"
        sub="Which days count when targets are counted back from a go-live"
        actions={<WorkingCalendarForm onDone={(key) => set({ open: key }, 'push')} />}
      >
        <CalendarTabs active="working-calendars" />
      </PageHead>
      <PageFill>
        <DataGrid
          label="Working calendars"
          columns={columns}
          rows={grid.rows}
          rowId={(row) => row.id}
          rowLabel={(row) => row.name}
          state={grid.state}
          more={grid.more}
          onOpen={(row) => set({ open: row.key }, 'push')}
          stale={unseen.stale}
          onRefresh={refresh}
          remember="calendar.working-calendars"
          empty={{
            title: 'No working calendar',
            text: 'Register the first: it becomes the default. Without one, targets in working days stay unknown.',
          }}
        />
      </PageFill>
      <WorkingCalendarPeek id={search.open ?? null} onClose={() => set({ open: null })} />
    </>
  );
}
