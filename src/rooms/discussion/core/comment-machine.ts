import { defineMachine } from '../../../foundation/state-machine.ts';
import { commentStates } from '../contract-words.ts';

/** A comment. Correcting it is its author's alone; the text before stays. */
export const commentMachine = defineMachine({
  name: 'comment',
  states: commentStates,
  initial: 'written',
  final: ['withdrawn'],
  rows: [
    {
      from: ['written'],
      verb: 'withdraw',
      to: 'withdrawn',
      right: 'discussion.write',
      rules: ['not-author'],
      demands: ['reason'],
      act: 'discussion.comment-withdrawn',
      says: 'Withdraw',
    },
  ],
  within: [
    {
      from: ['written'],
      verb: 'correct',
      right: 'discussion.write',
      rules: ['not-author'],
      demands: [],
      act: 'discussion.comment-corrected',
      says: 'Correct',
    },
  ],
});
