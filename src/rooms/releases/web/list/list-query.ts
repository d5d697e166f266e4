import type { GridSort } from '../../../../design/grid/types.ts';
import type { QuerySentOf } from '../../../../foundation/contract.ts';
import type { Search } from '../../../../foundation/web/address.ts';
import type { listReleases } from '../../contract.ts';
import { oneOf } from '../words.ts';

type Sent = QuerySentOf<typeof listReleases>;

/** A view is nothing but an address; the first is what a new address means. */
export const views: readonly { readonly id: string; readonly label: string; readonly query: Search }[] = [
  { id: 'open', label: 'Open releases', query: { open: 'true' } },
  { id: 'mine', label: 'Mine, open', query: { open: 'true', owner: 'me' } },
  { id: 'late', label: 'Late', query: { late: 'true' } },
  { id: 'collisions', label: 'On a collision course', query: { open: 'true', collisions: 'any' } },
  { id: 'blocked', label: 'Blocked by a collision', query: { open: 'true', collisions: 'blocking' } },
  { id: 'trains', label: 'Enterprise trains', query: { kind: 'enterprise' } },
  { id: 'imported', label: 'Imported history', query: { origin: 'imported', sort: '-goLive' } },
  { id: 'all', label: 'All releases', query: { sort: '-updated' } },
];

/** Names of the address that filter or sort; the rest (peek, new) does not. */
export const queryNames = [
  'q',
  'state',
  'kind',
  'unit',
  'owner',
  'application',
  'parent',
  'from',
  'to',
  'open',
  'late',
  'collisions',
  'origin',
  'sort',
] as const;

const sorts = ['goLive', '-goLive', 'key', '-key', 'updated', '-updated'] as const;
const sortOf = (search: Search): (typeof sorts)[number] => oneOf(sorts, search.sort) ?? 'goLive';

export function gridSort(search: Search): GridSort {
  const sort = sortOf(search);
  return sort.startsWith('-') ? { column: sort.slice(1), direction: 'desc' } : { column: sort, direction: 'asc' };
}

export const sortText = (sort: GridSort | null): string | null =>
  sort === null ? null : `${sort.direction === 'desc' ? '-' : ''}${sort.column}`;

/** The filters that the address names; an empty address means the first view. */
export function effective(search: Search): Search {
  const named = Object.fromEntries(queryNames.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])));
  const view = views.find((one) => one.id === search.view) ?? (Object.keys(named).length === 0 ? views[0] : undefined);
  return { ...view?.query, ...named };
}

/** The address as the operation's query. What the address says wrongly is left to the server to refuse. */
export function queryOf(search: Search): Sent {
  const { from, to, sort: _, ...filters } = effective(search);
  return {
    ...filters,
    sort: sortOf(effective(search)),
    ...(from === undefined ? {} : { goLiveFrom: from }),
    ...(to === undefined ? {} : { goLiveTo: to }),
  };
}

/** The view whose filters are exactly those of the address. */
export function viewOf(search: Search): string | null {
  const now = effective(search);
  const same = views.find(
    ({ query }) =>
      queryNames.every((name) => name === 'sort' || query[name] === now[name]) && (query.sort ?? now.sort) === now.sort,
  );
  return same?.id ?? null;
}
