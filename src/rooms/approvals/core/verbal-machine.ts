import { beginningOf, defineMachine } from '../../../foundation/state-machine.ts';
import { type VerbalState, type VerbalVerb, verbalStates } from '../contract-words.ts';

export const verbalMachine = defineMachine<VerbalState, VerbalVerb | 'open' | 'settle', string>({
  name: 'verbal-authorisation',
  house: ['settle'],
  states: verbalStates,
  initial: 'waits-for-quality',
  final: ['settled', 'reviewed', 'withdrawn'],
  begins: [
    {
      verb: 'record',
      to: 'waits-for-quality',
      right: 'approvals.record-verbal',
      rules: [
        'not-an-emergency',
        'nothing-missing',
        'rejected-by',
        'told-at-another-time',
        'authoriser-unknown',
        'own-word',
        'authoriser-not-asked',
        'recorded-already',
      ],
      demands: ['reason', 'signature'],
      act: 'approvals.verbal-recorded',
      says: 'Record a verbal authorisation',
    },
  ],
  rows: [
    {
      from: ['waits-for-quality'],
      verb: 'open',
      to: 'open',
      right: 'approvals.record-verbal',
      rules: ['no-earlier-overdue'],
      demands: [],
      act: 'approvals.verbal-recorded',
      says: 'Let it count where no earlier emergency is overdue',
    },
    {
      from: ['waits-for-quality'],
      verb: 'confirm',
      to: 'open',
      right: 'approvals.review-emergencies',
      rules: ['another-person', 'not-independent'],
      demands: ['reason', 'signature'],
      act: 'approvals.verbal-confirmed',
      says: 'Confirm',
    },
    {
      from: ['open'],
      verb: 'settle',
      to: 'settled',
      right: 'approvals.give',
      rules: [],
      demands: [],
      act: 'approvals.verbal-settled',
      says: 'Settle it, since everything missing was approved',
    },
    {
      from: ['open'],
      verb: 'review',
      to: 'reviewed',
      right: 'approvals.review-emergencies',
      rules: ['another-person', 'not-independent', 'still-approvable'],
      demands: ['reason', 'signature'],
      act: 'approvals.verbal-reviewed',
      says: 'Review afterwards',
    },
    {
      from: ['waits-for-quality', 'open'],
      verb: 'withdraw',
      to: 'withdrawn',
      right: 'approvals.record-verbal',
      rules: ['emergency-taken'],
      demands: ['reason'],
      act: 'approvals.verbal-withdrawn',
      says: 'Withdraw',
    },
  ],
});

export const rowOfVerb = (verb: VerbalVerb | 'open' | 'settle') => {
  const row = verbalMachine.rows.find((one) => one.verb === verb);
  if (row === undefined) throw new Error(`no row of the machine has the verb ${verb}`);
  return row;
};

/** The row by which an authorisation is recorded; `open` follows in the same act where no earlier emergency is overdue. */
export const recordingRow = beginningOf(verbalMachine, 'record');
