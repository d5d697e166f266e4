import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { PolicyException } from '../core/policy-exception.ts';

const columns = sql`id, key, policy_id as "policyId", number, subject_kind as "subjectKind", subject_id as "subjectId", subject_key as "subjectKey", unit_ids as "unitIds", state, reason,
  requested_by as "requestedBy", requested_at as "requestedAt", expires_at as "expiresAt", decided_by as "decidedBy", decided_at as "decidedAt", decision,
  ended_at as "endedAt", version`;

export async function insertException(tx: Tx, one: PolicyException): Promise<void> {
  await sql`
    insert into policies.exception (id, key, policy_id, number, subject_kind, subject_id, subject_key, unit_ids, state, reason, requested_by, requested_at, expires_at, version)
    values (${one.id}, ${one.key}, ${one.policyId}, ${one.number}, ${one.subjectKind}, ${one.subjectId}, ${one.subjectKey}, ${[...one.unitIds]}::uuid[], ${one.state}, ${one.reason},
      ${one.requestedBy}, ${one.requestedAt}, ${one.expiresAt}, ${one.version})`.execute(tx);
}

/** Moves on from the state and version that were seen; nothing else of an exception ever moves. */
export async function updateException(tx: Tx, seen: PolicyException, after: PolicyException): Promise<void> {
  const { rows } = await sql`
    update policies.exception set state = ${after.state}, decided_by = ${after.decidedBy}, decided_at = ${after.decidedAt}, decision = ${after.decision},
      ended_at = ${after.endedAt}, version = ${after.version}
    where id = ${seen.id} and state = ${seen.state} and version = ${seen.version} returning id`.execute(tx);
  if (rows.length !== 1) throw new Error(`exception ${seen.key} was locked and yet changed`);
}

export async function findException(
  db: Db | Tx,
  named: string,
  lock: 'for update' | 'none' = 'none',
): Promise<PolicyException | null> {
  const { rows } = await sql<PolicyException>`
    select ${columns} from policies.exception where id::text = ${named} or key = ${named} ${lock === 'none' ? sql`` : sql`for update`}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Newest first, at most 200. */
export async function exceptionsFor(
  db: Db | Tx,
  of: { readonly policyId: string } | { readonly kind: string; readonly id: string },
): Promise<readonly PolicyException[]> {
  const where = 'policyId' in of ? sql`policy_id = ${of.policyId}` : sql`subject_kind = ${of.kind} and subject_id = ${of.id}`;
  const { rows } =
    await sql<PolicyException>`select ${columns} from policies.exception where ${where} order by id desc limit 200`.execute(db);
  return rows;
}

/** Ids of all that were ever asked for for a record. */
export async function exceptionIdsFor(
  db: Db | Tx,
  of: { readonly kind: string; readonly id: string },
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from policies.exception where subject_kind = ${of.kind} and subject_id = ${of.id} order by id`.execute(db);
  return rows.map((row) => row.id);
}

/** Granted, and over by their time. */
export async function exceptionsOver(db: Db, now: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from policies.exception where state = 'granted' and expires_at <= ${now} order by expires_at limit 100`.execute(db);
  return rows.map((row) => row.id);
}
