import { Button, Switch } from '@mantine/core';
import { useState } from 'react';
import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { useAppNavigate } from '../../../design/navigation.tsx';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { DateText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, PersonTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { addressOf } from '../../../foundation/client/client.ts';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { useUnseen } from '../../../foundation/web/unseen.ts';
import { type ApplicationRow, exportApplications, listApplications } from '../contract.ts';
import { BulkChange } from './BulkChange.tsx';
import { RegisterApplication } from './RegisterApplication.tsx';
import { choicesOf, criticalityWords, relevanceWords, stageWords, validatedWords } from './words.ts';

const filter = (words: Parameters<typeof choicesOf>[0]) => ({ kind: 'choice' as const, options: choicesOf(words) });

const columns: readonly GridColumn<ApplicationRow>[] = [
  { id: 'key', title: 'Key', width: 130, fixed: true, sortable: true, cell: (row) => <KeyTag>{row.key}</KeyTag> },
  { id: 'name', title: 'Name', width: 230, fixed: true, sortable: true, cell: (row) => row.name },
  { id: 'unit', title: 'Unit', width: 170, cell: (row) => row.unit.name },
  {
    id: 'owner',
    title: 'Owner',
    width: 170,
    cell: (row) => (row.owner === null ? <span className="il-missing">Not set</span> : <PersonTag name={row.owner.name} />),
  },
  {
    id: 'criticality',
    title: 'Criticality',
    width: 120,
    cell: (row) => (
      <StatusBadge tone={criticalityWords[row.criticality].tone}>{criticalityWords[row.criticality].text}</StatusBadge>
    ),
    filter: filter(criticalityWords),
  },
  { id: 'gxp', title: 'GxP', width: 100, cell: (row) => relevanceWords[row.gxp], filter: filter(relevanceWords) },
  { id: 'sox', title: 'SOX', width: 100, cell: (row) => relevanceWords[row.sox], filter: filter(relevanceWords) },
  {
    id: 'validatedState',
    title: 'Validated state',
    width: 160,
    cell: (row) => (
      <StatusBadge tone={validatedWords[row.validatedState].tone}>{validatedWords[row.validatedState].text}</StatusBadge>
    ),
    filter: filter(validatedWords),
  },
  { id: 'lifecycleStage', title: 'Stage', width: 110, cell: (row) => stageWords[row.lifecycleStage], filter: filter(stageWords) },
  { id: 'technology', title: 'Technology', width: 160, cell: (row) => row.technology ?? '', hidden: true },
  { id: 'changedAt', title: 'Changed', width: 120, cell: (row) => <DateText at={row.changedAt} /> },
];

const filterNames = ['criticality', 'gxp', 'sox', 'validatedState', 'lifecycleStage'] as const;
const sorts = ['name', '-name', 'key', '-key'] as const;
const none: ReadonlySet<string> = new Set();

function useApplications() {
  const search = useSearch();
  const sort = sorts.find((known) => known === search.sort) ?? 'name';
  const filters = Object.fromEntries(filterNames.flatMap((name) => (search[name] ? [[name, search[name]] as const] : [])));
  const { q, unit } = search;
  const query = {
    sort,
    withdrawn: search.withdrawn === 'all' ? ('all' as const) : ('no' as const),
    ...filters,
    ...(q === undefined ? {} : { q }),
    ...(unit === undefined ? {} : { unit }),
  };
  const asked = useOperationPages(
    listApplications,
    (cursor) => ({ query: { limit: 100, ...query, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  return {
    asked,
    exportHref: addressOf(exportApplications, { query }),
    sort,
    filters,
    q: q ?? '',
    withWithdrawn: search.withdrawn === 'all',
  };
}

/** All applications that the reader may see, with what decides how releases treat them. */
export function Screen() {
  const set = useSetSearch();
  const navigate = useAppNavigate();
  const { asked, exportHref, sort, filters, q, withWithdrawn } = useApplications();
  const grid = gridOf(asked, (page) => page.items);
  const [selected, setSelected] = useState(none);
  const unseen = useUnseen('portfolio');
  const filtered = q !== '' || Object.keys(filters).length > 0;
  const refresh = () => {
    unseen.seen();
    void asked.refetch();
  };
  const clear = () => set({ q: null, ...Object.fromEntries(filterNames.map((name) => [name, null])) }, 'push');
  return (
    <>
      <PageHead
        title="Applications"
        sub="What releases change, and what depends on what"
        actions={<RegisterApplication onDone={(key) => navigate(`/applications/${key}`)} />}
      />
      <PageFill>
        <DataGrid
          label="Applications"
          columns={columns}
          rows={grid.rows}
          rowId={(row) => row.id}
          rowLabel={(row) => `${row.key} ${row.name}`}
          state={grid.state}
          more={grid.more}
          sort={{ column: sort.replace('-', ''), direction: sort.startsWith('-') ? 'desc' : 'asc' }}
          onSort={(next) => set({ sort: next === null ? null : `${next.direction === 'desc' ? '-' : ''}${next.column}` })}
          filters={filters}
          onFilters={(next) => set(next)}
          search={{ value: q, onChange: (text) => set({ q: text }), placeholder: 'Find by name or key' }}
          tools={
            <Switch
              label="Withdrawn too"
              checked={withWithdrawn}
              onChange={(event) => set({ withdrawn: event.currentTarget.checked ? 'all' : null })}
            />
          }
          onOpen={(row) => navigate(`/applications/${row.key}`)}
          selected={selected}
          onSelected={setSelected}
          bulk={(ids) => <BulkChange rows={grid.rows.filter((row) => ids.has(row.id))} onDone={() => setSelected(none)} />}
          exportHref={exportHref}
          stale={unseen.stale}
          onRefresh={refresh}
          remember="portfolio.applications"
          empty={
            filtered
              ? {
                  title: 'No application matches',
                  action: (
                    <Button variant="default" onClick={clear}>
                      Clear the filters
                    </Button>
                  ),
                }
              : {
                  title: 'No application yet',
                  text: 'Register the first one here, or bring many at once with a plan file (interlock apply).',
                }
          }
        />
      </PageFill>
    </>
  );
}
