import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { Result } from '../criterion.ts';
import { awaitsSecond } from '../second-person.ts';

const no = defineRefusals('gates', {
  'second-not-other': {
    kind: 'forbidden',
    says: (f: { text: string; how: string }) => `The value of “${f.text}” is entered again by another person: you ${f.how}.`,
    remedy: 'Ask somebody who records results here and has no part in the first entry.',
  },
  'nothing-to-confirm': {
    kind: 'conflict',
    says: (f: { text: string }) => `No value of “${f.text}” waits for a second person.`,
    remedy: 'Open the gate as it is now; a value that was entered differently is withdrawn and recorded anew.',
  },
});

type Asker = {
  readonly id: string;
  /** For whom they stand in now. */
  readonly principals: readonly string[];
  /** Who stands in for them now. */
  readonly deputies: readonly string[];
};

/**
 * A critical value counts once somebody else has entered the same: neither who recorded it, nor their deputy, nor the one for whom they stand in themselves.
 */
export function secondNotOther(
  criterion: { readonly text: string },
  result: Pick<Result, 'recordedBy' | 'withdrawn' | 'second'>,
  asker: Asker,
): readonly Refusal[] {
  const { text } = criterion;
  if (!awaitsSecond(result)) return [no['nothing-to-confirm']({ text })];
  const refused = (how: string) => [no['second-not-other']({ text, how })];
  if (result.recordedBy === asker.id) return refused('recorded it');
  if (asker.principals.includes(result.recordedBy)) return refused('stand in for the one who recorded it');
  return asker.deputies.includes(result.recordedBy) ? refused('are the one for whom its recorder stands in') : [];
}
