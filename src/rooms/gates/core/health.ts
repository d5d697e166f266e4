import type { GateState } from '../contract.ts';
import { isPassing } from './standing.ts';

export type Standing = {
  /** Worst of the gates; unknown never counts as green; none: there is no gate at all. */
  readonly worst: 'red' | 'amber' | 'unknown' | 'green' | 'none';
  readonly counts: Readonly<Record<GateState, number>>;
  readonly overdue: number;
  /** Gates that nobody has decided yet. */
  readonly unknown: number;
  /** One sentence that explains `worst`. */
  readonly says: string;
};

type Strip = { readonly name: string; readonly state: GateState; readonly dueAt: Date | null; readonly notMet: number };
type Light = Exclude<Standing['worst'], 'none'>;

const order: readonly Light[] = ['red', 'amber', 'unknown', 'green'];

function lightOf(gate: Strip, now: Date): readonly [Light, string] {
  const overdue = gate.dueAt !== null && gate.dueAt <= now;
  if (gate.state === 'failed') return ['red', `“${gate.name}” failed`];
  if (gate.state === 'reopened') return ['red', `“${gate.name}” is open again`];
  if (gate.state === 'passed-conditionally') return ['amber', `“${gate.name}” passed on a condition`];
  if (isPassing(gate.state)) return ['green', `“${gate.name}” passed`];
  if (overdue) return ['red', `“${gate.name}” is overdue`];
  if (gate.notMet > 0) return ['amber', `“${gate.name}” has criteria that are not met`];
  return ['unknown', `“${gate.name}” is not decided yet`];
}

/** The part that gates play in the health of a subject: worst of, with the reason. */
export function standingOf(gates: readonly Strip[], now: Date): Standing {
  const lights = gates.map((gate) => lightOf(gate, now));
  const worst = order.find((light) => lights.some(([found]) => found === light)) ?? 'none';
  const count = (state: GateState): number => gates.filter((gate) => gate.state === state).length;
  const reasons = lights.filter(([light]) => light === worst).map(([, why]) => why);
  const undecided = gates.filter((gate) => !isPassing(gate.state) && gate.state !== 'failed');
  return {
    worst,
    counts: {
      upcoming: count('upcoming'),
      open: count('open'),
      passed: count('passed'),
      'passed-conditionally': count('passed-conditionally'),
      failed: count('failed'),
      'not-applicable': count('not-applicable'),
      reopened: count('reopened'),
    },
    overdue: gates.filter((gate) => gate.dueAt !== null && gate.dueAt <= now && !isPassing(gate.state)).length,
    unknown: undecided.length,
    says: worst === 'none' ? 'It has no gates.' : worst === 'green' ? 'All gates have passed.' : `${reasons.join('; ')}.`,
  };
}
