import { hash, verify } from '@node-rs/argon2';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Attempts } from '../core/lock-out.ts';
import type { RenewalReason } from '../core/renewal.ts';
import type { IdentityTables } from './tables.ts';

/** Argon2id with OWASP's first choice (m = 19 MiB, t = 2, p = 1); the library's default algorithm is Argon2id. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, cost);
export const passwordMatches = (stored: string, password: string): Promise<boolean> => verify(stored, password);

/** Compared when there is no such person, so that the answer takes as long as for one who exists. */
const decoy = hash('nobody has this password', cost);
export const burnTime = async (password: string): Promise<void> => void (await verify(await decoy, password));

/** Locked before anything is compared: of guesses at once each sees what the ones before it came to. */
export const credentialForUpdate = (tx: Tx, personId: string) =>
  tx
    .withTables<IdentityTables>()
    .selectFrom('identity.credential')
    .selectAll()
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst();

export type CredentialRow = NonNullable<Awaited<ReturnType<typeof credentialForUpdate>>>;

/** When the password was set, and the check of identity that covers it. */
export const passwordStanding = (db: Db, personId: string) =>
  db
    .withTables<IdentityTables>()
    .selectFrom('identity.credential')
    .select(['changed_at', 'proof_id'])
    .where('person_id', '=', personId)
    .executeTakeFirst();

/** As it stands, and nobody changes it before the act ends. */
export const credentialForShare = (tx: Tx, personId: string) =>
  tx
    .withTables<IdentityTables>()
    .selectFrom('identity.credential')
    .select(['changed_at', 'proof_id'])
    .where('person_id', '=', personId)
    .forShare()
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
    change_why: null,
    failed: 0,
    elsewhere_failed: 0,
    elsewhere_locked_until: null,
  };
  await tx
    .withTables<IdentityTables>()
    .insertInto('identity.credential')
    .values({ person_id: personId, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ ...row, locked_until: unlessHeld }))
    .execute();
}

/** A lock that an administrator alone ends outlives a new password (Annex 11 draft, 11.7). */
const unlessHeld = sql<Date | null>`case when credential.lock_held then credential.locked_until end`;

/** Until the person has changed it, they may do nothing else. */
export async function demandChange(tx: Tx, personId: string, why: RenewalReason): Promise<void> {
  await tx
    .withTables<IdentityTables>()
    .updateTable('identity.credential')
    .set({ must_change: true, change_why: why })
    .where('person_id', '=', personId)
    .execute();
}

const none: Attempts = { failed: 0, lock: null };

/** Saves the count of known places and decisions, that of elsewhere, or both; what is not named stays. */
export async function saveAttempts(
  tx: Tx,
  personId: string,
  counts: { readonly known?: Attempts; readonly elsewhere?: Attempts },
): Promise<void> {
  const { known, elsewhere } = counts;
  await tx
    .withTables<IdentityTables>()
    .updateTable('identity.credential')
    .set({
      ...(known === undefined
        ? {}
        : { failed: known.failed, locked_until: known.lock?.until ?? null, lock_held: known.lock?.held ?? false }),
      ...(elsewhere === undefined
        ? {}
        : { elsewhere_failed: elsewhere.failed, elsewhere_locked_until: elsewhere.lock?.until ?? null }),
    })
    .where('person_id', '=', personId)
    .execute();
}

/** As if nobody had failed. From a known place what happens elsewhere is none of it: who guesses there gets no new tries by it. */
export const clearAttempts = (tx: Tx, personId: string, which: 'known' | 'both'): Promise<void> =>
  saveAttempts(tx, personId, which === 'both' ? { known: none, elsewhere: none } : { known: none });
