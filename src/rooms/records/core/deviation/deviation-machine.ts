import { defineMachine } from '../../../../foundation/state-machine.ts';

/** A deviation is opened by a review, and closed by somebody else. */
export const deviationMachine = defineMachine({
  name: 'deviation',
  states: ['open', 'closed'],
  initial: 'open',
  final: ['closed'],
  rows: [
    {
      from: ['open'],
      verb: 'close',
      to: 'closed',
      right: 'records.close-deviation',
      rules: ['deviation-over', 'own-deviation'],
      demands: ['signature'],
      act: 'records.deviation-closed',
      says: 'Close the deviation',
    },
  ],
});
