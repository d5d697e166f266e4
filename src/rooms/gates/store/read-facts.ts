import { sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import type { DecideVerb } from '../contract.ts';
import type { Result } from '../core/criterion.ts';
import type { Tolerance } from '../core/standing.ts';
import type { TrailSeen } from '../core/trail-seen.ts';
import { type ResultRow, toResult } from './read-criteria.ts';
import { trailColumn } from './trail-seen.ts';

export async function criterionOfResult(
  db: Db,
  gateId: string,
  resultId: string,
): Promise<{ readonly criterionId: string; readonly withdrawn: boolean } | null> {
  const { rows } = await sql<{ criterionId: string; withdrawn: boolean }>`
    select criterion_id as "criterionId", withdrawn_at is not null as withdrawn from gates.result where id = ${resultId} and gate_id = ${gateId}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** The newest results of each criterion a gate asks now, at most 21 each, newest first. */
export async function resultsOf(db: Db, gateId: string): Promise<ReadonlyMap<string, readonly Result[]>> {
  const { rows } = await sql<ResultRow>`
    select r.* from gates.criterion c
    cross join lateral (select * from gates.result where criterion_id = c.id order by measured_at desc, place desc limit 21) r
    where c.gate_id = ${gateId} and c.withdrawn_at is null`.execute(db);
  const byCriterion = Map.groupBy(rows, (row) => row.criterion_id);
  return new Map([...byCriterion].map(([id, found]) => [id, found.map(toResult)]));
}

/** Results that were recorded by a moment, of questions that are asked no more as well; newest first, at most 2,000 of a gate. */
export async function resultsUntil(
  db: Db,
  gateId: string,
  at: Date,
): Promise<readonly { readonly criterionId: string; readonly result: Result }[]> {
  const { rows } = await sql<ResultRow>`
    select * from gates.result where gate_id = ${gateId} and recorded_at <= ${at} order by measured_at desc, place desc limit 2000`.execute(
    db,
  );
  return rows.map((row) => ({ criterionId: row.criterion_id, result: toResult(row) }));
}

export type KeptDecision = {
  readonly id: string;
  readonly outcome: DecideVerb;
  readonly byId: string;
  readonly role: string;
  readonly reason: string;
  readonly condition: string | null;
  readonly expiresAt: Date | null;
  readonly tolerates: readonly Tolerance[];
  readonly trail: TrailSeen | null;
  readonly at: Date;
  readonly evaluationId: string;
};

/** Newest first. */
export async function decisionsOf(db: Db, gateId: string, most = 50): Promise<readonly KeptDecision[]> {
  const { rows } = await sql<KeptDecision>`
    select id, outcome, by_id as "byId", role, reason, condition, expires_at as "expiresAt", tolerates, at, evaluation_id as "evaluationId", ${trailColumn}
    from gates.decision where gate_id = ${gateId} order by place desc limit ${most}`.execute(db);
  return rows;
}

/** People who decided gates of a subject in any way but re-opening them. */
export async function decidersOf(
  db: Db,
  subject: { readonly kind: string; readonly id: string },
): Promise<readonly { readonly personId: string; readonly gate: string }[]> {
  const { rows } = await sql<{ personId: string; gate: string }>`
    select distinct d.by_id as "personId", g.name as gate from gates.gate g join gates.decision d on d.gate_id = g.id
    where g.subject_kind = ${subject.kind} and g.subject_id = ${subject.id} and d.outcome <> 'reopen'`.execute(db);
  return rows;
}

/** People who recorded a result of any gate of a subject, or entered one a second time. */
export async function recordersOf(db: Db, subject: { readonly kind: string; readonly id: string }): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct hand as id from gates.gate g join gates.result r on r.gate_id = g.id
      cross join lateral (values (r.recorded_by), (r.second_by)) as hands(hand)
    where hand is not null and g.subject_kind = ${subject.kind} and g.subject_id = ${subject.id}`.execute(db);
  return rows.map((row) => row.id);
}

/** Names of people, and of machines that answered, by id; who is not known has none. */
export async function namesOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{
    id: string;
    name: string;
  }>`select id, name from identity.people where id = any(${[...new Set(ids)]}::uuid[])
    union all select id, name from gates.checker where id = any(${[...new Set(ids)]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.name]));
}
