import { type Scope, selectorsOf } from './scope.ts';

export type Scoped = { readonly id: string; readonly scope: Scope };
export type ScopeOver = {
  readonly scope: Scope;
  readonly recordIds: readonly string[];
  /** True where it holds everything: nothing in it narrows. */
  readonly whole: boolean;
  readonly selectors: readonly (readonly string[])[];
};

const sorted = (words: readonly string[]): readonly string[] => words.toSorted();

/** Two scopes with the same name hold the same. */
const nameOf = ({ unitIds, applicationIds, criticalities, environmentClasses, gxpOnly }: Scope): string =>
  JSON.stringify([sorted(unitIds), sorted(applicationIds), sorted(criticalities), sorted(environmentClasses), gxpOnly]);

/** Each scope once, with the records that have it: the windows of a cadence share theirs. The root holds every unit, so that it narrows nothing. */
export function scopesOf(records: readonly Scoped[], rootUnitId: string | null): readonly ScopeOver[] {
  const groups = Map.groupBy(records, ({ scope }) => nameOf(scope));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { scope } = first;
    const everywhere = rootUnitId !== null && scope.unitIds.includes(rootUnitId);
    const selectors = selectorsOf(everywhere ? { ...scope, unitIds: [] } : scope);
    const whole = selectors.some((selector) => selector.length === 0);
    return [{ scope, recordIds: group.map(({ id }) => id), whole, selectors }];
  });
}

export type Selects = (selector: readonly string[], facets: ReadonlySet<string>) => boolean;

/**
 * For each list of facets the positions of the narrow scopes that select it, by the rule that also finds collisions (`selects`). Only scopes with a selector
 * that begins with one of the facets are asked: its cost follows what concerns a deployment, not how many scopes there are.
 */
export function concernsOf(
  scopes: readonly ScopeOver[],
  facetLists: readonly (readonly string[])[],
  selects: Selects,
): readonly (readonly number[])[] {
  const byFirst = new Map<string, { readonly place: number; readonly selector: readonly string[] }[]>();
  scopes.forEach(({ whole, selectors }, place) => {
    for (const selector of whole ? [] : selectors) {
      const [first = ''] = selector;
      const known = byFirst.get(first);
      if (known === undefined) byFirst.set(first, [{ place, selector }]);
      else known.push({ place, selector });
    }
  });
  return facetLists.map((facets) => {
    const own = new Set(facets);
    const found = new Set<number>();
    for (const facet of own)
      for (const { place, selector } of byFirst.get(facet) ?? [])
        if (!found.has(place) && selects(selector, own)) found.add(place);
    return [...found].toSorted((a, b) => a - b);
  });
}
