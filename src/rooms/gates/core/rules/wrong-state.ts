import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import { transitionOf } from '../../../../foundation/state-machine.ts';
import type { DecideVerb, GateState } from '../../contract.ts';
import { gateMachine } from '../gate-machine.ts';

const no = defineRefusals('gates', {
  'wrong-state': {
    kind: 'conflict',
    says: (f: { state: string; verb: string; from: readonly string[] }) =>
      `A gate that is ${f.state.replaceAll('-', ' ')} cannot be decided with “${f.verb}”.`,
    remedy: (f) =>
      f.verb === 'reopen' ? 'It is open already: decide it.' : `Re-open it first; “${f.verb}” goes from: ${f.from.join(', ')}.`,
  },
});

/** Only the rows of the machine lead from one state to another. */
export function wrongState(state: GateState, verb: DecideVerb): readonly Refusal[] {
  if (transitionOf(gateMachine, state, verb) !== undefined) return [];
  const from = gateMachine.rows.filter((row) => row.verb === verb).flatMap((row) => row.from);
  return [no['wrong-state']({ state, verb, from })];
}
