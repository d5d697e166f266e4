import { Switch } from '@mantine/core';
import { useState } from 'react';
import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { useUnseen } from '../../../foundation/web/unseen.ts';
import { useMayAnywhere } from '../../identity/web/door.tsx';
import { listWindows, type WindowRowShown } from '../contract.ts';
import { BulkLock } from './BulkLock.tsx';
import { CalendarTabs } from './CalendarTabs.tsx';
import { ruleWords } from './rule-words.ts';
import { WindowForm } from './WindowForm.tsx';
import { WindowPeek } from './WindowPeek.tsx';
import { optionsOf, scopeText, windowStateWords } from './words.ts';
import './calendar-admin.css';

const columns: readonly GridColumn<WindowRowShown>[] = [
  { id: 'key', title: 'Key', width: 120, fixed: true, sortable: true, cell: (row) => <KeyTag>{row.key}</KeyTag> },
  { id: 'name', title: 'Name', width: 240, fixed: true, cell: (row) => row.name },
  {
    id: 'state',
    title: 'State',
    width: 190,
    cell: (row) => (
      <>
        <StatusBadge tone={windowStateWords[row.state].tone}>{windowStateWords[row.state].text}</StatusBadge>{' '}
        {row.move === null ? null : <StatusBadge tone="orange">Move asked</StatusBadge>}
      </>
    ),
    filter: { kind: 'choice', options: optionsOf(windowStateWords) },
  },
  { id: 'start', title: 'Start', width: 210, sortable: true, cell: (row) => <TimeText at={row.start} zone={row.zone} /> },
  { id: 'goLive', title: 'Go-live', width: 210, cell: (row) => <TimeText at={row.goLive} zone={row.zone} /> },
  {
    id: 'repeats',
    title: 'Repeats',
    width: 190,
    cell: (row) => (row.repeats === null ? 'Once' : <span title={row.repeats.rule}>{ruleWords(row.repeats.rule)}</span>),
  },
  { id: 'cadence', title: 'Cadence', width: 150, cell: (row) => row.cadence?.name ?? '' },
  { id: 'scope', title: 'Holds', width: 260, cell: (row) => scopeText(row.scope) },
];
const sorts = ['start', '-start', 'key', '-key'] as const;

/** Release windows: when a deployment may happen. */
export function Screen() {
  const search = useSearch();
  const set = useSetSearch();
  const { q, state } = search;
  const sort = sorts.find((known) => known === search.sort) ?? 'start';
  const moves = search.moveAsked === 'true';
  const query = {
    limit: 100,
    sort,
    ...(q === undefined ? {} : { q }),
    ...(state === undefined ? {} : { state }),
    ...(moves ? { moveAsked: 'true' } : {}),
  };
  const asked = useOperationPages(
    listWindows,
    (cursor) => ({ query: { ...query, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const grid = gridOf(asked, (page) => page.items);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const mayLock = useMayAnywhere('calendar.lock-windows');
  const unseen = useUnseen('calendar');
  const refresh = () => {
    unseen.seen();
    void asked.refetch();
  };
  const choice = mayLock
    ? {
        selected,
        onSelected: setSelected,
        bulk: (ids: ReadonlySet<string>) => <BulkLock windows={grid.rows.filter((row) => ids.has(row.id))} onDone={refresh} />,
      }
    : {};
  return (
    <>
      <PageHead
        title="Release windows"
        sub="When a deployment may happen. Locked by a person; a locked window moves only by a decision of somebody else."
        actions={<WindowForm onDone={(key) => set({ open: key }, 'push')} />}
      >
        <CalendarTabs active="windows" />
      </PageHead>
      <PageFill>
        <DataGrid
          label="Release windows"
          columns={columns}
          rows={grid.rows}
          rowId={(row) => row.id}
          rowLabel={(row) => `${row.key} ${row.name}`}
          state={grid.state}
          more={grid.more}
          sort={{ column: sort.replace('-', ''), direction: sort.startsWith('-') ? 'desc' : 'asc' }}
          onSort={(next) => set({ sort: next === null ? null : `${next.direction === 'desc' ? '-' : ''}${next.column}` })}
          filters={{ state: state ?? '' }}
          onFilters={(filters) => set(filters)}
          search={{ value: q ?? '', onChange: (text) => set({ q: text }), placeholder: 'Find by name or key' }}
          tools={
            <Switch
              label="With a move to decide"
              checked={moves}
              onChange={(event) => set({ moveAsked: event.currentTarget.checked ? 'true' : null })}
            />
          }
          onOpen={(row) => set({ open: row.key }, 'push')}
          {...choice}
          stale={unseen.stale}
          onRefresh={refresh}
          remember="calendar.windows"
          empty={{
            title: 'No window',
            text: 'Register one, or make many at once out of a cadence. Without a window every deployment that needs one collides.',
          }}
        />
      </PageFill>
      <WindowPeek id={search.open ?? null} onClose={() => set({ open: null })} />
    </>
  );
}
