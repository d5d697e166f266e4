import { defineMachine } from '../../../foundation/state-machine.ts';
import { suppressionStates } from '../contract-words.ts';

/** A suppression. `end` is a person's before its time, and time's own. */
export const suppressionMachine = defineMachine({
  name: 'alarm-suppression',
  states: suppressionStates,
  initial: 'requested',
  final: ['rejected', 'withdrawn', 'ended'],
  rows: [
    {
      from: ['requested'],
      verb: 'approve',
      to: 'in-force',
      right: 'alarms.approve-suppressions',
      rules: ['not-independent', 'end-bounded'],
      demands: ['reason'],
      act: 'alarms.suppression-approved',
      says: 'Approve',
    },
    {
      from: ['requested'],
      verb: 'reject',
      to: 'rejected',
      right: 'alarms.approve-suppressions',
      rules: ['not-independent'],
      demands: ['reason'],
      act: 'alarms.suppression-rejected',
      says: 'Reject',
    },
    {
      from: ['requested'],
      verb: 'withdraw',
      to: 'withdrawn',
      right: 'alarms.suppress',
      rules: ['not-requester'],
      demands: ['reason'],
      act: 'alarms.suppression-withdrawn',
      says: 'Withdraw',
    },
    {
      from: ['in-force'],
      verb: 'end',
      to: 'ended',
      right: 'alarms.suppress',
      rules: [],
      demands: ['reason'],
      act: 'alarms.suppression-ended',
      says: 'End early',
    },
  ],
});
