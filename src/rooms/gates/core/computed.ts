import type { Measured } from '../../../foundation/fact.ts';
import { type Criterion, endOf, isGreen, statusOf, waiverInForce } from './criterion.ts';
import { criterionName, factName } from './expression/variables.ts';
import { stands } from './second-person.ts';

type Value = number | boolean | string;

/** What an expression may see of a criterion at a moment; what is unknown or too old is missing. */
function valuesOf(criterion: Criterion, now: Date): readonly (readonly [string, Value])[] {
  const name = criterionName(criterion.key);
  const status = statusOf(criterion, now);
  const met: readonly (readonly [string, Value])[] =
    status === 'unknown' || status === 'stale' ? [] : [[`${name}.met`, isGreen(status)]];
  const end = endOf(criterion);
  const old = end !== null && end <= now;
  const result =
    criterion.result !== null && stands(criterion.result) ? (criterion.result.value ?? criterion.result.checked) : null;
  const value = criterion.found?.value ?? result;
  return value === null || old ? met : [...met, [`${name}.value`, value]];
}

export type Seen = {
  readonly values: ReadonlyMap<string, Value>;
  /** When time alone changes a value, by its name. */
  readonly ends: ReadonlyMap<string, Date>;
};

/** What the expressions of a gate see: the results of its other criteria and the facts that were measured. */
export function seenBy(criteria: readonly Criterion[], facts: ReadonlyMap<string, Measured>, now: Date): Seen {
  const values = new Map<string, Value>();
  const ends = new Map<string, Date>();
  for (const criterion of criteria) {
    if (criterion.type === 'expression') continue;
    for (const [name, value] of valuesOf(criterion, now)) values.set(name, value);
    const moments = [endOf(criterion), waiverInForce(criterion, now)?.expiresAt ?? null].filter((at) => at !== null && at > now);
    const first = moments.toSorted((a, b) => (a?.getTime() ?? 0) - (b?.getTime() ?? 0))[0] ?? null;
    if (first !== null) for (const field of ['value', 'met']) ends.set(`${criterionName(criterion.key)}.${field}`, first);
  }
  for (const [name, measured] of facts) {
    if (measured.value !== null) values.set(factName(name), measured.value);
    if (measured.until !== null) ends.set(factName(name), measured.until);
  }
  return { values, ends };
}

const said = (value: Value): string => (typeof value === 'string' ? `“${value}”` : String(value));

/** Why an expression cannot be computed; null when all that it uses is known. Unknown in, unknown out: whatever the expression would make of it. */
export function unknownIn(uses: readonly string[], seen: Seen): Measured | null {
  const missing = uses.filter((name) => !seen.values.has(name));
  return missing.length === 0 ? null : findingFrom(uses, seen, null, `Not known: ${missing.join(', ')}.`);
}

/** A finding with the values that were used, and until when time alone leaves them as they are. */
export function findingFrom(uses: readonly string[], seen: Seen, value: number | boolean | null, why: string | null): Measured {
  const used = uses.flatMap((name) => {
    const found = seen.values.get(name);
    return found === undefined ? [] : [[name, found] as const];
  });
  const ends = uses.flatMap((name) => seen.ends.get(name)?.getTime() ?? []);
  const computed = `Computed from ${used.map(([name, found]) => `${name} = ${said(found)}`).join(', ')}.`;
  return {
    value,
    until: ends.length === 0 ? null : new Date(Math.min(...ends)),
    says: why ?? computed,
    inputs: Object.fromEntries(used),
  };
}
