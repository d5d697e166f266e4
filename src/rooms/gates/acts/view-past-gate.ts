import { readProfile } from '../../../foundation/profile.ts';
import { defineRefusals, done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Call } from '../../../foundation/transact.ts';
import { recordAsOf } from '../../ledger/door.ts';
import { evaluate } from '../core/evaluation.ts';
import { pastGate, resultAt } from '../core/past-gate.ts';
import { limitsOf } from '../core/profile.ts';
import { momentOf } from '../core/standing.ts';
import { keptBy } from '../store/kept-evaluations.ts';
import { decisionsOf, namesOf, resultsUntil } from '../store/read-facts.ts';
import { findGate, type GateHead } from '../store/read-gates.ts';
import { readRightOf, unitsOf } from './at-home.ts';
import { mayNotSee, no } from './open-gate.ts';
import { peopleIn, type SeenGate } from './view-gate.ts';

const past = defineRefusals('gates', {
  'not-placed-yet': {
    kind: 'notFound',
    says: (f: { at: string }) => `The gate did not exist at ${f.at}.`,
    remedy: 'Choose a later moment; the history of the gate shows the first.',
  },
});

/** A gate as it was at a moment, rebuilt from the ledger, with the results and decisions of then: nothing can be done with it. Withdrawn gates too. */
export async function viewPastGate(call: Call, idOrKey: string, at: Date): Promise<Outcome<SeenGate>> {
  const { app, actor } = call;
  const { db } = app.database;
  const head = await findGate(db, idOrKey, 'withdrawn too');
  if (head === null) return refuse(no['no-such-gate']({}));
  const mayNot = (right: string, unit: string | null) => app.ports.authority.may(actor, right, unit);
  const unseen = mayNotSee(mayNot, readRightOf(app, head.subjectKind), await unitsOf(app, db, head));
  if (unseen.length > 0) return refused(unseen);
  const seen = await seeGateAt(app, head, at, 50);
  return seen === null ? refuse(past['not-placed-yet']({ at: at.toISOString() })) : done(seen);
}

/** The same for whoever has seen to the right; null before it was placed. `most`: how many decisions, the newest first. */
export async function seeGateAt(app: Services, head: GateHead, at: Date, most: number): Promise<SeenGate | null> {
  const { db } = app.database;
  const found = await recordAsOf(db, { kind: 'gate', id: head.id }, at);
  if (found === null) return null;
  const decisions = (await decisionsOf(db, head.id, most)).filter((decision) => decision.at <= at);
  const inForce = decisions.map(({ byId, ...decision }) => ({ ...decision, by: byId }));
  const gate = pastGate({ ...head, ...found, decisions: inForce, kept: await keptBy(db, head.id, at) }, at);
  const moment = momentOf(gate, at);
  const rows = (await resultsUntil(db, gate.id, at)).map((one) => ({ ...one, result: resultAt(one.result, at) }));
  const results = new Map([...Map.groupBy(rows, (one) => one.criterionId)].map(([id, of]) => [id, of.map((one) => one.result)]));
  return {
    gate,
    moment,
    evaluation: evaluate(gate.id, gate.criteria, moment),
    reopenedWhy: gate.reopenedWhy,
    results,
    decisions,
    deciders: gate.deciders.map((role) => ({ role, holders: [] })),
    names: await namesOf(db, peopleIn(gate, results, decisions)),
    limits: limitsOf(await readProfile(db)),
    can: {},
    criterionCan: new Map(),
    editionInForce: null,
    asOf: at,
  };
}
