import { sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { PlanVersion, PublishedPlan } from '../core/published-plan.ts';

type PlanRow = {
  id: string;
  key: string;
  unit_id: string;
  title: string;
  months: number;
  newest: number;
  published_at: Date;
  published_by: string;
  link_hash: Buffer | null;
  link_until: Date | null;
  link_by: string | null;
  version: number;
};
type VersionRow = {
  plan_id: string;
  number: number;
  from_at: Date;
  until_at: Date;
  content: PlanVersion['content'];
  digest: Buffer;
  note: string | null;
  published_by: string;
  published_at: Date;
};

const toPlan = (row: PlanRow): PublishedPlan => ({
  id: row.id,
  key: row.key,
  unitId: row.unit_id,
  title: row.title,
  months: row.months,
  newest: row.newest,
  publishedAt: row.published_at,
  publishedBy: row.published_by,
  link:
    row.link_hash === null || row.link_until === null || row.link_by === null
      ? null
      : { hash: row.link_hash, until: row.link_until, openedBy: row.link_by },
  version: row.version,
});

const toVersion = (row: VersionRow): PlanVersion => ({
  planId: row.plan_id,
  number: row.number,
  from: row.from_at,
  until: row.until_at,
  content: row.content,
  digest: row.digest,
  note: row.note,
  publishedBy: row.published_by,
  publishedAt: row.published_at,
});

/** A plan by id or key. */
export async function findPlan(db: Db | Tx, idOrKey: string, lock = false): Promise<PublishedPlan | null> {
  const where = isUuid(idOrKey) ? sql`id = ${idOrKey}` : sql`key = ${idOrKey.toUpperCase()}`;
  const { rows } = await sql<PlanRow>`
    select * from communications.published_plan where ${where} ${lock ? sql`for update` : sql``}`.execute(db);
  return rows[0] === undefined ? null : toPlan(rows[0]);
}

/** The plan of a unit; there is one at most. */
export async function planOfUnit(tx: Tx, unitId: string): Promise<PublishedPlan | null> {
  const { rows } = await sql<PlanRow>`select * from communications.published_plan where unit_id = ${unitId}`.execute(tx);
  return rows[0] === undefined ? null : toPlan(rows[0]);
}

/** The plan to which an open link leads. */
export async function planByLink(db: Db, hash: Buffer, now: Date): Promise<PublishedPlan | null> {
  const { rows } = await sql<PlanRow>`
    select * from communications.published_plan where link_hash = ${hash} and link_until > ${now}`.execute(db);
  return rows[0] === undefined ? null : toPlan(rows[0]);
}

/** Writes a new one, or the next version of one that was locked. */
export async function savePlan(tx: Tx, one: PublishedPlan): Promise<void> {
  const link = [one.link?.hash ?? null, one.link?.until ?? null, one.link?.openedBy ?? null] as const;
  await sql`
    insert into communications.published_plan (id, key, unit_id, title, months, newest, published_at, published_by, link_hash, link_until, link_by, version)
    values (${one.id}, ${one.key}, ${one.unitId}, ${one.title}, ${one.months}, ${one.newest}, ${one.publishedAt}, ${one.publishedBy},
      ${link[0]}::bytea, ${link[1]}::timestamptz, ${link[2]}::uuid, ${one.version})
    on conflict (id) do update set title = excluded.title, months = excluded.months, newest = excluded.newest, published_at = excluded.published_at,
      published_by = excluded.published_by, link_hash = excluded.link_hash, link_until = excluded.link_until, link_by = excluded.link_by,
      version = excluded.version`.execute(tx);
}

export async function insertVersion(tx: Tx, one: PlanVersion): Promise<void> {
  await sql`
    insert into communications.plan_version (plan_id, number, from_at, until_at, content, digest, note, published_by, published_at)
    values (${one.planId}, ${one.number}, ${one.from}, ${one.until}, ${JSON.stringify(one.content)}::jsonb, ${one.digest}, ${one.note},
      ${one.publishedBy}, ${one.publishedAt})`.execute(tx);
}

export async function findVersion(db: Db | Tx, planId: string, number: number): Promise<PlanVersion | null> {
  const { rows } = await sql<VersionRow>`
    select * from communications.plan_version where plan_id = ${planId} and number = ${number}`.execute(db);
  return rows[0] === undefined ? null : toVersion(rows[0]);
}

export type VersionHead = Omit<PlanVersion, 'content'>;

/** Versions of a plan without what they hold, newest first; at most 200. */
export async function versionHeads(db: Db, planId: string): Promise<readonly VersionHead[]> {
  const { rows } = await sql<Omit<VersionRow, 'content'>>`
    select plan_id, number, from_at, until_at, digest, note, published_by, published_at
    from communications.plan_version where plan_id = ${planId} order by number desc limit 200`.execute(db);
  return rows.map((row) => {
    const { content: _, ...head } = toVersion({ ...row, content: { windows: [], freezes: [], releases: [] } });
    return head;
  });
}

/** Published plans, newest first. */
export async function plansPage(
  db: Db,
  reach: Reach,
  page: { readonly limit: number; readonly after: string | null },
): Promise<readonly PublishedPlan[]> {
  const where = [
    reach === 'all' ? sql`true` : sql`unit_id = any(${[...reach]}::uuid[])`,
    page.after === null ? sql`true` : sql`id < ${page.after}::uuid`,
  ];
  const { rows } = await sql<PlanRow>`
    select * from communications.published_plan where ${sql.join(where, sql` and `)} order by id desc limit ${page.limit}`.execute(
    db,
  );
  return rows.map(toPlan);
}

export async function planLabels(db: Db, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; key: string; title: string; unit_id: string }>`
    select id, key, title, unit_id from communications.published_plan where id = any(${[...ids]}::uuid[])`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    label: `${row.key} ${row.title}`,
    link: `/published-plans/${row.key}`,
    unitId: row.unit_id,
  }));
}
