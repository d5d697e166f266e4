import { type Selectable, sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { SignaturesTables, SignatureTable } from './tables.ts';

export type SignatureRow = Selectable<SignatureTable>;

export const insertSignature = (tx: Tx, row: SignatureRow): Promise<unknown> =>
  tx
    .withTables<SignaturesTables>()
    .insertInto('signatures.signature')
    .values({ ...row, evidence: JSON.stringify(row.evidence) })
    .execute();

export const findSignature = (db: Db, id: string): Promise<SignatureRow | undefined> =>
  db.withTables<SignaturesTables>().selectFrom('signatures.signature').selectAll().where('id', '=', id).executeTakeFirst();

export const signaturesById = async (db: Db, ids: readonly string[]): Promise<readonly SignatureRow[]> =>
  ids.length === 0
    ? []
    : db.withTables<SignaturesTables>().selectFrom('signatures.signature').selectAll().where('id', 'in', ids).execute();

/** At most so many signatures of one record, newest first. */
export const signaturesOf = (
  db: Db,
  subject: { readonly kind: string; readonly id: string },
  limit: number,
): Promise<readonly SignatureRow[]> =>
  db
    .withTables<SignaturesTables>()
    .selectFrom('signatures.signature')
    .selectAll()
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

/** The ids of those of some records that carry a signature, in one question: of what changes, little is signed. */
export async function signedAmong(
  db: Db,
  records: readonly { readonly kind: string; readonly id: string }[],
): Promise<ReadonlySet<string>> {
  if (records.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select distinct s.subject_id as id
    from unnest(${records.map(({ kind }) => kind)}::text[], ${records.map(({ id }) => id)}::uuid[]) as r(kind, id)
    join signatures.signature s on s.subject_kind = r.kind and s.subject_id = r.id`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** What somebody did to a record by a verb at a moment. */
export type Decided = { readonly id: string; readonly verb: string; readonly at: Date; readonly by: string };

/** The signatures by which decisions on records of one kind were given: signature and decision were written by one act and carry its time. */
export async function signaturesOfDecisions(db: Db, kind: string, decided: readonly Decided[]): Promise<readonly SignatureRow[]> {
  if (decided.length === 0) return [];
  const wanted = sql<boolean>`(subject_id, verb, at, signer_id) in (
    select * from unnest(${decided.map(({ id }) => id)}::uuid[], ${decided.map(({ verb }) => verb)}::text[],
      ${decided.map(({ at }) => at.toISOString())}::timestamptz[], ${decided.map(({ by }) => by)}::uuid[]))`;
  return db
    .withTables<SignaturesTables>()
    .selectFrom('signatures.signature')
    .selectAll()
    .where('subject_kind', '=', kind)
    .where(wanted)
    .execute();
}

/** Ids of records of a kind of which somebody was told since a moment that a signature counts no more. */
export async function toldUnsignedSince(db: Db, kind: string, since: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct s.subject_id as id from signatures.notice n join signatures.signature s on s.id = n.signature_id
    where n.found_at >= ${since} and s.subject_kind = ${kind}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Records that were signed, page by page in the order of the index. */
export async function signedRecords(
  db: Db,
  after: { readonly kind: string; readonly id: string } | null,
  limit: number,
): Promise<readonly { readonly kind: string; readonly id: string }[]> {
  const behind = after === null ? sql`true` : sql`(subject_kind, subject_id) > (${after.kind}, ${after.id}::uuid)`;
  const { rows } = await sql<{ kind: string; id: string }>`
    select distinct subject_kind as kind, subject_id as id from signatures.signature where ${behind} order by 1, 2 limit ${limit}`.execute(
    db,
  );
  return rows;
}

/** Signatures that somebody gave, newest first, before a place. */
export const signaturesBy = (
  db: Db,
  signerId: string,
  page: { readonly limit: number; readonly before: { readonly at: Date; readonly id: string } | null },
): Promise<readonly SignatureRow[]> => {
  const all = db.withTables<SignaturesTables>().selectFrom('signatures.signature').selectAll().where('signer_id', '=', signerId);
  const { before } = page;
  const after = before === null ? all : all.where(sql<boolean>`(at, id) < (${before.at}::timestamptz, ${before.id}::uuid)`);
  return after.orderBy('at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
};

/** The newest signature of one record by one verb that was there when a ceremony began: what it is compared with. */
export const lastSignature = (
  db: Db,
  subject: { readonly kind: string; readonly id: string },
  verb: string,
  ceremony: { readonly id: string; readonly begun_at: Date },
): Promise<SignatureRow | undefined> =>
  db
    .withTables<SignaturesTables>()
    .selectFrom('signatures.signature')
    .selectAll()
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('verb', '=', verb)
    .where('at', '<=', ceremony.begun_at)
    .where('id', '<>', ceremony.id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

/** The running series of a session: the first signature in it that used all components, and how many followed. */
export async function seriesOf(
  db: Db,
  sessionId: string,
): Promise<{ readonly begunAt: Date; readonly lastAt: Date; readonly count: number } | null> {
  const { rows } = await sql<{ begun_at: Date; last_at: Date; count: number }>`
    with last as (
      select at, series from signatures.signature where session_id = ${sessionId}::uuid order by at desc, id desc limit 1
    )
    select (select max(s.at) from signatures.signature s where s.session_id = ${sessionId}::uuid and s.series = 1) as begun_at,
      last.at as last_at, last.series as count from last`.execute(db);
  const row = rows[0];
  return row === undefined ? null : { begunAt: row.begun_at, lastAt: row.last_at, count: row.count };
}

/** Takes the printed name from signatures whose signer was lawfully erased, by the one function that may. @returns how many. */
export async function forgetErasedNames(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select signatures.forget_erased_names() as n`.execute(db);
  return rows[0]?.n ?? 0;
}
