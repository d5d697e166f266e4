import { hash, verify } from '@node-rs/argon2';
import type { Tx } from '../../../foundation/database/database.ts';
import type { IdentityTables } from './tables.ts';

/** Argon2id with OWASP's first choice (m = 19 MiB, t = 2, p = 1); the library's default algorithm is Argon2id. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, cost);
export const passwordMatches = (stored: string, password: string): Promise<boolean> => verify(stored, password);

/** Compared when there is no such person, so that the answer takes as long as for one who exists. */
const decoy = hash('nobody has this password', cost);
export const burnTime = async (password: string): Promise<void> => void (await verify(await decoy, password));

export const credentialOf = (tx: Tx, personId: string) =>
  tx
    .withTables<IdentityTables>()
    .selectFrom('identity.credential')
    .select(['password_hash', 'locked_until'])
    .where('person_id', '=', personId)
    .executeTakeFirst();

export const credentialForUpdate = (tx: Tx, personId: string) =>
  tx
    .withTables<IdentityTables>()
    .selectFrom('identity.credential')
    .selectAll()
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst();

export async function savePassword(
  tx: Tx,
  personId: string,
  passwordHash: string,
  setBy: 'self' | 'administrator' | 'setup',
  now: Date,
): Promise<void> {
  const row = {
    password_hash: passwordHash,
    set_by: setBy,
    changed_at: now,
    must_change: setBy === 'administrator',
    failed: 0,
    locked_until: null,
  };
  await tx
    .withTables<IdentityTables>()
    .insertInto('identity.credential')
    .values({ person_id: personId, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute();
}

export async function saveAttempts(tx: Tx, personId: string, failed: number, lockedUntil: Date | null): Promise<void> {
  await tx
    .withTables<IdentityTables>()
    .updateTable('identity.credential')
    .set({ failed, locked_until: lockedUntil })
    .where('person_id', '=', personId)
    .execute();
}
