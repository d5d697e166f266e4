import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { IdentityTables } from './tables.ts';

/** Roles that count for a person at this moment, by any route, each once. */
export async function countingRoles(db: Db | Tx, personId: string, now: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ role: string }>`
    select distinct g.role from identity.effective_grant g
    where g.person_id = ${personId} and (g.starts_at is null or g.starts_at <= ${now}) and (g.ends_at is null or g.ends_at > ${now})
    order by g.role`.execute(db);
  return rows.map(({ role }) => role);
}

/** Locks the session: of two choices at once the later one is told what the earlier left. */
export async function actingRoleOf(tx: Tx, sessionId: string): Promise<string | null> {
  const { rows } = await sql<{ acting_role: string | null }>`
    select acting_role from identity.session where id = ${sessionId} for update`.execute(tx);
  return rows[0]?.acting_role ?? null;
}

export async function setActingRole(tx: Tx, sessionId: string, role: string | null): Promise<void> {
  await tx
    .withTables<IdentityTables>()
    .updateTable('identity.session')
    .set({ acting_role: role })
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .execute();
}
