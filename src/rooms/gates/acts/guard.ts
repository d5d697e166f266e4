import type { Db } from '../../../foundation/database/database.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Work } from '../../../foundation/transact.ts';
import { draftOfGate } from '../core/draft-of-gate.ts';
import { evaluate } from '../core/evaluation.ts';
import type { Gate } from '../core/gate.ts';
import { notPassed } from '../core/rules/not-passed.ts';
import { isPassing, momentOf, stateNow } from '../core/standing.ts';
import { gatesOfSubject } from '../store/read-gates.ts';
import { couldDecide } from './at-home.ts';
import { type DemandSeen, demandsOn } from './demands.ts';
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

type ByVerb = ReadonlyMap<string, readonly Refusal[]>;

async function closedByVerb(app: Services, db: Db, gates: readonly Gate[], now: Date): Promise<ByVerb> {
  const byVerb = Map.groupBy(await closedGates(app, db, gates, now), ([verb]) => verb);
  return new Map([...byVerb].map(([verb, pairs]) => [verb, pairs.map(([, refusal]) => refusal)]));
}

/** The same, by verb and without locks, for what a reply says may be done. */
export async function guardsOf(app: Services, subject: Of, now: Date): Promise<ByVerb> {
  const { db } = app.database;
  return closedByVerb(app, db, await gatesOfSubject(db, subject, 'none'), now);
}

export type Barred = { readonly closed: ByVerb; readonly demands: readonly DemandSeen[] };

/** What keeps a record from its verbs: gates that have not passed, and what the matrix demands of it beside them. */
export async function barredBy(app: Services, db: Db, subject: Of, now: Date): Promise<Barred> {
  const gates = await gatesOfSubject(db, subject, 'none');
  return {
    closed: await closedByVerb(app, db, gates, now),
    demands: await demandsOn(app, db, subject, gates.map(draftOfGate)),
  };
}
