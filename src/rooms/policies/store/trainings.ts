import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Training } from '../core/training.ts';

const columns = sql`t.id, t.key, t.policy_id as "policyId", t.number, t.person_id as "personId", t.trained_at as "trainedAt", t.expires_at as "expiresAt",
  t.evidence, t.recorded_by as "recordedBy", t.recorded_at as "recordedAt", t.revoked_by as "revokedBy", t.revoked_at as "revokedAt",
  t.revoked_because as "revokedBecause"`;

export async function insertTraining(tx: Tx, one: Training): Promise<void> {
  await sql`
    insert into policies.training (id, key, policy_id, number, person_id, trained_at, expires_at, evidence, recorded_by, recorded_at)
    values (${one.id}, ${one.key}, ${one.policyId}, ${one.number}, ${one.personId}, ${one.trainedAt}, ${one.expiresAt}, ${one.evidence},
      ${one.recordedBy}, ${one.recordedAt})`.execute(tx);
}

export async function saveRevocation(tx: Tx, one: Training): Promise<void> {
  await sql`
    update policies.training set revoked_by = ${one.revokedBy}, revoked_at = ${one.revokedAt}, revoked_because = ${one.revokedBecause}
    where id = ${one.id} and revoked_at is null`.execute(tx);
}

/** By id or key. */
export async function findTraining(db: Db | Tx, named: string): Promise<Training | null> {
  const { rows } = await sql<Training>`
    select ${columns} from policies.training t where t.id::text = ${named} or t.key = ${named}`.execute(db);
  return rows[0] ?? null;
}

/**
 * Trainings of one person in these policies.
 * @param lock held until the act ends, so that none of them is revoked while somebody signs on it.
 */
export async function trainingsOfPerson(
  db: Db | Tx,
  personId: string,
  policyIds: readonly string[],
  lock: 'for share' | 'none',
): Promise<readonly Training[]> {
  if (policyIds.length === 0) return [];
  const { rows } = await sql<Training>`
    select ${columns} from policies.training t where t.person_id = ${personId} and t.policy_id = any(${[...policyIds]}::uuid[])
    order by t.id ${lock === 'none' ? sql`` : sql`for share`}`.execute(db);
  return rows;
}

/** Of these people, those with a training in this version that counts. */
export async function trainedAmong(
  db: Db,
  policy: { readonly id: string; readonly number: number },
  people: readonly string[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct person_id as id from policies.training
    where policy_id = ${policy.id} and number = ${policy.number} and person_id = any(${[...people]}::uuid[])
      and revoked_at is null and trained_at <= ${now} and (expires_at is null or expires_at > ${now})`.execute(db);
  return new Set(rows.map((row) => row.id));
}

/** A page of the trainings in a policy, the newest first. */
export async function trainingsPage(
  db: Db,
  policyId: string,
  page: { readonly limit: number; readonly before: string | null },
): Promise<readonly Training[]> {
  const { rows } = await sql<Training>`
    select ${columns} from policies.training t
    where t.policy_id = ${policyId} and ${page.before === null ? sql`true` : sql`t.id < ${page.before}::uuid`}
    order by t.id desc limit ${page.limit}`.execute(db);
  return rows;
}
