import { sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';
import type { Ahead, Disordered, Timed } from '../core/time-order.ts';
import { columns, type ReadEntry, type Row, toRead } from './read-entries.ts';

export type ClockWatch = {
  /** Places up to which the order of times was followed. */
  readonly seq: number;
  readonly ahead: Ahead | null;
};

export async function clockWatch(db: Db): Promise<ClockWatch> {
  const { rows } = await sql<{ seq: number; ahead_seq: number | null; ahead_at: Date | null }>`
    select seq, ahead_seq, ahead_at from ledger.clock_watch`.execute(db);
  const row = rows[0];
  const ahead =
    row === undefined || row.ahead_seq === null || row.ahead_at === null ? null : { seq: row.ahead_seq, at: row.ahead_at };
  return { seq: row?.seq ?? 0, ahead };
}

/** Sealed entries behind a place, in order. */
export async function timesAfter(db: Db, seq: number, limit: number): Promise<readonly Timed[]> {
  const { rows } = await sql<{ seq: number; entryId: string; at: Date }>`
    select p.seq, p.entry_id as "entryId", e.at from ledger.place p join ledger.entry e on e.id = p.entry_id
    where p.seq > ${seq} order by p.seq limit ${limit}`.execute(db);
  return rows;
}

/** Keeps what was found and how far it was followed; nothing where another process was faster. */
export async function saveFollowed(db: Db, from: number, to: ClockWatch, found: readonly Disordered[]): Promise<void> {
  await sql`
    with moved as (
      update ledger.clock_watch set seq = ${to.seq}, ahead_seq = ${to.ahead?.seq ?? null}, ahead_at = ${to.ahead?.at ?? null}
      where seq = ${from} returning one
    )
    insert into ledger.time_disorder (seq, entry_id, ahead_seq, behind_ms)
    select f.seq, f."entryId", f."aheadSeq", f."behindMs" from moved, jsonb_to_recordset(${JSON.stringify(found)}::jsonb)
      as f(seq bigint, "entryId" uuid, "aheadSeq" bigint, "behindMs" bigint)`.execute(db);
}

export type DisorderedEntry = {
  readonly entry: ReadEntry;
  readonly aheadSeq: number;
  readonly aheadAt: Date;
  readonly behindMs: number;
  /** It is dated before an earlier entry of its own record. */
  readonly ownRecord: boolean;
};

const reached = (reach: Reach) => (reach === 'all' ? sql`true` : sql`e.unit_ids && ${[...reach]}::uuid[]`);

/** Disordered entries below a place, newest first, that the reader's units reach. */
export async function disorderedBelow(
  db: Db,
  reach: Reach,
  page: { readonly below: number; readonly limit: number },
): Promise<readonly DisorderedEntry[]> {
  const { rows } = await sql<Row & { ahead_seq: number; ahead_at: Date; behind_ms: number; own_record: boolean }>`
    select ${columns}, d.ahead_seq, a.at as ahead_at, d.behind_ms, exists (
      select from ledger.entry b where b.subject_kind = e.subject_kind and b.subject_id = e.subject_id
        and b.subject_place < e.subject_place and b.at > e.at) as own_record
    from ledger.time_disorder d join ledger.place p on p.seq = d.seq join ledger.entry e on e.id = d.entry_id
    join ledger.place ap on ap.seq = d.ahead_seq join ledger.entry a on a.id = ap.entry_id
    where d.seq < ${page.below} and ${reached(reach)} order by d.seq desc limit ${page.limit}`.execute(db);
  return rows.map((row) => ({
    entry: toRead(row),
    aheadSeq: row.ahead_seq,
    aheadAt: row.ahead_at,
    behindMs: row.behind_ms,
    ownRecord: row.own_record,
  }));
}

export async function countDisordered(db: Db, reach: Reach): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ledger.time_disorder d join ledger.entry e on e.id = d.entry_id where ${reached(reach)}`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
}
