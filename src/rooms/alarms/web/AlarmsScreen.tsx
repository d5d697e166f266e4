import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { AppLink, useAppNavigate } from '../../../design/navigation.tsx';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, PersonTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperation, useOperationPages } from '../../../foundation/web/hooks.ts';
import { useUnseen } from '../../../foundation/web/unseen.ts';
import { type AlarmRow, listAlarmKinds, listAlarms } from '../contract.ts';
import { AlarmTabs } from './AlarmTabs.tsx';
import { severityWords, stateWords, subjectText } from './words.ts';

const options = (words: Readonly<Record<string, { readonly text: string }>>) =>
  Object.entries(words).map(([value, { text }]) => ({ value, label: text }));

const About = ({ row }: { readonly row: AlarmRow }) => {
  const text = subjectText(row);
  if (text === null) return <span className="il-missing">The installation</span>;
  return row.subject.link === null ? text : <AppLink href={row.subject.link}>{text}</AppLink>;
};

const columnsOf = (kinds: readonly { readonly kind: string; readonly says: string }[]): readonly GridColumn<AlarmRow>[] => [
  {
    id: 'key',
    title: 'Alarm',
    width: 110,
    fixed: true,
    cell: (row) => <KeyTag href={`/alarms/${row.key}`}>{row.key}</KeyTag>,
  },
  {
    id: 'state',
    title: 'State',
    width: 210,
    fixed: true,
    cell: (row) => <StatusBadge tone={stateWords[row.state].tone}>{stateWords[row.state].text}</StatusBadge>,
    filter: { kind: 'choice', options: options(stateWords) },
  },
  {
    id: 'severity',
    title: 'Severity',
    width: 120,
    cell: (row) => <StatusBadge tone={severityWords[row.severity].tone}>{severityWords[row.severity].text}</StatusBadge>,
    filter: { kind: 'choice', options: options(severityWords) },
  },
  {
    id: 'kind',
    title: 'What happened',
    width: 380,
    cell: (row) => <span title={row.details ?? row.says}>{row.says}</span>,
    filter: { kind: 'choice', options: kinds.map(({ kind, says }) => ({ value: kind, label: says })) },
  },
  { id: 'about', title: 'About', width: 180, cell: (row) => <About row={row} /> },
  { id: 'raised', title: 'Raised', width: 200, sortable: true, cell: (row) => <TimeText at={row.raisedAt} /> },
  { id: 'times', title: 'Times', width: 80, align: 'end', cell: (row) => row.times },
  {
    id: 'acknowledged',
    title: 'Acknowledged by',
    width: 200,
    cell: (row) =>
      row.acknowledged === null ? (
        <span className="il-missing">Nobody yet</span>
      ) : (
        <PersonTag name={row.acknowledged.by.name} sub={row.acknowledged.as.join(', ')} />
      ),
  },
  {
    id: 'comment',
    title: 'Comment',
    width: 320,
    cell: (row) => <span title={row.acknowledged?.comment}>{row.acknowledged?.comment}</span>,
  },
];

/** The log of alarms. */
export function Screen() {
  const navigate = useAppNavigate();
  const search = useSearch();
  const set = useSetSearch();
  const { state, severity, kind, q, sort } = search;
  const kinds = useOperation(listAlarmKinds).data?.value.items ?? [];
  const given = Object.fromEntries(
    Object.entries({ state, severity, kind, q, sort }).filter(([, value]) => value !== undefined && value !== ''),
  );
  const asked = useOperationPages(
    listAlarms,
    (cursor) => ({ query: { limit: 100, ...given, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const grid = gridOf(asked, (page) => page.items);
  const unseen = useUnseen('alarms');
  const refresh = () => {
    unseen.seen();
    void asked.refetch();
  };
  const filtered = Object.keys(given).some((name) => name !== 'sort');
  return (
    <>
      <PageHead
        title="Alarms"
        sub="What somebody must act on. Whoever must act acknowledges it with a comment; nobody can change or delete what stands here."
      >
        <AlarmTabs active="alarms" />
      </PageHead>
      <PageFill>
        <DataGrid
          label="Alarms"
          columns={columnsOf(kinds)}
          rows={grid.rows}
          rowId={(row) => row.id}
          rowLabel={(row) => `${row.key}, ${row.says}`}
          state={grid.state}
          more={grid.more}
          sort={{ column: 'raised', direction: sort === 'oldest' ? 'asc' : 'desc' }}
          onSort={(next) => set({ sort: next?.direction === 'asc' ? 'oldest' : '' })}
          search={{ value: q ?? '', onChange: (text) => set({ q: text }), placeholder: 'Text, key or comment' }}
          filters={{ state: state ?? '', severity: severity ?? '', kind: kind ?? '' }}
          onFilters={(filters) => set(filters)}
          onOpen={(row) => navigate(`/alarms/${row.key}`)}
          stale={unseen.stale}
          onRefresh={refresh}
          remember="alarms.list"
          empty={{
            title: filtered ? 'No alarm matches' : 'There was no alarm yet',
            text: filtered
              ? undefined
              : 'Locked accounts, a ledger that does not fit, a clock that is wrong and the like stand here.',
          }}
        />
      </PageFill>
    </>
  );
}
