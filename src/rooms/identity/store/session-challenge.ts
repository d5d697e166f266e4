import { randomBytes } from 'node:crypto';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { IdentityTables } from './tables.ts';

/** The challenge of a session that has not ended; null for none. */
export async function challengeOf(db: Db, sessionId: string | null): Promise<Buffer | null> {
  const row = await db
    .withTables<IdentityTables>()
    .selectFrom('identity.session')
    .select('challenge')
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row?.challenge ?? null;
}

/** As `challengeOf`, locked: of two requests over one challenge one waits and finds another. */
export async function challengeForUpdate(tx: Tx, sessionId: string | null): Promise<Buffer | null> {
  const row = await tx
    .withTables<IdentityTables>()
    .selectFrom('identity.session')
    .select('challenge')
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row?.challenge ?? null;
}

/** What was signed or taken up once is worth nothing again. */
export async function replaceChallenge(tx: Tx, sessionId: string | null): Promise<void> {
  await tx
    .withTables<IdentityTables>()
    .updateTable('identity.session')
    .set({ challenge: randomBytes(32) })
    .where('id', '=', sessionId)
    .execute();
}
