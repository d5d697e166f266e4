import { Button } from '@mantine/core';
import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { AppLink, useAppNavigate } from '../../../design/navigation.tsx';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, PersonTag } from '../../../design/parts/tags.tsx';
import { addressOf } from '../../../foundation/client/client.ts';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { useUnseen } from '../../../foundation/web/unseen.ts';
import { changeListQuery, exportChanges, listChanges } from '../contract.ts';
import { ChangeTabs } from './ChangeTabs.tsx';
import { applicationText, BandBadge, type Line, PlannedText, StateBadge } from './parts.tsx';
import { RequestChange } from './RequestChange.tsx';
import { bandWords, modelWords, optionsOf, stateWords } from './words.ts';
import './changes.css';

/** Sortable and filterable is what the server sorts and filters. */
const columns: readonly GridColumn<Line>[] = [
  { id: 'key', title: 'Key', width: 110, fixed: true, sortable: true, cell: (line) => <KeyTag>{line.key}</KeyTag> },
  {
    id: 'name',
    title: 'Change',
    width: 280,
    fixed: true,
    cell: (line) => (
      <AppLink className="chg-name" href={`/changes/${line.key}`} title={line.name}>
        {line.name}
      </AppLink>
    ),
  },
  {
    id: 'state',
    title: 'State',
    width: 190,
    filter: { kind: 'choice', options: optionsOf(stateWords) },
    cell: (line) => <StateBadge state={line.state} />,
  },
  {
    id: 'model',
    title: 'Model',
    width: 130,
    filter: { kind: 'choice', options: optionsOf(modelWords) },
    cell: (line) => modelWords[line.model],
  },
  {
    id: 'band',
    title: 'Risk',
    width: 120,
    filter: { kind: 'choice', options: optionsOf(bandWords) },
    cell: (line) => <BandBadge band={line.band} />,
  },
  { id: 'planned', title: 'Planned', width: 190, sortable: true, cell: (line) => <PlannedText planned={line.planned} /> },
  { id: 'applications', title: 'Applications', width: 180, cell: applicationText },
  {
    id: 'owner',
    title: 'Owner',
    width: 160,
    filter: { kind: 'text', placeholder: 'E-mail or “me”' },
    cell: (line) => (line.owner === null ? <span className="il-missing">Not set</span> : <PersonTag name={line.owner.name} />),
  },
  { id: 'unit', title: 'Unit', width: 160, cell: (line) => line.unit.name },
  { id: 'updated', title: 'Changed', width: 170, sortable: true, cell: (line) => <TimeText at={line.updatedAt} /> },
];

const filterNames = ['state', 'model', 'band', 'owner'] as const;
const sorts = changeListQuery.shape.sort.unwrap().options;

function useLines() {
  const search = useSearch();
  const sort = sorts.find((known) => known === search.sort) ?? '-updated';
  const filters = Object.fromEntries(filterNames.flatMap((name) => (search[name] ? [[name, search[name]] as const] : [])));
  const { q, application, unit, follows } = search;
  const query = {
    sort,
    ...filters,
    ...(q === undefined ? {} : { q }),
    ...(application === undefined ? {} : { application }),
    ...(unit === undefined ? {} : { unit }),
    ...(follows === undefined ? {} : { follows }),
  };
  const asked = useOperationPages(
    listChanges,
    (cursor) => ({ query: { limit: 100, ...query, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const exportHref = addressOf(exportChanges, { query });
  return { asked, sort, filters, q: q ?? '', filtered: Object.keys(query).length > 1, exportHref };
}

/** All changes that the reader may see. */
export function Screen() {
  const set = useSetSearch();
  const navigate = useAppNavigate();
  const { asked, sort, filters, q, filtered, exportHref } = useLines();
  const grid = gridOf(asked, (page) => page.items);
  const unseen = useUnseen('changes');
  const refresh = () => {
    unseen.seen();
    void asked.refetch();
  };
  const clear = () =>
    set(
      { q: null, application: null, unit: null, follows: null, ...Object.fromEntries(filterNames.map((name) => [name, null])) },
      'push',
    );
  return (
    <>
      <PageHead
        title="Changes"
        sub="What is altered, who decided on it, and what came of it"
        actions={<RequestChange onDone={(key) => navigate(`/changes/${key}`)} />}
      >
        <ChangeTabs active="list" />
      </PageHead>
      <PageFill>
        <DataGrid<Line>
          label="Changes"
          columns={columns}
          rows={grid.rows}
          rowId={(line) => line.id}
          rowLabel={(line) => `${line.key} ${line.name}`}
          state={grid.state}
          more={grid.more}
          sort={{ column: sort.replace('-', ''), direction: sort.startsWith('-') ? 'desc' : 'asc' }}
          onSort={(next) => set({ sort: next === null ? null : `${next.direction === 'desc' ? '-' : ''}${next.column}` })}
          filters={filters}
          onFilters={(next) => set(next)}
          search={{ value: q, onChange: (text) => set({ q: text }), placeholder: 'Find by name or key' }}
          exportHref={exportHref}
          onOpen={(line) => navigate(`/changes/${line.key}`)}
          stale={unseen.stale}
          onRefresh={refresh}
          remember="changes.changes"
          empty={
            filtered
              ? {
                  title: 'No change matches',
                  action: (
                    <Button variant="default" onClick={clear}>
                      Clear the filters
                    </Button>
                  ),
                }
              : { title: 'No change yet', text: 'Request the first one: it begins as a draft.' }
          }
        />
      </PageFill>
    </>
  );
}
