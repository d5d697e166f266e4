import type { GridSort } from '../../../design/grid/types.ts';
import type { QuerySentOf } from '../../../foundation/contract.ts';
import type { Search } from '../../../foundation/web/address.ts';
import type { exportTrail } from '../contract.ts';

/** Names of the address that narrow the trail. */
export const filterNames = ['actor', 'act', 'kind', 'key', 'from', 'until'] as const;

const oldestFirst = (search: Search): boolean => search.sort === 'at';

/** The address as the query of the list and of its export alike. What the address says wrongly is left to the server to refuse. */
export const queryOf = (search: Search): QuerySentOf<typeof exportTrail> => ({
  ...Object.fromEntries(filterNames.flatMap((name) => (search[name] ? [[name, search[name]] as const] : []))),
  ...(oldestFirst(search) ? { sort: 'at' } : {}),
});

export const gridSort = (search: Search): GridSort => ({ column: 'at', direction: oldestFirst(search) ? 'asc' : 'desc' });

/** Newest first is what an address without the name means. */
export const sortText = (sort: GridSort | null): string | null => (sort?.direction === 'asc' ? 'at' : null);

export type Choice = { readonly value: string; readonly label: string };

/** An address may name several; where the offered choices are single, they are one choice more, so that the field never looks empty while it filters. */
export function withSeveral(choices: readonly Choice[], value: string | undefined): Choice | null {
  if (value === undefined || value === '' || choices.some((choice) => choice.value === value)) return null;
  const words = value.split(',').map((one) => choices.find((choice) => choice.value === one)?.label ?? one);
  return { value, label: words.join(' or ') };
}
