import { type Selectable, sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { NoticeTable, SignaturesTables } from './tables.ts';

export type NoticeRow = Selectable<NoticeTable>;

const tables = (db: Db | Tx) => db.withTables<SignaturesTables>();

/** The place in the ledger up to which signers were told. */
export async function toldUpTo(db: Db): Promise<number> {
  const { rows } = await sql<{ seq: string }>`select seq::text from signatures.told`.execute(db);
  return Number(rows[0]?.seq ?? 0);
}

export const saveToldUpTo = (db: Db, seq: number): Promise<unknown> =>
  sql`update signatures.told set seq = ${seq} where seq < ${seq}`.execute(db);

export const noticeForUpdate = (tx: Tx, signatureId: string): Promise<NoticeRow | undefined> =>
  tables(tx).selectFrom('signatures.notice').selectAll().where('signature_id', '=', signatureId).forUpdate().executeTakeFirst();

export const insertNotice = (tx: Tx, row: NoticeRow): Promise<unknown> =>
  tables(tx).insertInto('signatures.notice').values(row).execute();

export const changeNotice = (tx: Tx, { signature_id, ...row }: NoticeRow): Promise<unknown> =>
  tables(tx).updateTable('signatures.notice').set(row).where('signature_id', '=', signature_id).execute();

/** What somebody was told and did not acknowledge, newest first. */
export const openNotices = (db: Db, signerId: string, limit: number): Promise<readonly NoticeRow[]> =>
  tables(db)
    .selectFrom('signatures.notice')
    .selectAll()
    .where('signer_id', '=', signerId)
    .where('acknowledged_at', 'is', null)
    .orderBy('found_at', 'desc')
    .orderBy('signature_id')
    .limit(limit)
    .execute();
