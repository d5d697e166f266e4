import { defineMachine } from '../../../../foundation/state-machine.ts';
import { attachmentStates } from '../../contract-words.ts';

/** An attachment. Another version of a file is another attachment. */
export const attachmentMachine = defineMachine({
  name: 'attachment',
  states: attachmentStates,
  initial: 'attached',
  final: ['withdrawn'],
  rows: [
    {
      from: ['attached'],
      verb: 'withdraw',
      to: 'withdrawn',
      right: 'discussion.write',
      rules: ['not-attacher'],
      demands: ['reason'],
      act: 'discussion.file-withdrawn',
      says: 'Withdraw',
    },
  ],
});
