import type { Db } from '../../../foundation/database/database.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Work } from '../../../foundation/transact.ts';
import { evaluate } from '../core/evaluation.ts';
import type { Gate } from '../core/gate.ts';
import { notPassed } from '../core/rules/not-passed.ts';
import { isPassing, momentOf, stateNow } from '../core/standing.ts';
import { gatesOfSubject } from '../store/read-gates.ts';
import { couldDecide } from './at-home.ts';

type Of = { readonly kind: string; readonly id: string };

async function closedGate(app: Services, db: Db, gate: Gate, now: Date): Promise<readonly Refusal[]> {
  if (isPassing(stateNow(gate, now))) return [];
  return notPassed(gate, evaluate(gate.id, gate.criteria, momentOf(gate, now)), await couldDecide(app, db, gate, now), now);
}

/** Every gate before a verb that has not passed, or whose pass does not hold now. The gates stay locked until the act commits. */
export async function guardOf(work: Work, subject: Of, verb: string): Promise<readonly Refusal[]> {
  const refusals: Refusal[] = [];
  for (const gate of await gatesOfSubject(work.tx, subject, 'share', { guards: verb })) {
    refusals.push(...(await closedGate(work.app, work.tx, gate, work.now)));
  }
  return refusals;
}

/** The same, by verb and without locks, for what a reply says may be done. */
export async function guardsOf(app: Services, subject: Of, now: Date): Promise<ReadonlyMap<string, readonly Refusal[]>> {
  const byVerb = new Map<string, readonly Refusal[]>();
  for (const gate of await gatesOfSubject(app.database.db, subject, 'none')) {
    const refusals = await closedGate(app, app.database.db, gate, now);
    if (refusals.length > 0) byVerb.set(gate.guards, [...(byVerb.get(gate.guards) ?? []), ...refusals]);
  }
  return byVerb;
}
