import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';

const no = defineRefusals('releases', {
  'validation-given': {
    kind: 'rule',
    says: () => 'The validation says neither positive nor negative.',
    remedy: 'Say whether the business quick validation was positive or negative.',
  },
  'negative-without-reason': {
    kind: 'rule',
    says: () => 'A negative validation needs its reason.',
    remedy: 'Say what did not work.',
  },
});

/** The business quick validation has a result; a negative one says why. */
export const validationGiven: Rule = (_release, facts) => {
  if (facts.input.validation === null) return [no['validation-given']({}, { field: '/validation' })];
  return facts.input.validation === 'negative' && facts.input.reason === null
    ? [no['negative-without-reason']({}, { field: '/reason' })]
    : [];
};
