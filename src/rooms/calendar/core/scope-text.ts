import type { Scope } from './scope.ts';
import { criticalitiesOf, environmentsOf } from './words.ts';

/** Names by id; an application that the reader may not see has none. */
export type ScopeNames = {
  readonly units: ReadonlyMap<string, { readonly name: string }>;
  readonly applications: ReadonlyMap<string, { readonly name: string }>;
};

const namedAtMost = 6;

const listed = (names: readonly string[], hidden: number, what: string): string => {
  const shown = names.toSorted().slice(0, namedAtMost);
  const more = names.length - shown.length + hidden;
  if (more === 0) return shown.join(', ');
  return shown.length === 0 ? `${more} ${what}${more === 1 ? '' : 's'}` : `${shown.join(', ')} and ${more} more`;
};

const namesIn = (ids: readonly string[], names: ReadonlyMap<string, { readonly name: string }>, what: string): string => {
  const known = ids.flatMap((id) => names.get(id)?.name ?? []);
  return listed(known, ids.length - known.length, what);
};

/** What a window or freeze holds, as a person reads it: "Data warehouse, ERP · GxP only". Parts narrow together. */
export function scopeText(scope: Scope, whole: boolean, names: ScopeNames): string {
  if (whole) return 'whole enterprise';
  const classes = environmentsOf(scope).map((word) => word.replaceAll('-', ' '));
  const criticalities = criticalitiesOf(scope);
  return [
    namesIn(scope.unitIds, names.units, 'unit'),
    namesIn(scope.applicationIds, names.applications, 'application'),
    criticalities.length === 0 ? '' : `criticality ${criticalities.join(' or ')}`,
    scope.gxpOnly ? 'GxP only' : '',
    classes.length === 0 ? '' : `environments of ${classes.join(', ')}`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
