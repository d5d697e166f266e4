import { defineMachine } from '../../../foundation/state-machine.ts';

export const freezeStates = ['active', 'withdrawn'] as const;
export type FreezeState = (typeof freezeStates)[number];

/** A freeze stands until it is withdrawn; its times say when it holds. */
export const freezeMachine = defineMachine({
  name: 'freeze',
  states: freezeStates,
  initial: 'active',
  final: ['withdrawn'],
  rows: [
    {
      from: ['active'],
      verb: 'withdraw',
      to: 'withdrawn',
      right: 'calendar.manage-freezes',
      rules: [],
      demands: ['reason'],
      act: 'calendar.freeze-withdrawn',
      says: 'Withdraw',
    },
  ],
});
