import { defineMachine } from '../../../foundation/state-machine.ts';
import { policyExceptionStates } from '../contract-words.ts';

/** An exception from a policy. It ends by its time alone; `end` before that is a decision. */
export const policyExceptionMachine = defineMachine({
  name: 'policy-exception',
  house: ['end'],
  states: policyExceptionStates,
  initial: 'requested',
  final: ['rejected', 'withdrawn', 'ended'],
  rows: [
    {
      from: ['requested'],
      verb: 'grant',
      to: 'granted',
      right: 'policies.grant-exceptions',
      rules: ['not-granter', 'not-independent', 'exception-bounded'],
      demands: ['signature'],
      act: 'policies.exception-granted',
      says: 'Grant',
    },
    {
      from: ['requested'],
      verb: 'reject',
      to: 'rejected',
      right: 'policies.grant-exceptions',
      rules: ['not-granter', 'not-independent'],
      demands: ['reason'],
      act: 'policies.exception-rejected',
      says: 'Reject',
    },
    {
      from: ['requested'],
      verb: 'withdraw',
      to: 'withdrawn',
      right: 'policies.request-exceptions',
      rules: ['not-requester'],
      demands: ['reason'],
      act: 'policies.exception-withdrawn',
      says: 'Withdraw',
    },
    {
      from: ['granted'],
      verb: 'end',
      to: 'ended',
      right: 'policies.grant-exceptions',
      rules: ['not-granter'],
      demands: ['reason'],
      act: 'policies.exception-ended',
      says: 'End early',
    },
  ],
});
