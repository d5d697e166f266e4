import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { VerbalState } from '../contract-words.ts';
import type { Verbal } from '../core/verbal.ts';
import { standsWithin, type Within } from './units-now.ts';

type Row = {
  id: string;
  version: number;
  state: VerbalState;
  subject_kind: string;
  subject_id: string;
  subject_key: string | null;
  unit_ids: string[];
  step: string;
  requirements: string[];
  authorised_by: string;
  told_at: Date;
  reason: string;
  recorded_by: string;
  recorded_at: Date;
  signature_id: string;
  covers: string[];
  due_at: Date;
  shared: string[];
  quality_by: string | null;
  quality_at: Date | null;
  quality_signature_id: string | null;
  ended_by: string | null;
  ended_at: Date | null;
  ended_reason: string | null;
};

const verbalOf = (row: Row): Verbal => ({
  id: row.id,
  version: row.version,
  state: row.state,
  subjectKind: row.subject_kind,
  subjectId: row.subject_id,
  subjectKey: row.subject_key,
  unitIds: row.unit_ids,
  step: row.step,
  requirements: row.requirements,
  authorisedBy: row.authorised_by,
  toldAt: row.told_at,
  reason: row.reason,
  recorded: { by: row.recorded_by, at: row.recorded_at, signatureId: row.signature_id },
  covers: row.covers,
  dueAt: row.due_at,
  shared: row.shared,
  quality:
    row.quality_by === null || row.quality_at === null
      ? null
      : { by: row.quality_by, at: row.quality_at, signatureId: row.quality_signature_id ?? '' },
  ended:
    row.ended_by === null || row.ended_at === null
      ? null
      : { by: row.ended_by, at: row.ended_at, reason: row.ended_reason ?? '' },
});

async function verbalsWhere(db: Db | Tx, condition: RawBuilder<unknown>, tail: RawBuilder<unknown>): Promise<readonly Verbal[]> {
  const { rows } = await sql<Row>`select v.* from approvals.verbal_authorisation v where ${condition} ${tail}`.execute(db);
  return rows.map(verbalOf);
}

export type Lock = 'for share' | 'for update' | 'none';
const locked = (lock: Lock): RawBuilder<unknown> => (lock === 'none' ? sql`` : sql.raw(lock));

/** All that were recorded for a record, oldest first; at most 200. */
export const verbalsOf = (db: Db | Tx, kind: string, id: string, lock: Lock = 'none'): Promise<readonly Verbal[]> =>
  verbalsWhere(
    db,
    sql`v.subject_kind = ${kind} and v.subject_id = ${id}::uuid`,
    sql`order by v.recorded_at, v.id limit 200 ${locked(lock)}`,
  );

/** Ids of all that were ever recorded for a record. */
export async function verbalIdsOf(db: Db | Tx, kind: string, id: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from approvals.verbal_authorisation where subject_kind = ${kind} and subject_id = ${id}::uuid order by id`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** Those of a kind whose approvals are overdue and which have one of these in common; the longest overdue first, at most 20. */
export const overdueSharing = (db: Db | Tx, kind: string, shared: readonly string[], now: Date): Promise<readonly Verbal[]> =>
  verbalsWhere(
    db,
    sql`v.subject_kind = ${kind} and v.state = 'open' and v.due_at <= ${now} and v.shared && ${[...shared]}::text[]`,
    sql`order by v.due_at, v.id limit 20`,
  );

/** Whether any of a kind is overdue at all: the common case asks no more. */
export async function isAnyOverdue(db: Db | Tx, kind: string, now: Date): Promise<boolean> {
  const found = await verbalsWhere(db, sql`v.subject_kind = ${kind} and v.state = 'open' and v.due_at <= ${now}`, sql`limit 1`);
  return found.length > 0;
}

export async function findVerbal(db: Db | Tx, id: string, lock: Lock = 'none'): Promise<Verbal | null> {
  if (!isUuid(id)) return null;
  const [found] = await verbalsWhere(db, sql`v.id = ${id}::uuid`, locked(lock));
  return found ?? null;
}

export type VerbalFilter = {
  readonly within: Within;
  readonly subject: { readonly kind: string; readonly id: string } | null;
  readonly states: readonly VerbalState[];
};

/** Newest first; keyset by time and id. */
export function listVerbals(
  db: Db,
  { within, subject, states }: VerbalFilter,
  page: { readonly limit: number; readonly before: { readonly at: Date; readonly id: string } | null },
): Promise<readonly Verbal[]> {
  const parts: RawBuilder<unknown>[] = [standsWithin('v', within)];
  if (page.before !== null) parts.push(sql`(v.recorded_at, v.id) < (${page.before.at}, ${page.before.id}::uuid)`);
  if (subject !== null) parts.push(sql`v.subject_kind = ${subject.kind} and v.subject_id = ${subject.id}::uuid`);
  if (states.length > 0) parts.push(sql`v.state = any(${[...states]}::text[])`);
  return verbalsWhere(db, sql.join(parts, sql` and `), sql`order by v.recorded_at desc, v.id desc limit ${page.limit}`);
}

export async function insertVerbal(tx: Tx, one: Verbal): Promise<void> {
  await sql`
    insert into approvals.verbal_authorisation (id, version, state, subject_kind, subject_id, subject_key, unit_ids, step, requirements, authorised_by, told_at, reason,
      recorded_by, recorded_at, signature_id, covers, due_at, shared)
    values (${one.id}, ${one.version}, ${one.state}, ${one.subjectKind}, ${one.subjectId}, ${one.subjectKey}, ${[...one.unitIds]}::uuid[], ${one.step},
      ${[...one.requirements]}::text[], ${one.authorisedBy}, ${one.toldAt}, ${one.reason}, ${one.recorded.by}, ${one.recorded.at}, ${one.recorded.signatureId},
      ${[...one.covers]}::text[], ${one.dueAt}, ${[...one.shared]}::text[])`.execute(tx);
}

/** The UPDATE names the version that it expects. */
export async function saveVerbal(tx: Tx, one: Verbal): Promise<void> {
  const { quality, ended } = one;
  const saved = await sql`
    update approvals.verbal_authorisation set version = ${one.version}, state = ${one.state}, quality_by = ${quality?.by ?? null}, quality_at = ${quality?.at ?? null},
      quality_signature_id = ${quality?.signatureId ?? null}, ended_by = ${ended?.by ?? null}, ended_at = ${ended?.at ?? null}, ended_reason = ${ended?.reason ?? null}
    where id = ${one.id} and version = ${one.version - 1}`.execute(tx);
  if (saved.numAffectedRows !== 1n) throw new Error(`the verbal authorisation ${one.id} is not the one that was locked`);
}
