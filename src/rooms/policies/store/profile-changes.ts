import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { ProfileChange } from '../core/profile-change.ts';

const columns = sql`id, key, state, values, loosens, reason, proposed_by as "proposedBy", proposed_at as "proposedAt", way, decided_by as "decidedBy",
  decided_at as "decidedAt", decision, profile_version as "profileVersion", version`;

export async function insertProfileChange(tx: Tx, change: ProfileChange): Promise<void> {
  await sql`
    insert into policies.profile_change (id, key, state, values, loosens, reason, proposed_by, proposed_at, way, decided_by, decided_at, decision, profile_version, version)
    values (${change.id}, ${change.key}, ${change.state}, ${JSON.stringify(change.values)}::jsonb, ${change.loosens}, ${change.reason}, ${change.proposedBy},
      ${change.proposedAt}, ${change.way}, ${change.decidedBy}, ${change.decidedAt}, ${change.decision}, ${change.profileVersion}, ${change.version})`.execute(
    tx,
  );
}

/** Moves on from the state and version that were seen; nothing else of a change ever moves. */
export async function decideProfileChange(tx: Tx, seen: ProfileChange, after: ProfileChange): Promise<void> {
  const { rows } = await sql`
    update policies.profile_change set state = ${after.state}, way = ${after.way}, decided_by = ${after.decidedBy}, decided_at = ${after.decidedAt},
      decision = ${after.decision}, profile_version = ${after.profileVersion}, version = ${after.version}
    where id = ${seen.id} and state = ${seen.state} and version = ${seen.version} returning id`.execute(tx);
  if (rows.length !== 1) throw new Error(`profile change ${seen.key} was locked and yet changed`);
}

export async function findProfileChange(
  db: Db | Tx,
  named: string,
  lock: 'for update' | 'none' = 'none',
): Promise<ProfileChange | null> {
  const { rows } = await sql<ProfileChange>`
    select ${columns} from policies.profile_change where id::text = ${named} or key = ${named} ${lock === 'none' ? sql`` : sql`for update`}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Newest first. */
export async function profileChanges(
  db: Db,
  page: { readonly limit: number; readonly before: string | null; readonly state: string | null },
): Promise<readonly ProfileChange[]> {
  const { rows } = await sql<ProfileChange>`
    select ${columns} from policies.profile_change
    where ${page.before === null ? sql`true` : sql`id < ${page.before}::uuid`} and ${page.state === null ? sql`true` : sql`state = ${page.state}`}
    order by id desc limit ${page.limit}`.execute(db);
  return rows;
}

export async function profileChangesById(db: Db, ids: readonly string[]): Promise<readonly ProfileChange[]> {
  const { rows } =
    await sql<ProfileChange>`select ${columns} from policies.profile_change where id = any(${[...ids]}::uuid[])`.execute(db);
  return rows;
}
