import { defineMachine } from '../../../../foundation/state-machine.ts';

/** A review of the trail of one record: looked at entry by entry, then signed. Whether a finished one still counts is derived, never stored. */
export const reviewMachine = defineMachine({
  name: 'audit-review',
  states: ['open', 'finished', 'withdrawn'],
  initial: 'open',
  final: ['finished', 'withdrawn'],
  rows: [
    {
      from: ['open'],
      verb: 'dispose',
      to: 'open',
      right: 'records.review',
      rules: ['not-independent', 'disposition-unexplained', 'no-such-finding'],
      demands: [],
      act: 'records.review-disposed',
      says: 'Say what came of findings',
    },
    {
      from: ['open'],
      verb: 'extend',
      to: 'open',
      right: 'records.review',
      rules: ['not-independent', 'trail-not-sealed', 'trail-too-long', 'nothing-new'],
      demands: [],
      act: 'records.review-extended',
      says: 'Take in what came since',
    },
    {
      from: ['open'],
      verb: 'finish',
      to: 'finished',
      right: 'records.review',
      rules: ['not-independent', 'findings-open', 'trail-grew', 'trail-differs'],
      demands: ['signature'],
      act: 'records.review-finished',
      says: 'Finish the review',
    },
    {
      from: ['open'],
      verb: 'withdraw',
      to: 'withdrawn',
      right: 'records.review',
      rules: [],
      demands: ['reason'],
      act: 'records.review-withdrawn',
      says: 'Withdraw the review',
    },
  ],
});
