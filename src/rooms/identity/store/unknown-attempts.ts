import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { type Attempts, lockAt } from '../core/lock-out.ts';
import type { IdentityTables } from './tables.ts';

const hashOf = (email: string): Buffer => createHash('sha256').update(email).digest();

/** Attempts so far on an address that nobody has, locked for the rest of the act. */
export async function unknownAttempts(tx: Tx, email: string, now: Date): Promise<Attempts> {
  const { rows } = await sql<{ failed: number; locked_until: Date | null }>`
    insert into identity.unknown_attempt (email_hash, failed, at) values (${hashOf(email)}, 0, ${now})
    on conflict (email_hash) do update set at = ${now} returning failed, locked_until`.execute(tx);
  return { failed: rows[0]?.failed ?? 0, lock: lockAt({ locked_until: rows[0]?.locked_until ?? null, lock_held: false }, now) };
}

export async function saveUnknownAttempts(tx: Tx, email: string, attempts: Attempts): Promise<void> {
  await tx
    .withTables<IdentityTables>()
    .updateTable('identity.unknown_attempt')
    .set({ failed: attempts.failed, locked_until: attempts.lock?.until ?? null })
    .where('email_hash', '=', hashOf(email))
    .execute();
}

/** Housekeeping: counts of addresses nobody has, and links that ran out long ago. */
export async function pruneAttempts(db: Db, now: Date): Promise<void> {
  const day = 86_400_000;
  await sql`delete from identity.unknown_attempt where at < ${new Date(now.getTime() - day)}`.execute(db);
  await sql`delete from identity.setup_link where expires_at < ${new Date(now.getTime() - 30 * day)}`.execute(db);
}
