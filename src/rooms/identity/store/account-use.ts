import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { IdentityTables } from './tables.ts';

/**
 * When an account (person alias `p`) was last used: signed in, a token used, the own password set; else when it was made or enabled. A sign-in that owes its second
 * step is no use.
 */
export const usedAt = sql<Date>`greatest(p.created_at,
  (select d.counted_from from identity.dormancy d where d.person_id = p.id),
  (select max(s.seen_at) from identity.session s where s.person_id = p.id and s.state = 'open'),
  (select max(t.used_at) from identity.api_token t where t.person_id = p.id),
  (select c.changed_at from identity.credential c where c.person_id = p.id))`;

export const warnedAt = sql<Date | null>`(select d.warned_at from identity.dormancy d where d.person_id = p.id)`;

export type AccountUse = { readonly id: string; readonly usedAt: Date; readonly warnedAt: Date | null };

/** Up to 200 active people of ids after one whose account nobody used since. */
export async function unusedSince(db: Db, since: Date, after: string): Promise<readonly AccountUse[]> {
  const { rows } = await sql<AccountUse>`
    select p.id, ${usedAt} as "usedAt", ${warnedAt} as "warnedAt" from identity.person p
    where p.state = 'active' and p.id > ${after}::uuid and ${usedAt} <= ${since} order by p.id limit 200`.execute(db);
  return rows;
}

/** As it is in the open act; undefined where the person is not active. */
export async function accountUse(tx: Tx, personId: string): Promise<AccountUse | undefined> {
  const { rows } = await sql<AccountUse>`
    select p.id, ${usedAt} as "usedAt", ${warnedAt} as "warnedAt" from identity.person p
    where p.id = ${personId} and p.state = 'active'`.execute(tx);
  return rows[0];
}

/** From now on the account counts as used: it was enabled. */
export async function countUseFrom(tx: Tx, personId: string, now: Date): Promise<void> {
  await tx
    .withTables<IdentityTables>()
    .insertInto('identity.dormancy')
    .values({ person_id: personId, counted_from: now, warned_at: null })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ counted_from: now, warned_at: null }))
    .execute();
}

export async function saveWarning(tx: Tx, use: AccountUse, now: Date): Promise<void> {
  await tx
    .withTables<IdentityTables>()
    .insertInto('identity.dormancy')
    .values({ person_id: use.id, counted_from: use.usedAt, warned_at: now })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ warned_at: now }))
    .execute();
}
