import { defineMachine } from '../../../foundation/state-machine.ts';

/** A review of access: opened with a snapshot, answered line by line, closed with a signature. */
export const reviewMachine = defineMachine({
  name: 'access-review',
  states: ['open', 'closed', 'withdrawn'],
  initial: 'open',
  final: ['closed', 'withdrawn'],
  rows: [
    {
      from: ['open'],
      verb: 'decide',
      to: 'open',
      right: 'access.review',
      rules: ['no-such-item', 'own-item', 'item-gone'],
      demands: ['reason'],
      act: 'access.review-decided',
      says: 'Decide on access',
    },
    {
      from: ['open'],
      verb: 'extend',
      to: 'open',
      right: 'access.run-reviews',
      rules: [],
      demands: [],
      act: 'access.review-extended',
      says: 'Take in what came since',
    },
    {
      from: ['open'],
      verb: 'close',
      to: 'closed',
      right: 'access.run-reviews',
      rules: ['items-open', 'not-carried-out', 'came-since', 'snapshot-differs'],
      demands: ['signature'],
      act: 'access.review-closed',
      says: 'Close the review',
    },
    {
      from: ['open'],
      verb: 'withdraw',
      to: 'withdrawn',
      right: 'access.run-reviews',
      rules: ['still-suspended'],
      demands: ['reason'],
      act: 'access.review-withdrawn',
      says: 'Withdraw the review',
    },
  ],
});
