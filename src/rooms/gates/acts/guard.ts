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
import { measuredGates } from './measure.ts';

type Of = { readonly kind: string; readonly id: string };

async function closedGates(
  app: Services,
  db: Db,
  gates: readonly Gate[],
  now: Date,
): Promise<readonly (readonly [string, Refusal])[]> {
  const measured = await measuredGates({ app, db, now }, gates);
  const closed = measured.filter((gate) => !isPassing(stateNow(gate, now)));
  const who = await couldDecide(app, db, closed, now);
  return closed.flatMap((gate) =>
    notPassed(gate, evaluate(gate.id, gate.criteria, momentOf(gate, now)), who.get(gate.id) ?? [], now).map(
      (refusal) => [gate.guards, refusal] as const,
    ),
  );
}

/** Every gate before a verb that has not passed, or whose pass does not hold now. The gates stay locked until the act commits. */
export async function guardOf(work: Work, subject: Of, verb: string): Promise<readonly Refusal[]> {
  const gates = await gatesOfSubject(work.tx, subject, 'share', { guards: verb });
  return (await closedGates(work.app, work.tx, gates, work.now)).map(([, refusal]) => refusal);
}

/** The same, by verb and without locks, for what a reply says may be done. */
export async function guardsOf(app: Services, subject: Of, now: Date): Promise<ReadonlyMap<string, readonly Refusal[]>> {
  const { db } = app.database;
  const closed = await closedGates(app, db, await gatesOfSubject(db, subject, 'none'), now);
  const byVerb = Map.groupBy(closed, ([verb]) => verb);
  return new Map([...byVerb].map(([verb, pairs]) => [verb, pairs.map(([, refusal]) => refusal)]));
}
