import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { Disposition } from '../contract-review.ts';
import type { Why } from '../core/review/focus.ts';
import type { Finding, Review } from '../core/review/review.ts';
import type { RecordsTables, ReviewTable } from './tables.ts';

type FindingRow = {
  review_id: string;
  entry_id: string;
  number: number;
  why: Why[];
  sampled: boolean;
  disposition: Disposition | null;
  text: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  deviation_id: string | null;
  deviation_key: string | null;
};

const toFinding = (row: FindingRow): Finding => ({
  entryId: row.entry_id,
  number: Number(row.number),
  why: row.why,
  sampled: row.sampled,
  decided:
    row.disposition === null || row.decided_by === null || row.decided_at === null
      ? null
      : { disposition: row.disposition, text: row.text, by: row.decided_by, at: row.decided_at },
  deviation: row.deviation_id === null || row.deviation_key === null ? null : { id: row.deviation_id, key: row.deviation_key },
});

const toReview = (row: ReviewTable, findings: readonly Finding[]): Review => ({
  id: row.id,
  key: row.key,
  subject: { kind: row.subject_kind, id: row.subject_id, key: row.subject_key },
  unitId: row.unit_id,
  state: row.state,
  openedBy: row.opened_by,
  openedAt: row.opened_at,
  covers: { ledgerSize: Number(row.ledger_size), entries: row.entries, sha256: row.trail_sha256 },
  sample: { seed: row.seed, rule: row.sample_rule, population: row.population, size: row.sample_size },
  findings,
  conclusion: row.conclusion,
  withdrawnWhy: row.withdrawn_why,
  endedBy: row.ended_by,
  endedAt: row.ended_at,
  version: row.version,
});

async function withFindings(db: Db | Tx, row: ReviewTable | undefined): Promise<Review | null> {
  if (row === undefined) return null;
  const { rows } = await sql<FindingRow>`
    select f.*, d.key as deviation_key from records.finding f left join records.deviation d on d.id = f.deviation_id
    where f.review_id = ${row.id} order by f.number`.execute(db);
  return toReview(row, rows.map(toFinding));
}

const named = (db: Db | Tx, idOrKey: string) =>
  db
    .withTables<RecordsTables>()
    .selectFrom('records.review')
    .selectAll()
    .where(isUuid(idOrKey) ? 'id' : 'key', '=', isUuid(idOrKey) ? idOrKey : idOrKey.toUpperCase());

/** A review by id or key. */
export const findReview = async (db: Db | Tx, idOrKey: string): Promise<Review | null> =>
  withFindings(db, await named(db, idOrKey).executeTakeFirst());

/** The same, locked until the act commits. */
export const reviewForUpdate = async (tx: Tx, idOrKey: string): Promise<Review | null> =>
  withFindings(tx, await named(tx, idOrKey).forUpdate().executeTakeFirst());

export const reviewIdOf = async (db: Db, idOrKey: string): Promise<string | null> =>
  (await named(db, idOrKey).executeTakeFirst())?.id ?? null;

/** The key of the review of a record that is open; null where none is. */
export async function openReviewOf(db: Db | Tx, subject: { readonly kind: string; readonly id: string }): Promise<string | null> {
  const { rows } = await sql<{ key: string }>`
    select key from records.review where subject_kind = ${subject.kind} and subject_id = ${subject.id} and state = 'open'`.execute(
    db,
  );
  return rows[0]?.key ?? null;
}

/** The newest finished review of a record. */
export async function lastFinished(db: Db | Tx, subject: { readonly kind: string; readonly id: string }): Promise<Review | null> {
  const { rows } = await sql<ReviewTable>`
    select * from records.review where subject_kind = ${subject.kind} and subject_id = ${subject.id} and state = 'finished'
    order by ledger_size desc, id desc limit 1`.execute(db);
  return withFindings(db, rows[0]);
}

/** Ids of all reviews of a record, open and withdrawn ones too. */
export async function reviewIdsFor(
  db: Db | Tx,
  subject: { readonly kind: string; readonly id: string },
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from records.review where subject_kind = ${subject.kind} and subject_id = ${subject.id} order by id`.execute(db);
  return rows.map((row) => row.id);
}

const rowOf = (review: Review): ReviewTable => ({
  id: review.id,
  key: review.key,
  subject_kind: review.subject.kind,
  subject_id: review.subject.id,
  subject_key: review.subject.key,
  unit_id: review.unitId,
  state: review.state,
  opened_by: review.openedBy,
  opened_at: review.openedAt,
  ledger_size: review.covers.ledgerSize,
  entries: review.covers.entries,
  trail_sha256: review.covers.sha256,
  seed: review.sample.seed,
  sample_rule: review.sample.rule,
  population: review.sample.population,
  sample_size: review.sample.size,
  conclusion: review.conclusion,
  withdrawn_why: review.withdrawnWhy,
  ended_by: review.endedBy,
  ended_at: review.endedAt,
  version: review.version,
});

/** False where another review of the record is open. */
export async function insertReview(tx: Tx, review: Review): Promise<boolean> {
  const inserted = await tx
    .withTables<RecordsTables>()
    .insertInto('records.review')
    .values(rowOf(review))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n) return false;
  await saveFindings(tx, review);
  return true;
}

/** Writes a review as its next version; it was locked. */
export async function saveReview(tx: Tx, before: Review, after: Review): Promise<void> {
  const { id: _id, key: _key, ...change } = rowOf(after);
  const saved = await tx
    .withTables<RecordsTables>()
    .updateTable('records.review')
    .set(change)
    .where('id', '=', before.id)
    .where('version', '=', before.version)
    .where('state', '=', before.state)
    .executeTakeFirst();
  if (saved.numUpdatedRows !== 1n) throw new Error(`review ${before.id} was locked and yet changed`);
  await saveFindings(tx, after);
}

async function saveFindings(tx: Tx, { id, findings }: Review): Promise<void> {
  const rows = findings.map(({ entryId, number, why, sampled, decided, deviation }) => ({
    entry: entryId,
    number,
    why,
    sampled,
    disposition: decided?.disposition ?? null,
    text: decided?.text ?? null,
    by: decided?.by ?? null,
    at: decided?.at.toISOString() ?? null,
    deviation: deviation?.id ?? null,
  }));
  await sql`
    insert into records.finding (review_id, entry_id, number, why, sampled, disposition, text, decided_by, decided_at, deviation_id)
    select ${id}, r.entry, r.number, r.why, r.sampled, r.disposition, r.text, r.by, r.at, r.deviation
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(entry uuid, number bigint, why jsonb, sampled boolean, disposition text, text text, by uuid, at timestamptz, deviation uuid)
    on conflict (review_id, entry_id) do update set why = excluded.why, sampled = excluded.sampled, disposition = excluded.disposition,
      text = excluded.text, decided_by = excluded.decided_by, decided_at = excluded.decided_at, deviation_id = excluded.deviation_id`.execute(
    tx,
  );
}

export type ReviewLine = ReviewTable & {
  readonly unit_name: string;
  readonly opened_name: string;
  readonly ended_name: string | null;
  readonly findings: number;
  readonly undecided: number;
  readonly deviations: number;
};

export type ReviewFilter = {
  readonly reach: Reach;
  readonly subjectId: string | null;
  readonly states: readonly string[];
};

/** Reviews, newest first. */
export async function reviewsPage(
  db: Db,
  filter: ReviewFilter,
  page: { readonly limit: number; readonly after: string | null },
): Promise<readonly ReviewLine[]> {
  const where: RawBuilder<unknown>[] = [sql`true`];
  if (filter.reach !== 'all') where.push(sql`r.unit_id = any(${[...filter.reach]}::uuid[])`);
  if (filter.subjectId !== null) where.push(sql`r.subject_id = ${filter.subjectId}::uuid`);
  if (filter.states.length > 0) where.push(sql`r.state = any(${[...filter.states]}::text[])`);
  if (page.after !== null) where.push(sql`r.id < ${page.after}::uuid`);
  const { rows } = await sql<ReviewLine>`
    select r.*, u.name as unit_name, o.name as opened_name, e.name as ended_name, f.findings, f.undecided, f.deviations
    from records.review r join identity.units u on u.id = r.unit_id join identity.people o on o.id = r.opened_by
    left join identity.people e on e.id = r.ended_by
    cross join lateral (select count(*)::int as findings, (count(*) filter (where disposition is null))::int as undecided,
      (count(*) filter (where disposition = 'deviation'))::int as deviations from records.finding where review_id = r.id) f
    where ${sql.join(where, sql` and `)} order by r.id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** How reviews are named to people. */
export async function reviewLabels(db: Db, ids: readonly string[]) {
  const rows = await db
    .withTables<RecordsTables>()
    .selectFrom('records.review')
    .select(['id', 'key', 'subject_key', 'subject_kind', 'unit_id'])
    .where('id', 'in', [...ids])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    label: `${row.key} Review of the audit trail of ${row.subject_key ?? row.subject_kind}`,
    link: `/audit-reviews/${row.key}`,
    unitId: row.unit_id,
  }));
}

export async function reviewUnits(db: Db, id: string): Promise<readonly string[]> {
  const found = await db
    .withTables<RecordsTables>()
    .selectFrom('records.review')
    .select('unit_id')
    .where('id', '=', id)
    .executeTakeFirst();
  return found === undefined ? [] : [found.unit_id];
}
