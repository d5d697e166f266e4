import type { Coverage } from '../../../foundation/signing.ts';

const question = [
  'text',
  'type',
  'operator',
  'threshold',
  'unit',
  'source',
  'freshnessHours',
  'evidence',
  'fact',
  'wants',
  'expression',
  'critical',
  'checker',
  'answerHours',
].map((field) => `criteria/*/${field}`);
const answer = ['value', 'checked', 'measuredAt', 'measuredBy', 'ofVersion', 'note', 'link', 'second/state', 'withdrawn'].map(
  (field) => `criteria/*/result/${field}`,
);
const gate = ['subject', 'key', 'name', 'guards', 'greenHours'];
const decision = ['outcome', 'condition', 'expiresAt', 'tolerates', 'trail'].map((field) => `decision/${field}`);

const decided = {
  covers: [...gate, 'deciders', ...question, ...answer, ...decision],
  afterChange: 'Another name, question or result, or a withdrawn one, re-opens the gate; the decision shows as unsigned.',
};

/** The published table of gates: the decisions that are signed (every one but re-opening), and waivers. */
export const signedDecisions: readonly Coverage[] = [
  { verb: 'pass', act: 'gates.passed', meaning: 'approved', ...decided, fixes: decision },
  {
    verb: 'pass-conditionally',
    act: 'gates.passed-conditionally',
    meaning: 'approved',
    ...decided,
    afterChange:
      'Another name, question or result, or a withdrawn one, re-opens the gate. A tolerated criterion that is met re-opens nothing: the condition asks for it. The decision shows as unsigned.',
  },
  {
    verb: 'fail',
    act: 'gates.failed',
    meaning: 'rejected',
    ...decided,
    afterChange: 'The gate stays failed until somebody re-opens it; the decision shows as unsigned.',
  },
  { verb: 'declare-not-applicable', act: 'gates.declared-not-applicable', meaning: 'decided', ...decided },
  {
    verb: 'waive',
    act: 'gates.criterion-waived',
    meaning: 'waived',
    covers: [...gate, ...question],
    afterChange: 'Another question is asked anew without the waiver; the waiver shows as unsigned.',
  },
];
