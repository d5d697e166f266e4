import { Button } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { DataGrid } from '../../../design/grid/DataGrid.tsx';
import { PageFill } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { addressOf } from '../../../foundation/client/client.ts';
import { useSearch, useSetSearch } from '../../../foundation/web/address.ts';
import { useOperation, useOperationPages } from '../../../foundation/web/hooks.ts';
import { gridStateOf } from '../../../foundation/web/screen-state.ts';
import { useUnseen } from '../../../foundation/web/unseen.ts';
import { whoAmI } from '../../identity/contract.ts';
import { exportReleases, listReleases } from '../contract.ts';
import { BulkActs } from './list/BulkActs.tsx';
import { columns, type Line } from './list/columns.tsx';
import { effective, gridSort, queryNames, queryOf, sortText } from './list/list-query.ts';
import { ReleasePeek } from './list/ReleasePeek.tsx';
import { ViewPicker } from './list/ViewPicker.tsx';
import { ProposeDialog } from './propose/ProposeDialog.tsx';
import './releases.css';

const filterNames = ['state', 'kind', 'owner', 'unit'] as const;
const none: ReadonlySet<string> = new Set();

/** The rows of the address, with what is newer said and not shown. */
function useRows() {
  const search = useSearch();
  const news = useUnseen('releases', 'gates', 'interlocks');
  const pages = useOperationPages(
    listReleases,
    (cursor) => ({ query: { ...queryOf(search), limit: 100, ...(cursor === undefined ? {} : { cursor }) } }),
    (reply) => reply,
  );
  return { search, news, pages, rows: pages.data?.pages.flatMap((page) => page.items) ?? [] };
}

/** What was typed stays in the field; the address follows after a pause. */
function useTyped(text: string, send: (text: string) => void) {
  const [typed, setTyped] = useState<string | null>(null);
  const later = useDebouncedCallback((next: string) => {
    send(next);
    setTyped(null);
  }, 250);
  return {
    value: typed ?? text,
    onChange: (next: string) => {
      setTyped(next);
      later(next);
    },
  };
}

export function Screen() {
  const { search, news, pages, rows } = useRows();
  const set = useSetSearch();
  const [selected, setSelected] = useState<ReadonlySet<string>>(none);
  const me = useOperation(whoAmI).data?.value;
  const now = effective(search);
  /** A filter leaves the named view: the address then says all of it. */
  const filter = (patch: Readonly<Record<string, string | null>>) => {
    const kept = Object.fromEntries(queryNames.map((name) => [name, now[name] ?? null]));
    setSelected(none);
    set({ ...kept, ...patch, view: Object.keys({ ...kept, ...patch }).some((name) => kept[name] !== null) ? null : 'all' });
  };
  const typed = useTyped(now.q ?? '', (q) => filter({ q }));
  const refresh = () => {
    news.seen();
    void pages.refetch();
  };
  const mayPropose = me?.rights.includes('releases.propose') === true;
  const propose = mayPropose ? <Button onClick={() => set({ new: '1' }, 'push')}>Propose a release</Button> : undefined;
  return (
    <>
      <PageHead title="Releases" actions={propose} />
      <PageFill>
        <DataGrid<Line>
          label="Releases"
          remember="releases"
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          rowLabel={(row) => `${row.key} ${row.name}`}
          state={gridStateOf(pages)}
          empty={{
            title: 'No release is like this',
            text: 'Take a filter away, choose another view, or propose a release.',
            action: propose,
          }}
          sort={gridSort(now)}
          onSort={(sort) => filter({ sort: sortText(sort) })}
          filters={Object.fromEntries(filterNames.map((name) => [name, now[name] ?? '']))}
          onFilters={(filters) => filter({ ...filters })}
          search={{ ...typed, placeholder: 'Name or key' }}
          tools={<ViewPicker />}
          more={{ has: pages.hasNextPage, busy: pages.isFetchingNextPage, onMore: () => void pages.fetchNextPage() }}
          onOpen={(row) => set({ peek: row.key }, 'push')}
          selected={selected}
          onSelected={setSelected}
          bulk={(ids) => <BulkActs lines={rows.filter((row) => ids.has(row.id))} onDone={refresh} />}
          exportHref={addressOf(exportReleases, { query: queryOf(search) })}
          stale={news.stale}
          onRefresh={refresh}
        />
      </PageFill>
      <ReleasePeek releaseKey={search.peek ?? null} onClose={() => set({ peek: null })} />
      <ProposeDialog opened={search.new !== undefined && mayPropose} onClose={() => set({ new: null })} />
    </>
  );
}
