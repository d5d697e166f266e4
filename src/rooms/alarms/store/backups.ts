import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';

export type Backup = { readonly id: string; readonly madeAt: Date; readonly reportedAt: Date; readonly says: string };

export async function insertBackup(tx: Tx, one: Backup): Promise<void> {
  await sql`
    insert into alarms.backup (id, made_at, reported_at, says) values (${one.id}, ${one.madeAt}, ${one.reportedAt}, ${one.says})`.execute(
    tx,
  );
}

/** Newest first. */
export async function backups(db: Db | Tx, limit: number): Promise<readonly Backup[]> {
  const { rows } = await sql<Backup>`
    select id, made_at as "madeAt", reported_at as "reportedAt", says from alarms.backup order by made_at desc, id desc limit ${limit}`.execute(
    db,
  );
  return rows;
}

export async function findBackup(db: Db, id: string): Promise<Backup> {
  const { rows } = await sql<Backup>`
    select id, made_at as "madeAt", reported_at as "reportedAt", says from alarms.backup where id = ${id}`.execute(db);
  const [one] = rows;
  if (one === undefined) throw new Error(`back-up ${id} was reported and is gone`);
  return one;
}

/** Whether a missed back-up stands as an alarm. */
export async function backupMissed(db: Db | Tx): Promise<boolean> {
  const { rows } = await sql`
    select 1 from alarms.alarm where kind = 'alarms.backup-missed' and state in ('raised', 'acknowledged')`.execute(db);
  return rows.length > 0;
}
