import { defineMachine } from '../../../foundation/state-machine.ts';

/** A proposed change of a requirement: signed until nobody is missing, then it takes effect in the same transaction. */
export const changeMachine = defineMachine({
  name: 'approval-change',
  house: ['take-effect'],
  states: ['proposed', 'effective', 'dropped'],
  initial: 'proposed',
  final: ['effective', 'dropped'],
  rows: [
    {
      from: ['proposed'],
      verb: 'sign',
      to: 'proposed',
      right: 'approvals.sign-changes',
      rules: ['base-moved', 'own-proposal', 'signed-already', 'not-asked-to-sign', 'one-voice'],
      demands: ['signature'],
      act: 'approvals.change-signed',
      says: 'Sign',
    },
    {
      from: ['proposed'],
      verb: 'take-effect',
      to: 'effective',
      right: 'approvals.sign-changes',
      rules: ['unsatisfiable'],
      demands: ['signature'],
      act: 'approvals.change-signed',
      says: 'Sign as the last one',
    },
    {
      from: ['proposed'],
      verb: 'drop',
      to: 'dropped',
      right: 'approvals.propose-changes',
      rules: ['not-your-change'],
      demands: ['reason'],
      act: 'approvals.change-dropped',
      says: 'Drop',
    },
  ],
});
