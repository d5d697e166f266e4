import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { Evaluation } from '../evaluation.ts';
import { missingIn } from './criteria-not-green.ts';

const no = defineRefusals('gates', {
  'tolerance-not-exact': {
    kind: 'rule',
    says: (f: { unnamed: readonly string[]; needless: readonly string[] }) =>
      [
        f.unnamed.length === 0 ? '' : `Not green and not named: ${f.unnamed.join(', ')}.`,
        f.needless.length === 0 ? '' : `Named, but green or not asked: ${f.needless.join(', ')}.`,
      ]
        .filter((part) => part !== '')
        .join(' '),
    remedy: 'Name in `tolerates` exactly the criteria that are not green: nothing is tolerated unseen.',
  },
});

/** Who passes a gate on a condition names every criterion that is not green, and no other. */
export function toleranceNotExact(evaluation: Evaluation, tolerates: readonly string[]): readonly Refusal[] {
  const missing = missingIn(evaluation).map((input) => input.key);
  const unnamed = missing.filter((key) => !tolerates.includes(key));
  const needless = tolerates.filter((key) => !missing.includes(key));
  return unnamed.length + needless.length === 0
    ? []
    : [no['tolerance-not-exact']({ unnamed, needless }, { field: '/tolerates' })];
}
