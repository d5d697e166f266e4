import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import { policyExceptionMachine } from './exception-machine.ts';
import { policyMachine } from './policy-machine.ts';

const no = defineRefusals('policies', {
  'reason-missing': {
    kind: 'rule',
    says: (f: { verb: string }) => `“${f.verb}” is done with a reason.`,
    remedy: 'Say why; it is recorded.',
  },
});

const demanding = new Set(
  [...policyMachine.rows, ...policyExceptionMachine.rows]
    .filter((row) => row.demands.some((one) => one === 'reason'))
    .map((row) => row.verb),
);

/** Verbs whose row demands a reason get one. */
export const reasonMissing = (verb: string, reason: string | undefined): readonly Refusal[] =>
  reason === undefined && [...demanding].some((one) => one === verb)
    ? [no['reason-missing']({ verb }, { field: '/reason' })]
    : [];
