import { defineMachine } from '../../../foundation/state-machine.ts';
import { type NoticeState, type NoticeVerb, noticeStates } from '../contract-words.ts';

// That its date passed without an objection is no state: nothing is written, each reader computes it.
export const noticeMachine = defineMachine<NoticeState, NoticeVerb, string>({
  name: 'notice',
  states: noticeStates,
  initial: 'open',
  final: ['objected', 'withdrawn'],
  rows: [
    {
      from: ['open'],
      verb: 'object',
      to: 'objected',
      right: 'approvals.answer-notices',
      rules: ['notice-over'],
      demands: ['reason'],
      act: 'approvals.notice-objected',
      says: 'Object',
    },
    {
      from: ['open'],
      verb: 'withdraw',
      to: 'withdrawn',
      right: 'approvals.answer-notices',
      rules: ['notice-not-yours'],
      demands: ['reason'],
      act: 'approvals.notice-withdrawn',
      says: 'Withdraw',
    },
  ],
});
