import { defineMachine } from '../../../foundation/state-machine.ts';

/** What began as something shown ends as a signature, or breaks because the content was another by then. Time ends it too: see `expiresAt`. */
export const ceremonyMachine = defineMachine({
  name: 'ceremony',
  house: ['break'],
  states: ['begun', 'signed', 'broken'],
  initial: 'begun',
  final: ['signed', 'broken'],
  rows: [
    {
      from: ['begun'],
      verb: 'sign',
      to: 'signed',
      right: 'signatures.sign',
      rules: ['own-ceremony', 'not-expired', 'same-statement', 'proven-anew'],
      demands: [],
      act: 'signatures.signed',
      says: 'Sign',
    },
    {
      from: ['begun'],
      verb: 'break',
      to: 'broken',
      right: 'signatures.sign',
      rules: [],
      demands: [],
      act: 'signatures.broken',
      says: 'Break off because the content changed',
    },
  ],
});
