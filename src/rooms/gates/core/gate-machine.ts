import { defineMachine, withinOf } from '../../../foundation/state-machine.ts';

/**
 * The states of a gate. `open` is said by the first result, `lapse` by facts that no longer hold (red, stale, withdrawn, expired, changed question);
 * every other verb is a person's decision, signed (re-opening alone is not). Nothing is final: a decision may have to be taken again.
 */
export const gateMachine = defineMachine({
  name: 'gate',
  house: ['lapse'],
  states: ['upcoming', 'open', 'passed', 'passed-conditionally', 'failed', 'not-applicable', 'reopened'],
  initial: 'upcoming',
  final: [],
  rows: [
    {
      from: ['upcoming'],
      verb: 'open',
      to: 'open',
      right: 'gates.record',
      rules: [],
      demands: [],
      act: 'gates.result-recorded',
      says: 'Begin',
    },
    {
      from: ['upcoming', 'open', 'reopened', 'passed-conditionally'],
      verb: 'pass',
      to: 'passed',
      right: 'gates.decide',
      rules: ['not-decider', 'evaluation-changed', 'not-independent', 'criteria-not-green', 'approvals-given'],
      demands: ['reason', 'signature'],
      act: 'gates.passed',
      says: 'Pass',
    },
    {
      from: ['upcoming', 'open', 'reopened'],
      verb: 'pass-conditionally',
      to: 'passed-conditionally',
      right: 'gates.decide',
      rules: [
        'not-decider',
        'evaluation-changed',
        'not-independent',
        'condition-unbounded',
        'tolerance-not-exact',
        'approvals-given',
      ],
      demands: ['reason', 'signature'],
      act: 'gates.passed-conditionally',
      says: 'Pass on a condition',
    },
    {
      from: ['upcoming', 'open', 'reopened', 'passed-conditionally'],
      verb: 'fail',
      to: 'failed',
      right: 'gates.decide',
      rules: ['not-decider', 'evaluation-changed', 'not-independent'],
      demands: ['reason', 'signature'],
      act: 'gates.failed',
      says: 'Fail',
    },
    {
      from: ['upcoming', 'open', 'reopened'],
      verb: 'declare-not-applicable',
      to: 'not-applicable',
      right: 'gates.decide',
      rules: ['not-decider', 'evaluation-changed', 'not-independent', 'approvals-given'],
      demands: ['reason', 'signature'],
      act: 'gates.declared-not-applicable',
      says: 'Declare not applicable',
    },
    {
      from: ['passed', 'passed-conditionally', 'failed', 'not-applicable'],
      verb: 'reopen',
      to: 'reopened',
      right: 'gates.decide',
      rules: ['not-decider'],
      demands: ['reason'],
      act: 'gates.reopened',
      says: 'Re-open',
    },
    {
      from: ['passed', 'passed-conditionally', 'failed', 'not-applicable'],
      verb: 'lapse',
      to: 'reopened',
      right: 'gates.record',
      rules: [],
      demands: [],
      act: 'gates.lapsed',
      says: 'Re-open because a fact no longer holds',
    },
  ],
  within: [
    {
      from: ['upcoming', 'open', 'passed', 'passed-conditionally', 'failed', 'not-applicable', 'reopened'],
      verb: 'waive',
      right: 'gates.waive',
      rules: ['not-independent', 'waiver-unbounded', 'nothing-to-waive'],
      demands: ['reason', 'signature'],
      act: 'gates.criterion-waived',
      says: 'Waive a criterion',
    },
  ],
});

/** The row by which a criterion is waived; a gate knows it in every state. */
export function waiveRow(state: (typeof gateMachine)['states'][number]) {
  const row = withinOf(gateMachine, state, 'waive');
  if (row === undefined) throw new Error(`no row waives a criterion of a gate that is ${state}`);
  return row;
}
