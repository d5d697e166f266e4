import { defineMachine } from '../../../foundation/state-machine.ts';

export const erasureStates = ['requested', 'confirmed', 'done', 'withdrawn'] as const;
export type ErasureState = (typeof erasureStates)[number];

/** An erasure: one asks, another confirms, then it is done and nothing brings the values back. */
export const erasureMachine = defineMachine({
  name: 'erasure',
  house: ['finish'],
  states: erasureStates,
  initial: 'requested',
  final: ['done', 'withdrawn'],
  rows: [
    {
      from: ['requested'],
      verb: 'confirm',
      to: 'confirmed',
      right: 'ledger.erase',
      rules: ['second-person', 'still-here', 'still-retained', 'on-hold'],
      demands: ['password'],
      act: 'ledger.erasure-confirmed',
      says: 'Confirm the erasure',
    },
    {
      from: ['requested'],
      verb: 'withdraw',
      to: 'withdrawn',
      right: 'ledger.erase',
      rules: [],
      demands: ['reason'],
      act: 'ledger.erasure-withdrawn',
      says: 'Withdraw the request',
    },
    {
      from: ['confirmed'],
      verb: 'finish',
      to: 'done',
      right: 'ledger.erase',
      rules: [],
      demands: [],
      act: 'ledger.erasure-done',
      says: 'Finish the erasure',
    },
  ],
});
