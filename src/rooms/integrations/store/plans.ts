import { sql } from 'kysely';
import { canonicalJson, type Json } from '../../../foundation/canonical-json.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { type PlanFile, type PlanHistory, sourceShape } from '../core/plan-file.ts';

export type PlanHead = {
  readonly name: string;
  readonly title: string | null;
  readonly zone: string;
  readonly appliedAt: Date;
  readonly version: number;
  readonly records: number;
};

/** Names of the records that a plan brought, as `ownedName` spells them. */
export async function ownedBy(db: Db | Tx, planName: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{
    owned: string;
  }>`select subject || ' ' || key as owned from integrations.owned where plan_name = ${planName}`.execute(db);
  return new Set(rows.map((row) => row.owned));
}

/** Every record that a plan brought, by `ownedName`. */
export async function allOwned(db: Db): Promise<readonly { readonly plan: string; readonly owned: string }[]> {
  const { rows } = await sql<{ plan: string; owned: string }>`
    select plan_name as plan, subject || ' ' || key as owned from integrations.owned`.execute(db);
  return rows;
}

/** Plans that brought records which this plan has not brought, by `ownedName`. */
export async function ownedByOthers(db: Db | Tx, planName: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ owned: string; plan: string }>`
    select o.subject || ' ' || o.key as owned, min(o.plan_name) as plan from integrations.owned o
    where not exists (select from integrations.owned mine where mine.plan_name = ${planName} and mine.subject = o.subject and mine.key = o.key)
    group by o.subject, o.key`.execute(db);
  return new Map(rows.map((row) => [row.owned, row.plan]));
}

export async function plansApplied(db: Db): Promise<readonly PlanHead[]> {
  const { rows } = await sql<PlanHead>`
    select p.name, p.title, p.zone, p.applied_at as "appliedAt", p.version,
      (select count(*)::int from integrations.owned o where o.plan_name = p.name) as records
    from integrations.plan p order by p.name limit 500`.execute(db);
  return rows;
}

/** Where the content of a plan comes from, as its file said when it was last applied. */
export async function sourceOfPlan(db: Db, name: string): Promise<PlanFile['source']> {
  const { rows } = await sql<{ source: unknown }>`select source from integrations.plan where name = ${name}`.execute(db);
  return sourceShape.nullish().parse(rows[0]?.source) ?? undefined;
}

/** Locks the plan's row (or its name, where it is new), so that two applications of one plan follow one another. */
export async function lockPlan(tx: Tx, name: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext(${`plan ${name}`}))`.execute(tx);
  const { rows } = await sql<{ version: number }>`select version from integrations.plan where name = ${name} for update`.execute(
    tx,
  );
  return rows[0]?.version ?? 0;
}

export async function savePlan(tx: Tx, plan: PlanFile, by: string, now: Date, version: number): Promise<void> {
  const source = plan.source === undefined ? null : JSON.stringify(plan.source);
  await sql`
    insert into integrations.plan (name, title, zone, source, applied_by, applied_at, version)
    values (${plan.name}, ${plan.title ?? null}, ${plan.zone}, ${source}::jsonb, ${by}, ${now}, ${version})
    on conflict (name) do update set title = excluded.title, zone = excluded.zone, source = excluded.source, applied_by = excluded.applied_by,
      applied_at = excluded.applied_at, version = excluded.version`.execute(tx);
}

/** From now on the record is this plan's, and no other's. */
export async function addOwned(tx: Tx, planName: string, subject: string, key: string): Promise<void> {
  await sql`delete from integrations.owned where subject = ${subject} and key = ${key} and plan_name <> ${planName}`.execute(tx);
  await sql`insert into integrations.owned (plan_name, subject, key) values (${planName}, ${subject}, ${key}) on conflict do nothing`.execute(
    tx,
  );
}

export async function dropOwned(tx: Tx, planName: string, subject: string, key: string): Promise<void> {
  await sql`delete from integrations.owned where plan_name = ${planName} and subject = ${subject} and key = ${key}`.execute(tx);
}

/** Writes one imported record; false when it is there already (history is never rewritten). */
export async function insertHistory(tx: Tx, record: PlanHistory, applicationId: string, by: string, now: Date): Promise<boolean> {
  const times: Json = record.times.map((time) => ({ name: time.name, at: time.at }));
  const inserted = await sql`
    insert into integrations.history (key, kind, application_id, application_key, version, title, source, source_time, times, note, imported_by, imported_at)
    values (${record.key}, ${record.kind}, ${applicationId}, ${record.application}, ${record.version ?? null}, ${record.title ?? null}, ${record.source},
      ${record.sourceTime}, ${canonicalJson(times)}::jsonb, ${record.note ?? null}, ${by}, ${now})
    on conflict (key) do nothing`.execute(tx);
  return inserted.numAffectedRows === 1n;
}

type HistoryRow = {
  key: string;
  kind: 'release' | 'request';
  application_key: string;
  version: string | null;
  title: string | null;
  source: string;
  source_time: Date;
  times: { name: string; at: string }[];
  note: string | null;
};

/** All imported records in the form of a plan file, by key. */
export async function historyInPlanForm(db: Db | Tx): Promise<readonly PlanHistory[]> {
  const { rows } = await sql<HistoryRow>`
    select key, kind, application_key, version, title, source, source_time, times, note from integrations.history order by key`.execute(
    db,
  );
  return rows.map((row) => ({
    key: row.key,
    kind: row.kind,
    application: row.application_key,
    ...(row.version === null ? {} : { version: row.version }),
    ...(row.title === null ? {} : { title: row.title }),
    source: row.source,
    sourceTime: row.source_time.toISOString(),
    times: row.times,
    ...(row.note === null ? {} : { note: row.note }),
  }));
}
