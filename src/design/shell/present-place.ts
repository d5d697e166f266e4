import { isAt } from '../navigation.tsx';
import type { NavGroup } from './types.ts';

/** The place of the navigation at which an address lies. Of places above one another, such as a calendar and its windows, only the nearest. */
export function presentPlace(groups: readonly NavGroup[], path: string): string | undefined {
  const above = groups.flatMap((group) =>
    group.items.flatMap(({ href, also = [] }) =>
      [href, ...also].filter((address) => isAt(path, address)).map((address) => ({ href, depth: address.length })),
    ),
  );
  return above.toSorted((a, b) => b.depth - a.depth)[0]?.href;
}
