import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { lifecycle } from '../core/lifecycle.ts';
import { byKeyText, goLiveOf, type ReleaseRow, type ReleaseWithNames, releaseOf } from './release-row.ts';

/** One statement reads the whole record: children as JSON, names joined, so that a page costs one round trip. */
const columns = sql`r.id, r.key, r.plan_ref, r.name, r.summary, r.kind, r.class, r.unit_id, r.owner_id, r.proposed_by, r.parent_id, r.state, r.held_from,
  r.go_live_start, r.go_live_end, r.go_live_zone, r.back_out_minutes, r.warranty_end, r.baseline, r.outcome, r.deviation, r.origin, r.source, r.source_time,
  r.created_at, r.updated_at, r.version,
  u.key as unit_key, u.name as unit_name, o.name as owner_name, up.key as parent_key, up.name as parent_name, up.unit_id as parent_unit,
  (select coalesce(jsonb_agg(jsonb_build_object('key', p.key, 'name', p.name, 'kind', p.kind, 'start', p.starts_at, 'end', p.ends_at) order by p.place), '[]')
     from releases.phase p where p.release_id = r.id) as phases,
  (select coalesce(jsonb_agg(jsonb_build_object('key', m.key, 'name', m.name, 'at', m.at, 'doneAt', m.done_at) order by m.place), '[]')
     from releases.milestone m where m.release_id = r.id) as milestones,
  (select coalesce(jsonb_agg(jsonb_build_object('applicationId', a.application_id, 'role', a.role, 'version', a.version, 'result', a.result,
       'resultNote', a.result_note) order by a.application_id), '[]')
     from releases.application a where a.release_id = r.id) as applications`;

const decisionsColumn = sql`(select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'kind', d.kind, 'by', d.by_id, 'at', d.at, 'result', d.result,
    'reason', d.reason, 'voidedAt', d.voided_at, 'voidWhy', d.void_why) order by d.place), '[]')
  from releases.decision d where d.release_id = r.id)`;

const joins = sql`join identity.units u on u.id = r.unit_id left join identity.people o on o.id = r.owner_id left join releases.release up on up.id = r.parent_id`;

const whole = sql`select ${columns}, ${decisionsColumn} as decisions`;

/**
 * Locks a release and reads it in one statement. Whoever had to wait for the lock holds the newest row, but children from before the wait: every change
 * of a child raises the version of its release, so the version that the statement's own snapshot shows tells. Null then, and where there is none.
 */
async function lockAndRead(db: Db | Tx, condition: RawBuilder<unknown>): Promise<ReleaseWithNames | null> {
  const { rows } = await sql<ReleaseRow & { seen: number }>`
    ${whole}, (select s.version from releases.release s where s.id = r.id) as seen
    from releases.release r ${joins} where ${condition} for update of r`.execute(db);
  const row = rows[0];
  return row === undefined || row.seen !== row.version ? null : releaseOf(row);
}

/** The release behind an id or key, its row locked where it is asked for; null when there is none. */
export async function findRelease(
  db: Db | Tx,
  idOrKey: string,
  lock: 'for update' | 'none' = 'none',
): Promise<ReleaseWithNames | null> {
  const condition = isUuid(idOrKey) ? sql`r.id = ${idOrKey}` : sql`r.key = ${byKeyText(idOrKey)}`;
  if (lock === 'for update') {
    const found = await lockAndRead(db, condition);
    if (found !== null) return found;
    // The lock comes first then, in a statement of its own: what is read afterwards is what the lock protects, children included.
    await sql`select 1 from releases.release r where ${condition} for update`.execute(db);
  }
  const { rows } = await sql<ReleaseRow>`${whole} from releases.release r ${joins} where ${condition}`.execute(db);
  return rows[0] === undefined ? null : releaseOf(rows[0]);
}

/** Releases that a statement's rest (conditions, order, limit) selects; decisions are left out, lists do not show them. */
export async function selectReleases(db: Db | Tx, rest: RawBuilder<unknown>): Promise<readonly ReleaseWithNames[]> {
  const { rows } =
    await sql<ReleaseRow>`select ${columns}, '[]'::jsonb as decisions from releases.release r ${joins} ${rest}`.execute(db);
  return rows.map(releaseOf);
}

/** Id of the release behind an id or key. */
export async function releaseIdOf(db: Db | Tx, idOrKey: string): Promise<string | null> {
  const condition = isUuid(idOrKey) ? sql`id = ${idOrKey}` : sql`key = ${byKeyText(idOrKey)}`;
  const { rows } = await sql<{ id: string }>`select id from releases.release where ${condition}`.execute(db);
  return rows[0]?.id ?? null;
}

export type Child = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly state: ReleaseWithNames['release']['state'];
  readonly outcome: ReleaseWithNames['release']['outcome'];
  readonly goLive: ReleaseWithNames['release']['goLive'];
  readonly unitId: string;
};

/** Releases of a train, open ones first, then by key; at most 200. */
export async function childrenOf(db: Db | Tx, parentId: string): Promise<readonly Child[]> {
  const { rows } = await sql<Omit<Child, 'goLive'> & { start: Date | null; end: Date | null; zone: string | null }>`
    select id, key, name, state, outcome, go_live_start as start, go_live_end as "end", go_live_zone as zone, unit_id as "unitId"
    from releases.release where parent_id = ${parentId}
    order by state = any(${[...lifecycle.final]}::text[]), number limit 200`.execute(db);
  return rows.map(({ start, end, zone, ...child }) => ({ ...child, goLive: goLiveOf(start, end, zone) }));
}

/** True when `id` is `ancestor`, or lies below it: a train is never part of itself. */
export async function isWithin(db: Db | Tx, id: string, ancestor: string): Promise<boolean> {
  const { rows } = await sql<{ within: boolean }>`
    with recursive up as (
      select id, parent_id, 1 as depth from releases.release where id = ${id}
      union all select r.id, r.parent_id, up.depth + 1 from releases.release r join up on r.id = up.parent_id where up.depth < 50
    ) select exists (select 1 from up where id = ${ancestor}) as within`.execute(db);
  return rows[0]?.within === true;
}

/** Id of the release with a plan key; the key stays this transaction's until it ends, so that two imports never meet on the unique index. */
export async function lockPlanRef(tx: Tx, planRef: string): Promise<string | null> {
  await sql`select pg_advisory_xact_lock(hashtext('releases.plan_ref'), hashtext(${planRef}))`.execute(tx);
  const { rows } = await sql<{ id: string }>`select id from releases.release where plan_ref = ${planRef}`.execute(tx);
  return rows[0]?.id ?? null;
}

/** Applications that open parts of a train hold themselves: those with a go-live. */
export async function heldByParts(tx: Tx, trainId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct a.application_id as id from releases.release r join releases.application a on a.release_id = r.id
    where r.parent_id = ${trainId} and r.go_live_start is not null and r.state <> all(${[...lifecycle.final]}::text[])`.execute(
    tx,
  );
  return new Set(rows.map((row) => row.id));
}

/** Releases whose go-live is over while their go still waits; at most 200. */
export async function unusedGoes(db: Db, now: Date, days: number): Promise<readonly string[]> {
  const since = new Date(now.getTime() - days * 86_400_000);
  const { rows } = await sql<{ id: string }>`
    select r.id from releases.release r where r.state = 'ready' and (r.go_live_end <= ${now} or exists (
      select from releases.decision d where d.release_id = r.id and d.kind = 'declare-ready' and d.voided_at is null and d.at <= ${since}))
    order by r.go_live_end limit 200`.execute(db);
  return rows.map((row) => row.id);
}
