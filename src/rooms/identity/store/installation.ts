import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Subject } from '../../../foundation/record.ts';

/** The installation itself as the ledger knows it, before there is a unit or person. */
export const installationSubject: Subject = {
  kind: 'installation',
  id: '01935f00-0000-7000-8000-000000000000',
  key: null,
  unitIds: [],
};

/** Founding happens one at a time, whoever asks and from whichever process. */
export async function lockInstallation(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('identity.installation'))`.execute(tx);
}

/** True until the first person is registered. */
export async function isEmpty(tx: Tx): Promise<boolean> {
  const { rows } = await sql`select 1 from identity.person limit 1`.execute(tx);
  return rows.length === 0;
}

/** Once founded, no setup link opens anything any more. */
export async function closeSetupLinks(tx: Tx, now: Date): Promise<void> {
  await sql`update identity.setup_link set used_at = ${now} where purpose = 'first-administrator' and used_at is null`.execute(
    tx,
  );
}

/** True where everybody who is registered has an address with this ending; also where nobody is, and before there is a table for them. */
export async function isOnlyOf(db: Db, ending: string): Promise<boolean> {
  const { rows: table } = await sql<{ there: boolean }>`select to_regclass('identity.person') is not null as there`.execute(db);
  if (table[0]?.there !== true) return true;
  const { rows } =
    await sql`select 1 from identity.person where not starts_with(reverse(email), reverse(${ending})) limit 1`.execute(db);
  return rows.length === 0;
}
