import type { FacetDimension } from '../../../foundation/services.ts';
import { fillSeats } from './fill-seats.ts';
import { approverOf, type Requirement, type Terms } from './requirement.ts';

/** Who could be asked in one unit: people by who is asked (`role:quality`, `group:<id>`). */
export type Pool = (who: Terms['who']) => readonly string[];

/** Requirements that cannot be met together. */
export type Conflict = { readonly requirements: readonly string[]; readonly seats: number; readonly people: number };

type Asked = Pick<Requirement, 'key' | 'step' | 'who' | 'seats' | 'excludes' | 'scope'>;

/** Two scopes that no one record has: two values of a property of which each record has exactly one. */
export function neverTogether(one: readonly string[], other: readonly string[], single: ReadonlySet<string>): boolean {
  const value = (scope: readonly string[], name: string): string | undefined =>
    scope.find((facet) => facet.startsWith(`${name}:`));
  return [...single].some((name) => {
    const [a, b] = [value(one, name), value(other, name)];
    return a !== undefined && b !== undefined && a !== b;
  });
}

export const singleValued = (dimensions: readonly FacetDimension[]): ReadonlySet<string> =>
  new Set(dimensions.flatMap((dimension) => (dimension.single ? [dimension.name] : [])));

function conflictOf(together: readonly Asked[], pool: Pool): Conflict | null {
  const options = together.flatMap((one) => Array.from({ length: one.seats }, () => pool(one.who)));
  if (fillSeats(options).every((person) => person !== null)) return null;
  return {
    requirements: together.map((one) => one.key),
    seats: options.length,
    people: new Set(options.flat()).size,
  };
}

const apart = (one: Asked, other: Asked): boolean =>
  one.excludes.includes(approverOf(other.step)) || other.excludes.includes(approverOf(one.step));

/**
 * Whether what is asked could be met by the people of one unit: all requirements of its step together, and with each requirement of another step whose
 * approvers it keeps apart. Who has a part in a record is not known before there is one, so other exclusions are judged with the record.
 * @param others requirements of the same kind that hold in the unit
 */
export function conflictsIn(
  asked: Asked,
  others: readonly Asked[],
  single: ReadonlySet<string>,
  pool: Pool,
): readonly Conflict[] {
  const near = others.filter((other) => !neverTogether(asked.scope, other.scope, single));
  const alone = conflictOf([asked], pool);
  if (alone !== null) return [alone];
  const sameStep = conflictOf([asked, ...near.filter((other) => other.step === asked.step)], pool);
  const kept = near
    .filter((other) => other.step !== asked.step && apart(asked, other))
    .map((other) => conflictOf([asked, other], pool));
  return [sameStep, ...kept].filter((conflict) => conflict !== null);
}
