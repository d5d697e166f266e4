import type { GridSort } from '../../../design/grid/types.ts';
import type { QuerySentOf } from '../../../foundation/contract.ts';
import type { Search } from '../../../foundation/web/address.ts';
import { type exportTrail, trailFilterNames } from '../contract.ts';

/** Names of the address that narrow the trail. */
export const filterNames = trailFilterNames.filter((name) => name !== 'sort');

/** What the server sorts by, under the names of the columns. */
const sorts = { at: 'at', actor: 'actor', says: 'act', record: 'record' } as const;
type Sort = NonNullable<QuerySentOf<typeof exportTrail>['sort']>;
const known: readonly Sort[] = ['-at', 'at', 'actor', '-actor', 'act', '-act', 'record', '-record'];
const sortIn = (search: Search): Sort => known.find((one) => one === search.sort) ?? '-at';

/** The address as the query of the list and of its export alike. What the address says wrongly is left to the server to refuse. */
export const queryOf = (search: Search): QuerySentOf<typeof exportTrail> => ({
  ...Object.fromEntries(filterNames.flatMap((name) => (search[name] ? [[name, search[name]] as const] : []))),
  ...(sortIn(search) === '-at' ? {} : { sort: sortIn(search) }),
});

/** What of an address a kept view holds. */
export const keepableOf = (search: Search): Readonly<Record<string, string>> =>
  Object.fromEntries(trailFilterNames.flatMap((name) => (search[name] ? [[name, search[name]] as const] : [])));

/** The address that shows a kept view: every filter that it does not name is taken away. */
export const addressOfView = (filters: Readonly<Record<string, string>>): Readonly<Record<string, string | null>> =>
  Object.fromEntries(trailFilterNames.map((name) => [name, filters[name] ?? null]));

/** Whether the address shows exactly what a view holds. */
export const isShown = (filters: Readonly<Record<string, string>>, search: Search): boolean =>
  trailFilterNames.every((name) => (filters[name] ?? '') === (search[name] ?? ''));

export function gridSort(search: Search): GridSort {
  const sort = sortIn(search);
  const by = sort.replace('-', '');
  const column = Object.entries(sorts).find(([, name]) => name === by)?.[0] ?? 'at';
  return { column, direction: sort.startsWith('-') ? 'desc' : 'asc' };
}

/** Newest first is what an address without the name means. */
export function sortText(sort: GridSort | null): string | null {
  const by = Object.entries(sorts).find(([column]) => column === sort?.column)?.[1] ?? 'at';
  const text = sort?.direction === 'asc' ? by : `-${by}`;
  return text === '-at' ? null : text;
}

export type Choice = { readonly value: string; readonly label: string };

/** An address may name several; where the offered choices are single, they are one choice more, so that the field never looks empty while it filters. */
export function withSeveral(choices: readonly Choice[], value: string | undefined): Choice | null {
  if (value === undefined || value === '' || choices.some((choice) => choice.value === value)) return null;
  const words = value.split(',').map((one) => choices.find((choice) => choice.value === one)?.label ?? one);
  return { value, label: words.join(' or ') };
}
