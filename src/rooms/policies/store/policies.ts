import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Policy, PolicyVersion } from '../core/policy.ts';

type Head = Omit<Policy, 'versions'>;
type VersionRow = PolicyVersion & { readonly policyId: string };

const head = sql`p.id, p.key, p.kind, p.title, p.unit_id as "unitId", p.owner_id as "ownerId", p.acknowledged_by as "acknowledgedBy", p.version`;
const columns = sql`v.id, v.policy_id as "policyId", v.number, v.state, v.text, v.summary, v.author_id as "authorId", v.effective_at as "effectiveAt",
  v.trained_roles as "trainedRoles", v.training_months as "trainingMonths",
  v.approved_by as "approvedBy", v.approved_at as "approvedAt", v.ended_at as "endedAt", v.end_reason as "endReason"`;

const withVersions = (heads: readonly Head[], rows: readonly VersionRow[]): readonly Policy[] => {
  const byPolicy = Map.groupBy(rows, (row) => row.policyId);
  return heads.map((one) => ({
    ...one,
    versions: (byPolicy.get(one.id) ?? []).map(({ policyId: _, ...version }) => version),
  }));
};

async function versionsOf(db: Db | Tx, ids: readonly string[]): Promise<readonly VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select ${columns} from policies.policy_version v where v.policy_id = any(${[...ids]}::uuid[]) order by v.policy_id, v.number`.execute(
    db,
  );
  return rows;
}

/** By id or key. */
export async function findPolicy(db: Db | Tx, named: string, lock: 'for update' | 'none' = 'none'): Promise<Policy | null> {
  const { rows } = await sql<Head>`
    select ${head} from policies.policy p where p.id::text = ${named} or p.key = ${named} ${lock === 'none' ? sql`` : sql`for update`}`.execute(
    db,
  );
  return (
    withVersions(
      rows,
      await versionsOf(
        db,
        rows.map((row) => row.id),
      ),
    )[0] ?? null
  );
}

/** The id of the policy of a version, by the id or key of the version (POL-1v2). */
export async function policyOfVersion(
  db: Db | Tx,
  named: string,
): Promise<{ readonly policyId: string; readonly id: string } | null> {
  const { rows } = await sql<{ policyId: string; id: string }>`
    select v.policy_id as "policyId", v.id from policies.policy_version v join policies.policy p on p.id = v.policy_id
    where v.id::text = ${named} or p.key || 'v' || v.number = ${named}`.execute(db);
  return rows[0] ?? null;
}

/** Human keys by id. */
export async function policyKeys(db: Db | Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{
    id: string;
    key: string;
  }>`select id, key from policies.policy where id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, key }) => [id, key] as const));
}

/** A page of policies in the order of their keys, after one of them. */
export async function policiesPage(
  db: Db,
  page: { readonly limit: number; readonly after: string | null },
): Promise<readonly Policy[]> {
  const { rows } = await sql<Head>`
    select ${head} from policies.policy p
    where ${page.after === null ? sql`true` : sql`(length(p.key), p.key) > (${page.after.length}, ${page.after})`}
    order by length(p.key), p.key limit ${page.limit}`.execute(db);
  return withVersions(
    rows,
    await versionsOf(
      db,
      rows.map((row) => row.id),
    ),
  );
}

/** All policies, by number of their key; there are tens of them, hardly hundreds. */
export async function allPolicies(db: Db | Tx, most = 1_000): Promise<readonly Policy[]> {
  const { rows } = await sql<Head>`select ${head} from policies.policy p order by length(p.key), p.key limit ${most}`.execute(db);
  return withVersions(
    rows,
    await versionsOf(
      db,
      rows.map((row) => row.id),
    ),
  );
}

/** Policies that hold in some units: their own and those of the units above. For what stands in no unit: those of the whole organisation. */
export async function policiesAround(db: Db | Tx, unitIds: readonly string[]): Promise<readonly Policy[]> {
  const { rows } = await sql<Head>`
    select ${head} from policies.policy p
    where exists (select from identity.units u where ${unitIds.length === 0 ? sql`u.parent_id is null` : sql`u.id = any(${[...unitIds]}::uuid[])`} and p.unit_id = any(u.path))
    order by length(p.key), p.key`.execute(db);
  return withVersions(
    rows,
    await versionsOf(
      db,
      rows.map((row) => row.id),
    ),
  );
}

export async function insertPolicy(tx: Tx, policy: Policy, now: Date): Promise<void> {
  await sql`
    insert into policies.policy (id, key, kind, title, unit_id, owner_id, acknowledged_by, version, created_at)
    values (${policy.id}, ${policy.key}, ${policy.kind}, ${policy.title}, ${policy.unitId}, ${policy.ownerId}, ${[...policy.acknowledgedBy]}::text[],
      ${policy.version}, ${now})`.execute(tx);
  for (const version of policy.versions) await saveVersion(tx, policy.id, version);
}

/** Saves what differs; the UPDATE names the version that was seen. */
export async function updatePolicy(tx: Tx, before: Policy, after: Policy): Promise<void> {
  const { rows } = await sql`
    update policies.policy set title = ${after.title}, owner_id = ${after.ownerId}, acknowledged_by = ${[...after.acknowledgedBy]}::text[],
      version = ${after.version}
    where id = ${before.id} and version = ${before.version} returning id`.execute(tx);
  if (rows.length !== 1) throw new Error(`policy ${before.key} was locked and yet changed`);
  // What ends makes room first: one version is in force at a time.
  const changed = after.versions.filter((version) => !before.versions.includes(version));
  for (const version of changed.toSorted((a, b) => Number(b.endedAt !== null) - Number(a.endedAt !== null)))
    await saveVersion(tx, after.id, version);
}

async function saveVersion(tx: Tx, policyId: string, one: PolicyVersion): Promise<void> {
  await sql`
    insert into policies.policy_version (id, policy_id, number, state, text, summary, author_id, effective_at, trained_roles, training_months, approved_by,
      approved_at, ended_at, end_reason)
    values (${one.id}, ${policyId}, ${one.number}, ${one.state}, ${one.text}, ${one.summary}, ${one.authorId}, ${one.effectiveAt}, ${[...one.trainedRoles]}::text[], ${one.trainingMonths}, ${one.approvedBy},
      ${one.approvedAt}, ${one.endedAt}, ${one.endReason})
    on conflict (policy_id, number) do update set state = excluded.state, text = excluded.text, summary = excluded.summary, author_id = excluded.author_id,
      effective_at = excluded.effective_at, trained_roles = excluded.trained_roles, training_months = excluded.training_months, approved_by = excluded.approved_by, approved_at = excluded.approved_at, ended_at = excluded.ended_at,
      end_reason = excluded.end_reason`.execute(tx);
}

/** Policies with an approved version whose day has come. */
export async function policiesDue(db: Db, now: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select policy_id as id from policies.policy_version where state = 'approved' and coalesce(effective_at, approved_at) <= ${now} order by coalesce(effective_at, approved_at) limit 100`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

export type Acknowledgement = { readonly number: number; readonly personId: string; readonly at: Date };

export async function acknowledgementsOf(db: Db | Tx, policyId: string, number: number): Promise<readonly Acknowledgement[]> {
  const { rows } = await sql<Acknowledgement>`
    select number, person_id as "personId", at from policies.acknowledgement where policy_id = ${policyId} and number = ${number} order by at, person_id`.execute(
    db,
  );
  return rows;
}

/** Which versions somebody acknowledged: `policy id + number`. */
export async function acknowledgedBy(db: Db | Tx, personId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ one: string }>`
    select policy_id || ' ' || number as one from policies.acknowledgement where person_id = ${personId}`.execute(db);
  return new Set(rows.map((row) => row.one));
}

/** @returns false where it was there already */
export async function insertAcknowledgement(tx: Tx, policyId: string, one: Acknowledgement): Promise<boolean> {
  const { rows } = await sql`
    insert into policies.acknowledgement (policy_id, number, person_id, at) values (${policyId}, ${one.number}, ${one.personId}, ${one.at})
    on conflict do nothing returning number`.execute(tx);
  return rows.length > 0;
}

export type Following = { readonly policyId: string; readonly number: number; readonly fixedAt: Date };

export async function followingOf(
  db: Db | Tx,
  subject: { readonly kind: string; readonly id: string },
): Promise<readonly Following[]> {
  const { rows } = await sql<Following>`
    select policy_id as "policyId", number, fixed_at as "fixedAt" from policies.following
    where subject_kind = ${subject.kind} and subject_id = ${subject.id} order by policy_id`.execute(db);
  return rows;
}

export async function replaceFollowing(
  tx: Tx,
  subject: { readonly kind: string; readonly id: string },
  following: readonly Following[],
): Promise<void> {
  await sql`delete from policies.following where subject_kind = ${subject.kind} and subject_id = ${subject.id}`.execute(tx);
  for (const one of following) {
    await sql`insert into policies.following (subject_kind, subject_id, policy_id, number, fixed_at)
      values (${subject.kind}, ${subject.id}, ${one.policyId}, ${one.number}, ${one.fixedAt})`.execute(tx);
  }
}
