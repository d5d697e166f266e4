import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { Decision } from '../contract-words.ts';
import type { Item, Line, Review } from '../core/review.ts';
import type { AccessTables, ReviewTable } from './tables.ts';

type ItemRow = {
  id: string;
  kind: Line['kind'];
  target_id: string;
  person_id: string | null;
  group_id: string | null;
  role: string | null;
  unit_id: string | null;
  deputy_id: string | null;
  scopes: string[] | null;
  since: Date | null;
  until: Date | null;
  granted_by: string | null;
  addendum: boolean;
  taken_in_at: Date;
  decision: Decision | null;
  reason: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  suspended_at: Date | null;
  verified_at: Date | null;
};

const toItem = (row: ItemRow): Item => ({
  id: row.id,
  line: {
    kind: row.kind,
    id: row.target_id,
    personId: row.person_id,
    groupId: row.group_id,
    role: row.role,
    unitId: row.unit_id,
    deputyId: row.deputy_id,
    scopes: row.scopes,
    since: row.since,
    until: row.until,
    grantedBy: row.granted_by,
  },
  addendum: row.addendum,
  takenInAt: row.taken_in_at,
  decided:
    row.decision === null || row.reason === null || row.decided_by === null || row.decided_at === null
      ? null
      : { decision: row.decision, reason: row.reason, by: row.decided_by, at: row.decided_at },
  suspendedAt: row.suspended_at,
  verifiedAt: row.verified_at,
});

const toReview = (row: ReviewTable, items: readonly Item[]): Review => ({
  id: row.id,
  key: row.key,
  unitId: row.unit_id,
  state: row.state,
  openedBy: row.opened_by,
  openedAt: row.opened_at,
  dueAt: row.due_at,
  dueDoneAt: row.due_done_at,
  snapshot: { items: row.snapshot_items, sha256: row.snapshot_sha256 },
  items,
  conclusion: row.conclusion,
  withdrawnWhy: row.withdrawn_why,
  endedBy: row.ended_by,
  endedAt: row.ended_at,
  version: row.version,
});

async function withItems(db: Db | Tx, row: ReviewTable | undefined): Promise<Review | null> {
  if (row === undefined) return null;
  const { rows } = await sql<ItemRow>`select * from access.item where review_id = ${row.id} order by position`.execute(db);
  return toReview(row, rows.map(toItem));
}

const named = (db: Db | Tx, idOrKey: string) =>
  db
    .withTables<AccessTables>()
    .selectFrom('access.review')
    .selectAll()
    .where(isUuid(idOrKey) ? 'id' : 'key', '=', isUuid(idOrKey) ? idOrKey : idOrKey.toUpperCase());

/** A review by id or key. */
export const findReview = async (db: Db | Tx, idOrKey: string): Promise<Review | null> =>
  withItems(db, await named(db, idOrKey).executeTakeFirst());

/** The same, locked until the act commits. */
export const reviewForUpdate = async (tx: Tx, idOrKey: string): Promise<Review | null> =>
  withItems(tx, await named(tx, idOrKey).forUpdate().executeTakeFirst());

export const reviewIdOf = async (db: Db, idOrKey: string): Promise<string | null> =>
  (await named(db, idOrKey).executeTakeFirst())?.id ?? null;

/** Ids of open reviews. */
export async function openReviews(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select id from access.review where state = 'open' order by id`.execute(db);
  return rows.map(({ id }) => id);
}

const rowOf = (review: Review): ReviewTable => ({
  id: review.id,
  key: review.key,
  unit_id: review.unitId,
  state: review.state,
  opened_by: review.openedBy,
  opened_at: review.openedAt,
  due_at: review.dueAt,
  due_done_at: review.dueDoneAt,
  snapshot_items: review.snapshot.items,
  snapshot_sha256: review.snapshot.sha256,
  conclusion: review.conclusion,
  withdrawn_why: review.withdrawnWhy,
  ended_by: review.endedBy,
  ended_at: review.endedAt,
  version: review.version,
});

/** False where another review of the unit is open. */
export async function insertReview(tx: Tx, review: Review): Promise<boolean> {
  const inserted = await tx
    .withTables<AccessTables>()
    .insertInto('access.review')
    .values(rowOf(review))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n) return false;
  await saveItems(tx, review);
  return true;
}

/** Writes a review as its next version; it was locked. */
export async function saveReview(tx: Tx, before: Review, after: Review): Promise<void> {
  const { id: _id, key: _key, ...change } = rowOf(after);
  const saved = await tx
    .withTables<AccessTables>()
    .updateTable('access.review')
    .set(change)
    .where('id', '=', before.id)
    .where('version', '=', before.version)
    .where('state', '=', before.state)
    .executeTakeFirst();
  if (saved.numUpdatedRows !== 1n) throw new Error(`review ${before.id} was locked and yet changed`);
  await saveItems(tx, after);
}

async function saveItems(tx: Tx, { id, items }: Review): Promise<void> {
  const rows = items.map(({ id: itemId, line, addendum, takenInAt, decided, suspendedAt, verifiedAt }, position) => ({
    id: itemId,
    position,
    kind: line.kind,
    target: line.id,
    person: line.personId,
    crowd: line.groupId,
    role: line.role,
    unit: line.unitId,
    deputy: line.deputyId,
    scopes: line.scopes,
    since: line.since,
    until: line.until,
    by: line.grantedBy,
    addendum,
    taken: takenInAt,
    decision: decided?.decision ?? null,
    reason: decided?.reason ?? null,
    decider: decided?.by ?? null,
    decided: decided?.at ?? null,
    suspended: suspendedAt,
    verified: verifiedAt,
  }));
  await sql`
    insert into access.item (id, review_id, position, kind, target_id, person_id, group_id, role, unit_id, deputy_id, scopes, since, until, granted_by,
      addendum, taken_in_at, decision, reason, decided_by, decided_at, suspended_at, verified_at)
    select r.id, ${id}, r.position, r.kind, r.target, r.person, r.crowd, r.role, r.unit, r.deputy, r.scopes, r.since, r.until, r.by,
      r.addendum, r.taken, r.decision, r.reason, r.decider, r.decided, r.suspended, r.verified
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, position int, kind text, target uuid, person uuid, crowd uuid, role text,
      unit uuid, deputy uuid, scopes text[], since timestamptz, until timestamptz, by uuid, addendum boolean, taken timestamptz, decision text,
      reason text, decider uuid, decided timestamptz, suspended timestamptz, verified timestamptz)
    on conflict (id) do update set decision = excluded.decision, reason = excluded.reason, decided_by = excluded.decided_by,
      decided_at = excluded.decided_at, suspended_at = excluded.suspended_at, verified_at = excluded.verified_at`.execute(tx);
}

export type ReviewLine = ReviewTable & {
  readonly unit_name: string;
  readonly opened_name: string | null;
  readonly ended_name: string | null;
  readonly items: number;
  readonly undecided: number;
  readonly suspended: number;
};

export type ReviewFilter = { readonly reach: Reach; readonly unitId: string | null; readonly states: readonly string[] };

/** Reviews, newest first. */
export async function reviewsPage(
  db: Db,
  filter: ReviewFilter,
  page: { readonly limit: number; readonly after: string | null },
): Promise<readonly ReviewLine[]> {
  const where: RawBuilder<unknown>[] = [sql`true`];
  if (filter.reach !== 'all') where.push(sql`r.unit_id = any(${[...filter.reach]}::uuid[])`);
  if (filter.unitId !== null) where.push(sql`r.unit_id = ${filter.unitId}::uuid`);
  if (filter.states.length > 0) where.push(sql`r.state = any(${[...filter.states]}::text[])`);
  if (page.after !== null) where.push(sql`r.id < ${page.after}::uuid`);
  const { rows } = await sql<ReviewLine>`
    select r.*, u.name as unit_name, o.name as opened_name, e.name as ended_name, i.items, i.undecided, i.suspended
    from access.review r join identity.units u on u.id = r.unit_id left join identity.people o on o.id = r.opened_by
    left join identity.people e on e.id = r.ended_by
    cross join lateral (select count(*)::int as items, (count(*) filter (where decision is null))::int as undecided,
      (count(*) filter (where suspended_at is not null and decision is null))::int as suspended from access.item where review_id = r.id) i
    where ${sql.join(where, sql` and `)} order by r.id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** How reviews are named to people. */
export async function reviewLabels(db: Db, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; key: string; unit_id: string; unit: string }>`
    select r.id, r.key, r.unit_id, u.name as unit from access.review r join identity.units u on u.id = r.unit_id
    where r.id = any(${[...ids]}::uuid[])`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    label: `${row.key} Review of access in ${row.unit}`,
    link: `/access-reviews/${row.key}`,
    unitId: row.unit_id,
  }));
}

export async function reviewUnits(db: Db, id: string): Promise<readonly string[]> {
  const found = await db
    .withTables<AccessTables>()
    .selectFrom('access.review')
    .select('unit_id')
    .where('id', '=', id)
    .executeTakeFirst();
  return found === undefined ? [] : [found.unit_id];
}

/** Open reviews whose unit lies in reach or above or below a unit in reach: those that can hold items for somebody. */
export async function openReviewsAround(db: Db, reach: Reach): Promise<readonly string[]> {
  const within =
    reach === 'all'
      ? sql`true`
      : sql`exists (select 1 from identity.units r where r.id = any(${[...reach]}::uuid[]) and (r.path @> array[a.unit_id] or u.path @> array[r.id]))`;
  const { rows } = await sql<{ id: string }>`
    select a.id from access.review a join identity.units u on u.id = a.unit_id where a.state = 'open' and ${within} order by a.due_at, a.id limit 20`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}
