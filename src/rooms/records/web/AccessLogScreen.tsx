import { Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Suspense, useState } from 'react';
import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag } from '../../../design/parts/tags.tsx';
import { addressOf } from '../../../foundation/client/client.ts';
import { type Search, type SearchPatch, useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { useLent } from '../../../foundation/web/lent.tsx';
import { type AccessEntry, accessLog, exportAccessLog } from '../contract.ts';
import { InspectionTabs } from './InspectionTabs.tsx';
import { rolesText } from './words.ts';
import './records.css';

const askedText = (row: AccessEntry): string =>
  Object.entries(row.asked)
    .filter(([name]) => name !== 'limit' && name !== 'cursor')
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ');

const columns: readonly GridColumn<AccessEntry>[] = [
  { id: 'at', title: 'When', width: 210, fixed: true, sortable: true, cell: (row) => <TimeText at={row.at} /> },
  { id: 'person', title: 'Who', width: 180, fixed: true, cell: (row) => row.person.name },
  { id: 'roles', title: 'As', width: 130, cell: (row) => rolesText(row.roles) },
  { id: 'says', title: 'What was shown', width: 340, cell: (row) => <span title={row.operation}>{row.says}</span> },
  { id: 'record', title: 'Record', width: 150, cell: (row) => (row.record === null ? '' : <KeyTag>{row.record}</KeyTag>) },
  { id: 'asked', title: 'Asked for', width: 240, cell: (row) => <span title={askedText(row)}>{askedText(row)}</span> },
  { id: 'file', title: 'How', width: 110, cell: (row) => (row.file ? 'File' : row.background ? 'By itself' : 'Shown') },
];

const names = ['person', 'record', 'file', 'background', 'from', 'until'] as const;

/** Files, what somebody asked for, and what a page said to have asked for by itself: three ways that leave nothing out between them. */
const ways: Readonly<Record<string, SearchPatch>> = {
  file: { file: 'true', background: null },
  shown: { file: 'false', background: 'false' },
  itself: { file: null, background: 'true' },
};
const wayOf = ({ file, background }: Search): string | null =>
  file === 'true' ? 'file' : background === 'true' ? 'itself' : file === 'false' ? 'shown' : null;
const queryOf = (search: Search) => ({
  ...Object.fromEntries(names.flatMap((name) => (search[name] ? [[name, search[name]] as const] : []))),
  ...(search.sort === 'at' ? { sort: 'at' as const } : {}),
});

function Filters() {
  const search = useSearch();
  const set = useSetSearch();
  const { PersonChoice } = useLent();
  const [record, setRecord] = useState(search.record ?? '');
  const send = useDebouncedCallback((text: string) => set({ record: text }), 250);
  return (
    <div className="rec-filters">
      <Suspense fallback={<TextInput label="Person" placeholder="Anybody" disabled />}>
        <PersonChoice label="Person" placeholder="Anybody" id={search.person ?? null} onChange={(person) => set({ person })} />
      </Suspense>
      <TextInput
        label="Record"
        placeholder="REL-1042"
        value={record}
        onChange={(event) => {
          setRecord(event.currentTarget.value);
          send(event.currentTarget.value.trim());
        }}
      />
      <Select
        label="How"
        placeholder="Any"
        clearable
        data={[
          { value: 'file', label: 'Files that were taken' },
          { value: 'shown', label: 'What was shown' },
          { value: 'itself', label: 'What pages asked by themselves' },
        ]}
        value={wayOf(search)}
        onChange={(way) => set(ways[way ?? ''] ?? { file: null, background: null })}
        clearButtonProps={{ 'aria-label': 'Clear How' }}
      />
      <DateTimeField label="From" value={search.from ?? null} onChange={(from) => set({ from })} />
      <DateTimeField label="Until" value={search.until ?? null} onChange={(until) => set({ until })} />
    </div>
  );
}

/** Who was shown what: nothing of it can be changed. */
export function Screen() {
  const search = useSearch();
  const set = useSetSearch();
  const query = queryOf(search);
  const asked = useOperationPages(
    accessLog,
    (cursor) => ({ query: { limit: 100, ...query, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const grid = gridOf(asked, (page) => page.items);
  return (
    <>
      <PageHead
        title="Access log"
        sub="Every view of an inspector and every file that an auditor took, one row each. Nothing of it can be changed."
      >
        <InspectionTabs active="access" />
        <Filters />
      </PageHead>
      <PageFill>
        <DataGrid
          label="Access log"
          columns={columns}
          rows={grid.rows}
          rowId={(row) => row.id}
          rowLabel={(row) => `${row.person.name}, ${row.says}`}
          state={grid.state}
          more={grid.more}
          sort={{ column: 'at', direction: search.sort === 'at' ? 'asc' : 'desc' }}
          onSort={(sort) => set({ sort: sort?.direction === 'asc' ? 'at' : null })}
          exportHref={addressOf(exportAccessLog, { query })}
          onRefresh={() => void asked.refetch()}
          remember="records.access-log"
          empty={{
            title: names.some((name) => search[name]) ? 'No view matches' : 'No inspector has looked at anything yet',
            text: 'A view stands here from the moment it was given.',
          }}
        />
      </PageFill>
    </>
  );
}
