import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { Evaluation } from '../evaluation.ts';
import type { Gate } from '../gate.ts';
import { sayNames, sayRoles } from '../roles-said.ts';
import { isPassing, stateNow } from '../standing.ts';
import { missingIn, sayMissing } from './criteria-not-green.ts';

type Facts = {
  readonly gateId: string;
  readonly gate: string;
  readonly state: string;
  readonly missing: ReturnType<typeof missingIn>;
  /** Roles that record what is missing, where criteria name them. */
  readonly recorders: readonly string[];
  readonly deciders: readonly string[];
  readonly who: readonly { readonly id: string; readonly name: string }[];
};

const decides = (f: Facts): string =>
  f.who.length === 0
    ? `nobody who is independent holds a deciding role here now (${sayRoles(f.deciders)})`
    : `${sayNames(f.who.map((person) => person.name))} can decide it (${sayRoles(f.deciders)})`;

const records = ({ recorders }: Facts): string => (recorders.length === 0 ? '' : ` (${sayRoles(recorders)})`);

const missed = ({ missing }: Facts): string => (missing.length === 0 ? '' : ` ${missing.map(sayMissing).join('; ')}.`);

const no = defineRefusals('gates', {
  'not-passed': {
    kind: 'rule',
    says: (f: Facts) => `The gate “${f.gate}” has not passed, it is ${f.state.replaceAll('-', ' ')}.${missed(f)}`,
    remedy: (f) =>
      f.missing.length === 0
        ? `The gate must be decided: ${decides(f)}.`
        : `Record what is missing${records(f)}; then ${decides(f)}.`,
  },
});

/** A verb that a gate guards is not done while the gate has not passed, or its pass does not hold at this moment. */
export function notPassed(gate: Gate, evaluation: Evaluation, who: Facts['who'], now: Date): readonly Refusal[] {
  const state = stateNow(gate, now);
  if (isPassing(state)) return [];
  const { id, name, deciders } = gate;
  const missing = missingIn(evaluation);
  const asked = new Set(missing.map(({ key }) => key));
  const named = gate.criteria.flatMap(({ key, responsible }) => (responsible !== null && asked.has(key) ? [responsible] : []));
  const recorders = [...new Set(named)];
  return [no['not-passed']({ gateId: id, gate: name, state, missing, recorders, deciders, who }, { link: `/gates/${id}` })];
}
