import { presentCan } from '../../../foundation/http/problem.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import { entriesOfActor } from '../../ledger/door.ts';
import { marksOn } from '../../signatures/door.ts';
import { mayNotEverywhere } from '../acts/change-matrix.ts';
import { rightOfWaiverVerb, waiverFaults } from '../acts/waive-separation.ts';
import type { DutyWaiver, WaiverAct } from '../contract.ts';
import { waiverVerbs } from '../contract-words.ts';
import { spanOf, type Waiver, waiverKind, waivesAt } from '../core/waiver.ts';
import { namesOf, type Reading, rightsOf, sayRoleOf } from './present-matrix.ts';

async function presentWaiver(reading: Reading, one: Waiver): Promise<DutyWaiver> {
  const { app, db, actor } = reading;
  const now = app.clock.now();
  const person = await namesOf(db, [one.personId, one.requestedBy, one.decidedBy, one.reviewedBy]);
  const can: Record<string, readonly Refusal[]> = {};
  for (const verb of waiverVerbs) {
    const denied = mayNotEverywhere(rightsOf(reading), rightOfWaiverVerb(verb));
    can[verb] = denied.length > 0 ? denied : await waiverFaults({ actor, now, tx: db }, one, verb);
  }
  const markOf = await marksOn(app, db, { kind: waiverKind, id: one.id });
  const granted = spanOf(one) !== null && one.decidedAt !== null && one.decidedBy !== null;
  const marks = [
    granted && one.decidedAt !== null && one.decidedBy !== null ? markOf('grant', one.decidedAt, one.decidedBy) : null,
    one.reviewedAt !== null && one.reviewedBy !== null ? markOf('review', one.reviewedAt, one.reviewedBy) : null,
  ];
  return {
    id: one.id,
    key: one.key,
    person: person(one.personId),
    one: sayRoleOf(one.one),
    other: sayRoleOf(one.other),
    state: one.state,
    holds: waivesAt(one, now),
    reason: one.reason,
    control: one.control,
    requestedBy: person(one.requestedBy),
    requestedAt: one.requestedAt.toISOString(),
    expiresAt: one.expiresAt.toISOString(),
    decidedBy: one.decidedBy === null ? null : person(one.decidedBy),
    decidedAt: one.decidedAt?.toISOString() ?? null,
    decision: one.decision,
    endedAt: one.endedAt?.toISOString() ?? null,
    reviewedBy: one.reviewedBy === null ? null : person(one.reviewedBy),
    reviewedAt: one.reviewedAt?.toISOString() ?? null,
    conclusion: one.conclusion,
    signatures: marks.filter((mark) => mark !== null),
    version: one.version,
    can: presentCan(can),
  };
}

export async function presentWaivers(reading: Reading, waivers: readonly Waiver[]): Promise<DutyWaiver[]> {
  const shown: DutyWaiver[] = [];
  for (const one of waivers) shown.push(await presentWaiver(reading, one));
  return shown;
}

const most = 1_000;

/** What the person did while the waiver held: its review list. */
export async function presentWaiverActs({ app, db }: Reading, one: Waiver) {
  const span = spanOf(one);
  if (span === null) return { from: null, until: null, items: [], more: false };
  const entries = await entriesOfActor(db, { actorId: one.personId, ...span }, most + 1);
  const items: WaiverAct[] = entries.slice(0, most).map((entry) => ({
    id: entry.id,
    number: entry.seq,
    at: entry.at.toISOString(),
    act: entry.act,
    says: app.acts.get(entry.act) ?? entry.act,
    record: { kind: entry.subject.kind, id: entry.subject.id, key: entry.subject.key },
    reason: entry.reason,
  }));
  return { from: span.from.toISOString(), until: span.until.toISOString(), items, more: entries.length > most };
}
