import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { Gate } from '../gate.ts';
import { isPassing } from '../standing.ts';

const no = defineRefusals('gates', {
  'decided-it': {
    kind: 'rule',
    says: (f: { own: boolean; what: string }) =>
      `${f.own ? 'You let this gate pass' : 'Somebody for whom you stand in, or who stands in for you, let this gate pass'}: who decided a gate ${f.what}.`,
    remedy: 'Somebody else does this; or the gate is re-opened first, and somebody else decides it then.',
  },
});

export const partsOfDecider = {
  record: 'records no results of it',
  confirm: 'confirms no results of it',
  waive: 'waives nothing of it',
} as const;

/** Whose decision the guarded step relies on; null where it relies on none. */
export const deciderOf = (gate: Pick<Gate, 'decision' | 'state'>): string | null =>
  gate.decision !== null && isPassing(gate.state) ? gate.decision.by : null;

/**
 * Who tested does not decide, and who decided does not test: as long as the pass stands, its decider records, confirms and waives nothing of that gate. `oneWith`:
 * the actor, and who is one with them by a deputation.
 */
export function decidedIt(
  gate: Pick<Gate, 'decision' | 'state'>,
  actorId: string,
  oneWith: readonly string[],
  part: keyof typeof partsOfDecider,
): readonly Refusal[] {
  const by = deciderOf(gate);
  return by !== null && oneWith.includes(by) ? [no['decided-it']({ own: by === actorId, what: partsOfDecider[part] })] : [];
}
