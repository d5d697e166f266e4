import { defineMachine } from '../../../foundation/state-machine.ts';
import { waiverStates } from '../contract-words.ts';

/** A waiver of two roles kept apart. It ends by its time alone, or earlier by a decision; then somebody independent looks at what was done under it. */
export const waiverMachine = defineMachine({
  name: 'duty-waiver',
  states: waiverStates,
  initial: 'requested',
  final: ['rejected', 'withdrawn', 'reviewed'],
  rows: [
    {
      from: ['requested'],
      verb: 'grant',
      to: 'granted',
      right: 'access.grant-waivers',
      rules: ['not-independent', 'built-in-stays', 'pair-not-apart', 'waiver-bounded'],
      demands: ['signature'],
      act: 'access.waiver-granted',
      says: 'Grant',
    },
    {
      from: ['requested'],
      verb: 'reject',
      to: 'rejected',
      right: 'access.grant-waivers',
      rules: ['not-independent'],
      demands: ['reason'],
      act: 'access.waiver-rejected',
      says: 'Reject',
    },
    {
      from: ['requested'],
      verb: 'withdraw',
      to: 'withdrawn',
      right: 'access.request-waivers',
      rules: ['not-proposer'],
      demands: ['reason'],
      act: 'access.waiver-withdrawn',
      says: 'Withdraw',
    },
    {
      from: ['granted'],
      verb: 'end',
      to: 'ended',
      right: 'access.grant-waivers',
      rules: [],
      demands: ['reason'],
      act: 'access.waiver-ended',
      says: 'End early',
    },
    {
      from: ['ended'],
      verb: 'review',
      to: 'reviewed',
      right: 'access.review-waivers',
      rules: ['not-independent'],
      demands: ['signature', 'reason'],
      act: 'access.waiver-reviewed',
      says: 'Review what was done',
    },
  ],
});
