import type { FreezeScope } from './freeze.ts';

export type Scope = FreezeScope;

/** Most combinations of unit, application, criticality and class that one record may place into the index of restrictions. */
export const mostSelectors = 200;

/**
 * What holds must have, all of it, to be held: one list of facets for each combination of alternatives. What is unknown is held as if it matched
 * (law 6). What is deployed today goes into production, so a freeze of production asks for no class; a freeze of other classes only holds what names one.
 */
export function selectorsOf(scope: Scope): readonly (readonly string[])[] {
  const { unitIds, applicationIds, criticalities, environmentClasses, gxpOnly } = scope;
  const dimensions: readonly (readonly string[])[] = [
    unitIds.map((id) => `unit:${id}`),
    applicationIds.map((id) => `application:${id}`),
    withUnknown(criticalities).map((value) => `criticality:${value}`),
    environmentClasses.includes('production') ? [] : environmentClasses.map((value) => `environment-class:${value}`),
    gxpOnly ? ['gxp:yes', 'gxp:unknown'] : [],
  ];
  return dimensions
    .filter((alternatives) => alternatives.length > 0)
    .reduce<readonly (readonly string[])[]>(
      (found, alternatives) => found.flatMap((selector) => alternatives.map((facet) => [...selector, facet])),
      [[]],
    );
}

/** How many selectors a scope has, without making them: the lists may be long. */
export const countSelectors = (scope: Scope): number =>
  Math.max(1, scope.unitIds.length) *
  Math.max(1, scope.applicationIds.length) *
  Math.max(1, withUnknown(scope.criticalities).length) *
  (scope.environmentClasses.includes('production') ? 1 : Math.max(1, scope.environmentClasses.length)) *
  (scope.gxpOnly ? 2 : 1);

const withUnknown = (values: readonly string[]): readonly string[] =>
  values.length === 0 ? [] : [...new Set([...values, 'unknown'])];

/** The nearest unit that lies above all of some units; the paths lead from the root to each. Null where they share none. */
export function nearestAbove(paths: readonly (readonly string[])[]): string | null {
  const [first = [], ...others] = paths;
  return first.findLast((unit, depth) => others.every((path) => path[depth] === unit)) ?? null;
}
