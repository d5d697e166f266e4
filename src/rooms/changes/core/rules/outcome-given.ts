import { defineRefusals } from '../../../../foundation/refusal.ts';
import type { Rule } from '../facts.ts';

const no = defineRefusals('changes', {
  'outcome-missing': {
    kind: 'rule',
    says: () => 'What came of the change is not said.',
    remedy: 'Say in a sentence what was done and what came of it.',
  },
});

/** Whoever reports says what came of it. */
export const outcomeGiven: Rule = (_change, { input }) =>
  input.outcome === null ? [no['outcome-missing']({}, { field: '/outcome' })] : [];
