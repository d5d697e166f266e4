import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import { isGreen } from '../criterion.ts';
import type { Evaluation, Input } from '../evaluation.ts';

type Missing = Pick<Input, 'key' | 'text' | 'expected' | 'actual' | 'status'>;

const no = defineRefusals('gates', {
  'criteria-not-green': {
    kind: 'rule',
    says: (f: { missing: readonly Missing[] }) => `Not every criterion is green: ${f.missing.map(sayMissing).join('; ')}.`,
    remedy: 'Record results that meet them, waive them for a time, or pass the gate on a condition that expires.',
  },
});

/** One criterion that is not green, in words. */
export const sayMissing = ({ text, expected, actual, status }: Missing): string => {
  const found = actual === null ? '' : `, found ${actual}`;
  return `“${text}” is ${status.replace('-', ' ')} (asked: ${expected}${found})`;
};

export const missingIn = (evaluation: Evaluation): readonly Missing[] =>
  evaluation.inputs
    .filter((input) => !isGreen(input.status))
    .map(({ key, text, expected, actual, status }) => ({ key, text, expected, actual, status }));

/** Passed means all criteria green in the same evaluation; unknown and stale are not green (DESIGN laws 5 and 6). */
export function criteriaNotGreen(evaluation: Evaluation): readonly Refusal[] {
  const missing = missingIn(evaluation);
  return missing.length === 0 ? [] : [no['criteria-not-green']({ missing })];
}
