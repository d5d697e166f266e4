import { type Beginning, beginningOf, defineMachine, type Transition } from '../../../foundation/state-machine.ts';
import type { Approval } from './approval.ts';
import { type GivingVerb, givingVerbs } from './giving.ts';

type State = 'approved' | 'rejected' | 'withdrawn';

const labels: Readonly<Record<GivingVerb, string>> = {
  approve: 'Approve',
  review: 'Sign as reviewed',
  accept: 'Accept',
  'accept-for-production': 'Accept for production',
  verify: 'Sign as verified',
  reject: 'Say no',
};

const asked = ['not-asked', 'excluded', 'one-voice', 'fills-both', 'said-already'];

function given(verb: GivingVerb): Beginning<State> {
  const no = verb === 'reject';
  return {
    verb,
    to: no ? 'rejected' : 'approved',
    right: 'approvals.give',
    rules: no ? [...asked, 'reason-missing'] : asked,
    demands: no ? ['reason', 'signature'] : ['signature'],
    act: no ? 'approvals.rejected' : 'approvals.given',
    says: labels[verb],
  };
}

/** Whoever said it takes it back. A yes goes without a signature: the step becomes harder by it; a “no” does not. */
function takenBack(from: 'approved' | 'rejected'): Transition<State, 'withdraw'> {
  return {
    from: [from],
    verb: 'withdraw',
    to: 'withdrawn',
    right: 'approvals.give',
    rules: from === 'approved' ? ['not-yours', 'step-taken'] : ['not-yours'],
    demands: from === 'approved' ? ['reason'] : ['reason', 'signature'],
    act: 'approvals.withdrawn',
    says: 'Take back',
  };
}

/** What somebody says to a step of a record begins with the saying. Whether it counts is no state: each reader derives it. */
export const approvalMachine = defineMachine<State, 'withdraw', string>({
  name: 'approval',
  states: ['approved', 'rejected', 'withdrawn'],
  initial: 'approved',
  final: ['withdrawn'],
  begins: givingVerbs.map(given),
  rows: [takenBack('approved'), takenBack('rejected')],
});

export const givingRow = (verb: GivingVerb): Beginning => beginningOf(approvalMachine, verb);

/** The row by which this one is taken back. */
export function takingBack({ verdict }: Pick<Approval, 'verdict'>): Transition<State, 'withdraw'> {
  const row = approvalMachine.rows.find((one) => one.from.includes(verdict));
  if (row === undefined) throw new Error(`nothing takes back what is ${verdict}`);
  return row;
}
