import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import { type Criterion, expectedOf, holds } from '../criterion.ts';

const no = defineRefusals('gates', {
  'result-misfit': {
    kind: 'rule',
    says: (f: { text: string; takes: string; expected: string }) =>
      `“${f.text}” (${f.expected}) takes ${f.takes} and nothing else.`,
    remedy: (f) => `Send ${f.takes}.`,
  },
  'measured-in-future': {
    kind: 'rule',
    says: (f: { measuredAt: string; now: string }) =>
      `A result cannot have been measured at ${f.measuredAt}: it is ${f.now} now.`,
    remedy: 'Give the time at which it was measured, or leave it out for now.',
  },
  'evidence-missing': {
    kind: 'rule',
    says: (f: { text: string; evidence: string }) => `“${f.text}” asks for evidence: ${f.evidence}.`,
    remedy: 'Add a link to the evidence, or a note that says where it lies.',
  },
});

export type NewResult = {
  readonly value: number | null;
  readonly checked: boolean | null;
  readonly measuredAt: Date;
  readonly note: string | null;
  readonly link: string | null;
};

/** Every reason why a result cannot be one of this criterion. */
export function resultMisfit(criterion: Criterion, result: NewResult, now: Date): readonly Refusal[] {
  const isMeasure = criterion.operator !== null;
  const fits = isMeasure ? result.value !== null && result.checked === null : result.checked !== null && result.value === null;
  const takes = isMeasure ? 'a number as `value`' : 'true or false as `checked`';
  const green = holds(criterion, { ...result, withdrawn: null }) === true;
  return [
    ...(fits
      ? []
      : [
          no['result-misfit'](
            { text: criterion.text, takes, expected: expectedOf(criterion) },
            { field: isMeasure ? '/value' : '/checked' },
          ),
        ]),
    ...(result.measuredAt <= now
      ? []
      : [
          no['measured-in-future'](
            { measuredAt: result.measuredAt.toISOString(), now: now.toISOString() },
            { field: '/measuredAt' },
          ),
        ]),
    ...(criterion.evidence === null || !green || result.link !== null || result.note !== null
      ? []
      : [no['evidence-missing']({ text: criterion.text, evidence: criterion.evidence }, { field: '/link' })]),
  ];
}
