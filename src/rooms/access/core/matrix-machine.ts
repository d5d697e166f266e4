import { defineMachine } from '../../../foundation/state-machine.ts';
import { matrixChangeStates } from '../contract-words.ts';

/** A change of the matrix of duties: proposed by one person, in force by the signature of quality. */
export const matrixMachine = defineMachine({
  name: 'duty-matrix-change',
  states: matrixChangeStates,
  initial: 'proposed',
  final: ['adopted', 'rejected', 'withdrawn'],
  rows: [
    {
      from: ['proposed'],
      verb: 'approve',
      to: 'adopted',
      right: 'access.approve-matrix',
      rules: ['not-independent', 'matrix-moved', 'pair-already', 'pair-not-there'],
      demands: ['signature'],
      act: 'access.matrix-change-approved',
      says: 'Approve',
    },
    {
      from: ['proposed'],
      verb: 'reject',
      to: 'rejected',
      right: 'access.approve-matrix',
      rules: ['not-independent'],
      demands: ['reason'],
      act: 'access.matrix-change-rejected',
      says: 'Reject',
    },
    {
      from: ['proposed'],
      verb: 'withdraw',
      to: 'withdrawn',
      right: 'access.propose-matrix',
      rules: ['not-proposer'],
      demands: ['reason'],
      act: 'access.matrix-change-withdrawn',
      says: 'Withdraw',
    },
  ],
});
