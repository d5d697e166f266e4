import type { Json } from '../../../foundation/canonical-json.ts';
import type { FactValue, Measured } from '../../../foundation/fact.ts';
import type { CriterionType } from '../contract.ts';
import { compare, type Operator } from './compare.ts';

/** What the house found for a criterion, and since when it has been so. */
export type Found = Measured & { readonly at: Date };

/** True where nobody records a result: the house looks by itself. */
export const isMeasuredByHouse = (type: CriterionType): boolean => type === 'fact' || type === 'expression';

type Asked = { readonly operator: Operator | null; readonly threshold: number | null; readonly wants: string | null };

/** Whether what was found is what was asked; null where nothing is known or a number is asked and something else was found. */
export function foundHolds(asked: Asked, found: Pick<Found, 'value'> | null): boolean | null {
  if (found === null || found.value === null) return null;
  if (asked.operator !== null && asked.threshold !== null)
    return typeof found.value === 'number' ? compare[asked.operator](found.value, asked.threshold) : null;
  return String(found.value) === (asked.wants ?? 'true');
}

const words: Readonly<Record<string, string>> = { true: 'yes', false: 'no' };

/** A value that is no number, in words. */
export const sayFound = (value: FactValue): string | null => (value === null ? null : sayWanted(String(value)));

/** What is wanted of a fact that is no number, in the same words. */
export const sayWanted = (wants: string | null): string => words[wants ?? 'true'] ?? wants ?? 'yes';

export type FoundJson = {
  readonly value: FactValue;
  readonly until: string | null;
  readonly says: string;
  readonly inputs: { readonly [name: string]: Json };
};

/** The part of it that tells one finding from another; the moment is not part of it. */
export const foundJson = ({ value, until, says, inputs }: Measured): FoundJson => ({
  value,
  until: until?.toISOString() ?? null,
  says,
  inputs,
});

/** The same with the moment, as it is stored. */
export const foundText = (found: Found | null): string | null =>
  found === null ? null : JSON.stringify({ ...foundJson(found), at: found.at.toISOString() });

/** Names a finding by its value: the same value is the same finding, whenever it is found. */
export const findingOf = (found: Found | null): string | null =>
  found === null || found.value === null ? null : `found ${JSON.stringify(found.value)}`;
