import { Button } from '@mantine/core';
import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import type { GridColumn } from '../../../design/grid/types.ts';
import { AppLink, useAppNavigate } from '../../../design/navigation.tsx';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { gridOf } from '../../../foundation/web/grid-pages.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { useUnseen } from '../../../foundation/web/unseen.ts';
import { listModels, type ModelLine } from '../contract.ts';
import { ChangeTabs } from './ChangeTabs.tsx';
import { ProposeModel } from './ProposeModel.tsx';
import { limitText, modelStateWords, modelWords, optionsOf } from './words.ts';
import './changes.css';

const columns: readonly GridColumn<ModelLine>[] = [
  { id: 'key', title: 'Version', width: 150, fixed: true, cell: (line) => <KeyTag>{line.key}</KeyTag> },
  {
    id: 'name',
    title: 'Model',
    width: 280,
    fixed: true,
    cell: (line) => (
      <AppLink className="chg-name" href={`/change-models/${line.key}`} title={line.name}>
        {line.name}
      </AppLink>
    ),
  },
  {
    id: 'kind',
    title: 'Kind',
    width: 140,
    filter: { kind: 'choice', options: optionsOf(modelWords) },
    cell: (line) => modelWords[line.kind],
  },
  {
    id: 'state',
    title: 'State',
    width: 180,
    filter: { kind: 'choice', options: optionsOf(modelStateWords) },
    cell: (line) => <StatusBadge tone={modelStateWords[line.state].tone}>{modelStateWords[line.state].text}</StatusBadge>,
  },
  { id: 'limits', title: 'Limits', width: 290, cell: limitText },
  {
    id: 'applications',
    title: 'Applications',
    width: 220,
    cell: (line) => (line.kind === 'standard' ? line.applications.map(({ key }) => key).join(', ') : 'Any'),
  },
  { id: 'gxp', title: 'GxP', width: 110, cell: (line) => (line.kind === 'standard' && !line.gxp ? 'Not covered' : 'Covered') },
];

const filterNames = ['kind', 'state'] as const;

/** Models of changes and templates of standard changes: what is in force, and what waits for a decision. */
export function Screen() {
  const set = useSetSearch();
  const navigate = useAppNavigate();
  const search = useSearch();
  const filters = Object.fromEntries(filterNames.flatMap((name) => (search[name] ? [[name, search[name]] as const] : [])));
  const query = { ...filters, ...(search.q === undefined ? {} : { q: search.q }) };
  const asked = useOperationPages(
    listModels,
    (cursor) => ({ query: { limit: 100, ...query, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const grid = gridOf(asked, (page) => page.items);
  const unseen = useUnseen('changes');
  const clear = () => set({ q: null, kind: null, state: null }, 'push');
  return (
    <>
      <PageHead
        title="Models of changes"
        sub="Which way a change goes, what it shows and what it stays within"
        actions={<ProposeModel model={null} can={asked.data?.pages[0]?.can.propose} />}
      >
        <ChangeTabs active="models" />
      </PageHead>
      <PageFill>
        <DataGrid<ModelLine>
          label="Models of changes"
          columns={columns}
          rows={grid.rows}
          rowId={(line) => line.id}
          rowLabel={(line) => `${line.key} ${line.name}`}
          state={grid.state}
          more={grid.more}
          filters={filters}
          onFilters={(next) => set(next)}
          search={{ value: search.q ?? '', onChange: (text) => set({ q: text }), placeholder: 'Find by name or key' }}
          onOpen={(line) => navigate(`/change-models/${line.key}`)}
          stale={unseen.stale}
          onRefresh={() => {
            unseen.seen();
            void asked.refetch();
          }}
          remember="changes.models"
          empty={{
            title: 'No model matches',
            action: (
              <Button variant="default" onClick={clear}>
                Clear the filters
              </Button>
            ),
          }}
        />
      </PageFill>
    </>
  );
}
