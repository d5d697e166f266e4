import { hash, verify } from '@node-rs/argon2';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { IdentityTables } from './tables.ts';

// 80 random bits need no more than a salt and some cost (ASVS 5.0 6.5.2); Argon2id's first choice of OWASP as for passwords.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Puts new codes in the place of all earlier ones. `secrets[0]` is number 1. */
export async function replaceRecoveryCodes(tx: Tx, personId: string, secrets: readonly string[], now: Date): Promise<void> {
  await removeRecoveryCodes(tx, personId);
  const rows = await Promise.all(
    secrets.map(async (secret, index) => ({
      person_id: personId,
      position: index + 1,
      code_hash: await hash(secret, cost),
      made_at: now,
    })),
  );
  await tx.withTables<IdentityTables>().insertInto('identity.recovery_code').values(rows).execute();
}

export async function removeRecoveryCodes(tx: Tx, personId: string): Promise<number> {
  const gone = await tx
    .withTables<IdentityTables>()
    .deleteFrom('identity.recovery_code')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}

/** Uses up a code; false when it is none, or was used before. Locked first: of two uses at once one succeeds. */
export async function spendRecoveryCode(
  tx: Tx,
  personId: string,
  code: { readonly position: number; readonly secret: string },
  now: Date,
): Promise<boolean> {
  const row = await tx
    .withTables<IdentityTables>()
    .selectFrom('identity.recovery_code')
    .select(['code_hash'])
    .where('person_id', '=', personId)
    .where('position', '=', code.position)
    .where('used_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined || !(await verify(row.code_hash, code.secret))) return false;
  await tx
    .withTables<IdentityTables>()
    .updateTable('identity.recovery_code')
    .set({ used_at: now })
    .where('person_id', '=', personId)
    .where('position', '=', code.position)
    .execute();
  return true;
}

export type RecoveryView = { readonly left: number; readonly madeAt: Date; readonly lastUsedAt: Date | null };

/** How many codes are left; null when none were ever made. */
export async function recoveryOf(db: Db, personId: string): Promise<RecoveryView | null> {
  const { rows } = await sql<{ left: number; madeAt: Date | null; lastUsedAt: Date | null }>`
    select count(*) filter (where used_at is null)::int as left, max(made_at) as "madeAt", max(used_at) as "lastUsedAt"
    from identity.recovery_code where person_id = ${personId}`.execute(db);
  const row = rows[0];
  return row?.madeAt == null ? null : { left: row.left, madeAt: row.madeAt, lastUsedAt: row.lastUsedAt };
}
