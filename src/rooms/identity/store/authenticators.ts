import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Vault } from '../../../foundation/vault.ts';
import type { AuthenticatorKind, IdentityTables } from './tables.ts';

export type AuthenticatorRow = {
  readonly id: string;
  readonly person_id: string;
  readonly kind: AuthenticatorKind;
  readonly name: string;
  readonly added_at: Date;
  readonly used_at: Date | null;
  readonly proof_id: string | null;
  readonly backup_eligible: boolean | null;
};

export type AppRow = AuthenticatorRow & { readonly sealed_secret: Buffer; readonly last_step: number };
export type PasskeyRow = AuthenticatorRow & {
  readonly credential_id: Buffer;
  readonly public_key: Buffer;
  readonly algorithm: number;
  readonly counter: number;
  readonly transports: readonly string[];
};

const columns = ['id', 'person_id', 'kind', 'name', 'added_at', 'used_at', 'proof_id', 'backup_eligible'] as const;

/** The place for which the secret of an app is sealed: the row alone, so that nobody moves it to another person's. */
const placeOf = (id: string): string => `identity.authenticator ${id}`;

/** Authenticators that a person has now, in the order they were added. */
export const authenticatorsOf = (db: Db, personId: string): Promise<readonly AuthenticatorRow[]> =>
  db
    .withTables<IdentityTables>()
    .selectFrom('identity.authenticator')
    .select(columns)
    .where('person_id', '=', personId)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute();

/** Those of a person's authenticators that are still there; nobody removes them before the act ends. */
export async function authenticatorsForShare(
  tx: Tx,
  personId: string,
  ids: readonly string[],
): Promise<readonly Pick<AuthenticatorRow, 'id' | 'name' | 'proof_id'>[]> {
  if (ids.length === 0) return [];
  return tx
    .withTables<IdentityTables>()
    .selectFrom('identity.authenticator')
    .select(['id', 'name', 'proof_id'])
    .where('person_id', '=', personId)
    .where('id', 'in', [...ids])
    .where('removed_at', 'is', null)
    .orderBy('id')
    .forShare()
    .execute();
}

type KnownPasskey = { readonly id: string; readonly credential_id: Buffer; readonly transports: readonly string[] };

export const passkeysOf = (db: Db, personId: string): Promise<readonly KnownPasskey[]> =>
  sql<KnownPasskey>`
    select id, credential_id, transports from identity.authenticator
    where person_id = ${personId} and kind = 'passkey' and removed_at is null order by id`
    .execute(db)
    .then((result) => result.rows);

/** The app of a person, locked: of two requests with one code one waits and finds its step used. */
export async function appForUpdate(tx: Tx, personId: string): Promise<AppRow | undefined> {
  const { rows } = await sql<AppRow>`
    select id, person_id, kind, name, added_at, used_at, proof_id, backup_eligible, sealed_secret, last_step from identity.authenticator
    where person_id = ${personId} and kind = 'totp' and removed_at is null for update`.execute(tx);
  return rows[0];
}

/** A passkey of a person by the id that its authenticator gave it, locked. */
export async function passkeyForUpdate(tx: Tx, personId: string, credentialId: Buffer): Promise<PasskeyRow | undefined> {
  const { rows } = await sql<PasskeyRow>`
    select id, person_id, kind, name, added_at, used_at, proof_id, backup_eligible, credential_id, public_key, algorithm, counter, transports
    from identity.authenticator
    where person_id = ${personId} and kind = 'passkey' and credential_id = ${credentialId} and removed_at is null for update`.execute(
    tx,
  );
  return rows[0];
}

/** The secret of an app; null when it was sealed with a key that is not here any more. */
export const secretOf = (vault: Vault, app: Pick<AppRow, 'id' | 'sealed_secret'>): Buffer | null =>
  vault.unseal(app.sealed_secret, placeOf(app.id));

type NewAuthenticator = { readonly id: string; readonly personId: string; readonly name: string; readonly now: Date };

/** False when the person has an app already. */
export async function insertApp(
  tx: Tx,
  vault: Vault,
  app: NewAuthenticator & { readonly secret: Buffer; readonly step: number },
): Promise<boolean> {
  const inserted = await tx
    .withTables<IdentityTables>()
    .insertInto('identity.authenticator')
    .values({
      id: app.id,
      person_id: app.personId,
      kind: 'totp',
      name: app.name,
      added_at: app.now,
      used_at: app.now,
      sealed_secret: vault.seal(app.secret, placeOf(app.id)),
      last_step: app.step,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** False when somebody registered a passkey with this id before. */
export async function insertPasskey(
  tx: Tx,
  passkey: NewAuthenticator & {
    readonly credentialId: Buffer;
    readonly publicKey: Buffer;
    readonly algorithm: number;
    readonly counter: number;
    readonly transports: readonly string[];
    readonly backupEligible: boolean;
  },
): Promise<boolean> {
  const inserted = await tx
    .withTables<IdentityTables>()
    .insertInto('identity.authenticator')
    .values({
      id: passkey.id,
      person_id: passkey.personId,
      kind: 'passkey',
      name: passkey.name,
      added_at: passkey.now,
      used_at: passkey.now,
      credential_id: passkey.credentialId,
      public_key: passkey.publicKey,
      algorithm: passkey.algorithm,
      counter: passkey.counter,
      transports: [...passkey.transports],
      backup_eligible: passkey.backupEligible,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** What was accepted is used up: the step of a code, the counter of a passkey. */
export async function saveUse(
  tx: Tx,
  id: string,
  now: Date,
  seen: { readonly step?: number; readonly counter?: number },
): Promise<void> {
  await tx
    .withTables<IdentityTables>()
    .updateTable('identity.authenticator')
    .set({
      used_at: now,
      ...(seen.step === undefined ? {} : { last_step: seen.step }),
      ...(seen.counter === undefined ? {} : { counter: seen.counter }),
    })
    .where('id', '=', id)
    .execute();
}

/** Removes authenticators of a person; the secret of an app is destroyed, the key of a passkey stays for old signatures. */
export async function removeAuthenticators(
  tx: Tx,
  personId: string,
  why: 'self' | 'reset',
  now: Date,
  only?: string,
): Promise<readonly AuthenticatorRow[]> {
  let query = tx
    .withTables<IdentityTables>()
    .updateTable('identity.authenticator')
    .set({ removed_at: now, removed_why: why, sealed_secret: null })
    .where('person_id', '=', personId)
    .where('removed_at', 'is', null);
  if (only !== undefined) query = query.where('id', '=', only);
  return query.returning(columns).execute();
}

/** Whether an authenticator of a person was taken away since a moment, by themself or by an administrator. */
export async function lostSince(db: Db | Tx, personId: string, since: Date): Promise<boolean> {
  const found = await db
    .withTables<IdentityTables>()
    .selectFrom('identity.authenticator')
    .select('id')
    .where('person_id', '=', personId)
    .where('removed_at', '>=', since)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
