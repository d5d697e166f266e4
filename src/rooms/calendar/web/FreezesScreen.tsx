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
import { type FreezeRowShown, listFreezes } from '../contract.ts';
import { CalendarTabs } from './CalendarTabs.tsx';
import { FreezeForm } from './FreezeForm.tsx';
import { FreezePeek } from './FreezePeek.tsx';
import { ruleWords } from './rule-words.ts';
import { freezeStateWords, optionsOf, scopeText, severityWords } from './words.ts';
import './calendar-admin.css';

const columns: readonly GridColumn<FreezeRowShown>[] = [
  { id: 'key', title: 'Key', width: 120, fixed: true, sortable: true, cell: (row) => <KeyTag>{row.key}</KeyTag> },
  { id: 'name', title: 'Name', width: 230, fixed: true, cell: (row) => row.name },
  {
    id: 'severity',
    title: 'Severity',
    width: 170,
    cell: (row) => <StatusBadge tone={severityWords[row.severity].tone}>{severityWords[row.severity].text}</StatusBadge>,
    filter: { kind: 'choice', options: optionsOf(severityWords) },
  },
  {
    id: 'state',
    title: 'State',
    width: 130,
    cell: (row) => <StatusBadge tone={freezeStateWords[row.state].tone}>{freezeStateWords[row.state].text}</StatusBadge>,
    filter: { kind: 'choice', options: optionsOf(freezeStateWords) },
  },
  { id: 'start', title: 'Start', width: 210, sortable: true, cell: (row) => <TimeText at={row.start} zone={row.zone} /> },
  { id: 'end', title: 'End', width: 210, cell: (row) => <TimeText at={row.end} zone={row.zone} /> },
  {
    id: 'repeats',
    title: 'Repeats',
    width: 170,
    cell: (row) => (row.repeats === null ? 'Once' : <span title={row.repeats.rule}>{ruleWords(row.repeats.rule)}</span>),
  },
  { id: 'scope', title: 'Holds', width: 240, cell: (row) => scopeText(row.scope) },
  { id: 'reason', title: 'Why', width: 240, cell: (row) => <span title={row.reason}>{row.reason}</span> },
];
const sorts = ['start', '-start', 'key', '-key'] as const;

/** Freezes: when nothing may be deployed, why, and for whom. */
export function Screen() {
  const search = useSearch();
  const set = useSetSearch();
  const { q, state, severity } = search;
  const sort = sorts.find((known) => known === search.sort) ?? 'start';
  const query = {
    limit: 100,
    sort,
    ...(q === undefined ? {} : { q }),
    ...(state === undefined ? {} : { state }),
    ...(severity === undefined ? {} : { severity }),
  };
  const asked = useOperationPages(
    listFreezes,
    (cursor) => ({ query: { ...query, ...(cursor === undefined ? {} : { cursor }) } }),
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
        title="Freezes"
        sub="Held against the whole span of a deployment, its time to back out included"
        actions={<FreezeForm onDone={(key) => set({ open: key }, 'push')} />}
      >
        <CalendarTabs active="freezes" />
      </PageHead>
      <PageFill>
        <DataGrid
          label="Freezes"
          columns={columns}
          rows={grid.rows}
          rowId={(row) => row.id}
          rowLabel={(row) => `${row.key} ${row.name}`}
          state={grid.state}
          more={grid.more}
          sort={{ column: sort.replace('-', ''), direction: sort.startsWith('-') ? 'desc' : 'asc' }}
          onSort={(next) => set({ sort: next === null ? null : `${next.direction === 'desc' ? '-' : ''}${next.column}` })}
          filters={{ state: state ?? '', severity: severity ?? '' }}
          onFilters={(filters) => set(filters)}
          search={{ value: q ?? '', onChange: (text) => set({ q: text }), placeholder: 'Find by name or key' }}
          onOpen={(row) => set({ open: row.key }, 'push')}
          stale={unseen.stale}
          onRefresh={refresh}
          remember="calendar.freezes"
          empty={{ title: 'No freeze', text: 'Register one: what it collides with is found at once, for both sides.' }}
        />
      </PageFill>
      <FreezePeek id={search.open ?? null} onClose={() => set({ open: null })} />
    </>
  );
}
