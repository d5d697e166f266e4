import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';

const no = defineRefusals('releases', {
  'results-given': {
    kind: 'rule',
    says: () => 'No result was given.',
    remedy: 'Give the result of at least one application.',
  },
});

/** Who records results gives at least one. */
export const resultsGiven: Rule = (_release, facts) =>
  facts.input.results.length === 0 ? [no['results-given']({}, { field: '/results' })] : [];
