import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { NoticeState } from '../contract-words.ts';
import type { Notice } from '../core/notice.ts';
import { standsWithin, type Within } from './units-now.ts';

type Row = {
  id: string;
  key: string;
  version: number;
  state: NoticeState;
  subject_kind: string;
  subject_id: string;
  subject_key: string | null;
  unit_ids: string[];
  text: string;
  until: Date;
  given_by: string;
  given_at: Date;
  ended_by: string | null;
  ended_at: Date | null;
  ended_reason: string | null;
};

const noticeOf = (row: Row): Notice => ({
  id: row.id,
  key: row.key,
  version: row.version,
  state: row.state,
  subjectKind: row.subject_kind,
  subjectId: row.subject_id,
  subjectKey: row.subject_key,
  unitIds: row.unit_ids,
  text: row.text,
  until: row.until,
  givenBy: row.given_by,
  givenAt: row.given_at,
  ended:
    row.ended_by === null || row.ended_at === null
      ? null
      : { by: row.ended_by, at: row.ended_at, reason: row.ended_reason ?? '' },
});

async function noticesWhere(db: Db | Tx, condition: RawBuilder<unknown>, tail: RawBuilder<unknown>): Promise<readonly Notice[]> {
  const { rows } = await sql<Row>`select n.* from approvals.notice n where ${condition} ${tail}`.execute(db);
  return rows.map(noticeOf);
}

export async function findNotice(db: Db | Tx, idOrKey: string, lock: 'for update' | 'none' = 'none'): Promise<Notice | null> {
  const named = isUuid(idOrKey) ? sql`n.id = ${idOrKey}::uuid` : sql`n.key = ${idOrKey}`;
  const [found] = await noticesWhere(db, named, lock === 'none' ? sql`` : sql`for update`);
  return found ?? null;
}

/** Ids of all that were ever given about a record. */
export async function noticeIdsOf(db: Db | Tx, kind: string, id: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from approvals.notice where subject_kind = ${kind} and subject_id = ${id}::uuid order by id`.execute(db);
  return rows.map((row) => row.id);
}

export type NoticeFilter = {
  readonly within: Within;
  readonly subject: { readonly kind: string; readonly id: string } | null;
  readonly states: readonly NoticeState[];
};

/** Newest first; keyset by id (UUIDv7: the order in which they were given). */
export function listNotices(
  db: Db,
  { within, subject, states }: NoticeFilter,
  page: { readonly limit: number; readonly before: string | null },
): Promise<readonly Notice[]> {
  const parts: RawBuilder<unknown>[] = [standsWithin('n', within)];
  if (page.before !== null) parts.push(sql`n.id < ${page.before}::uuid`);
  if (subject !== null) parts.push(sql`n.subject_kind = ${subject.kind} and n.subject_id = ${subject.id}::uuid`);
  if (states.length > 0) parts.push(sql`n.state = any(${[...states]}::text[])`);
  return noticesWhere(db, sql.join(parts, sql` and `), sql`order by n.id desc limit ${page.limit}`);
}

export async function insertNotice(tx: Tx, one: Notice): Promise<void> {
  await sql`
    insert into approvals.notice (id, key, version, state, subject_kind, subject_id, subject_key, unit_ids, text, until, given_by, given_at)
    values (${one.id}, ${one.key}, ${one.version}, ${one.state}, ${one.subjectKind}, ${one.subjectId}, ${one.subjectKey}, ${[...one.unitIds]}::uuid[],
      ${one.text}, ${one.until}, ${one.givenBy}, ${one.givenAt})`.execute(tx);
}

/** The UPDATE names the version that it expects. */
export async function saveNotice(tx: Tx, one: Notice): Promise<void> {
  const saved = await sql`
    update approvals.notice set version = ${one.version}, state = ${one.state}, ended_by = ${one.ended?.by ?? null}, ended_at = ${one.ended?.at ?? null},
      ended_reason = ${one.ended?.reason ?? null}
    where id = ${one.id} and version = ${one.version - 1}`.execute(tx);
  if (saved.numAffectedRows !== 1n) throw new Error(`the notice ${one.key} is not the one that was locked`);
}
