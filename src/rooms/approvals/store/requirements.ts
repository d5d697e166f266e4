import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { Requirement, Terms, Who } from '../core/requirement.ts';

type Row = {
  id: string;
  key: string;
  version: number;
  effective_from: Date;
  withdrawn: boolean;
  name: string;
  subject_kind: string;
  step: string;
  who_kind: Who['kind'];
  who: string;
  seats: number;
  meaning: string;
  unit_id: string;
  scope: string[];
  excludes: string[];
  validity_days: number | null;
  covers: string[] | null;
};

const columns = sql`r.id, r.key, v.version, v.effective_from, v.withdrawn, v.name, v.subject_kind, v.step, v.who_kind, v.who, v.seats, v.meaning, v.unit_id, v.scope,
  v.excludes, v.validity_days, v.covers`;

const requirementOf = (row: Row): Requirement => ({
  id: row.id,
  key: row.key,
  version: row.version,
  effectiveFrom: row.effective_from,
  withdrawn: row.withdrawn,
  name: row.name,
  subjectKind: row.subject_kind,
  step: row.step,
  who: { kind: row.who_kind, id: row.who },
  seats: row.seats,
  meaning: row.meaning,
  unitId: row.unit_id,
  scope: row.scope,
  excludes: row.excludes,
  validityDays: row.validity_days,
  covers: row.covers,
});

/**
 * The version in force at a moment: the highest whose day has come. What took effect at once is in force as soon as it is seen, also for an act that began a moment
 * before it: the trail tells the requirement first.
 */
const inForce = (now: Date): RawBuilder<unknown> => sql`
  approvals.requirement r join lateral (
    select * from approvals.requirement_version w where w.requirement_id = r.id and (w.effective_from <= ${now} or w.effective_from = w.made_at) order by w.version desc limit 1
  ) v on true`;

/** Requirements in force for a kind of record, in all units and scopes, by key. There are tens of them, not thousands. */
export async function requirementsFor(db: Db | Tx, subjectKind: string, now: Date): Promise<readonly Requirement[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ${inForce(now)} where not v.withdrawn and v.subject_kind = ${subjectKind} order by length(r.key), r.key`.execute(
    db,
  );
  return rows.map(requirementOf);
}

/** Requirements, their newest version each, those that begin later and withdrawn ones too; by key. */
export async function allRequirements(
  db: Db | Tx,
  filter: { readonly kind: string | null; readonly withdrawn: boolean; readonly limit: number; readonly after: string | null },
): Promise<readonly Requirement[]> {
  const kind = filter.kind === null ? sql`true` : sql`v.subject_kind = ${filter.kind}`;
  const alive = filter.withdrawn ? sql`true` : sql`not r.withdrawn`;
  const after =
    filter.after === null ? sql`true` : sql`(length(r.key), r.key) > (length(${filter.after}::text), ${filter.after}::text)`;
  const { rows } = await sql<Row>`
    select ${columns} from approvals.requirement r join approvals.requirement_version v on v.requirement_id = r.id and v.version = r.version
    where ${kind} and ${alive} and ${after} order by length(r.key), r.key limit ${filter.limit}`.execute(db);
  return rows.map(requirementOf);
}

/** The newest version of a requirement by id or key. */
export async function findRequirement(
  db: Db | Tx,
  idOrKey: string,
  lock: 'for update' | 'none' = 'none',
): Promise<Requirement | null> {
  const which = isUuid(idOrKey) ? sql`r.id = ${idOrKey}` : sql`r.key = ${idOrKey}`;
  if (lock === 'for update') await sql`select 1 from approvals.requirement r where ${which} for update`.execute(db);
  const { rows } = await sql<Row>`
    select ${columns} from approvals.requirement r join approvals.requirement_version v on v.requirement_id = r.id and v.version = r.version
    where ${which}`.execute(db);
  return rows[0] === undefined ? null : requirementOf(rows[0]);
}

/** All versions of a requirement, newest first, each with when it was made and by which change. */
export async function versionsOf(
  db: Db | Tx,
  id: string,
): Promise<readonly { readonly requirement: Requirement; readonly madeAt: Date; readonly changeId: string }[]> {
  const { rows } = await sql<Row & { made_at: Date; change_id: string }>`
    select ${columns}, v.made_at, v.change_id from approvals.requirement r join approvals.requirement_version v on v.requirement_id = r.id
    where r.id = ${id} order by v.version desc limit 200`.execute(db);
  return rows.map((row) => ({ requirement: requirementOf(row), madeAt: row.made_at, changeId: row.change_id }));
}

/** What one version of a requirement asks. */
export async function termsOfVersion(db: Db | Tx, id: string, version: number): Promise<Terms | null> {
  const found = await versionsOf(db, id);
  return found.find((one) => one.requirement.version === version)?.requirement ?? null;
}

/** Writers of requirements run one at a time: what can be met together is judged on all of them. They wait for the steps that are being taken. */
export async function lockRequirements(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('approvals.requirements'))`.execute(tx);
}

/**
 * Until the act commits no requirement takes effect, of whatever kind: a new one has no row yet that could be locked. A statement of its own, since the next one must see what
 * was committed while this one waited.
 */
export async function holdRequirements(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtext('approvals.requirements'))`.execute(tx);
}

/** Writes a new version, and the requirement with it where it is the first. */
export async function saveVersion(
  tx: Tx,
  requirement: Requirement,
  made: { readonly changeId: string; readonly at: Date },
): Promise<void> {
  const { id, key, version, withdrawn, who } = requirement;
  await sql`
    insert into approvals.requirement (id, key, version, withdrawn) values (${id}, ${key}, ${version}, ${withdrawn})
    on conflict (id) do update set version = ${version}, withdrawn = ${withdrawn}`.execute(tx);
  await sql`
    insert into approvals.requirement_version (requirement_id, version, change_id, effective_from, withdrawn, name, subject_kind, step, who_kind, who, seats, meaning,
      unit_id, scope, excludes, validity_days, covers, made_at)
    values (${id}, ${version}, ${made.changeId}, ${requirement.effectiveFrom}, ${withdrawn}, ${requirement.name}, ${requirement.subjectKind}, ${requirement.step},
      ${who.kind}, ${who.id}, ${requirement.seats}, ${requirement.meaning}, ${requirement.unitId}, ${[...requirement.scope]}::text[],
      ${[...requirement.excludes]}::text[], ${requirement.validityDays}, ${requirement.covers === null ? null : [...requirement.covers]}::text[], ${made.at})`.execute(
    tx,
  );
}
