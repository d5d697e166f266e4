import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';

/** Whether anything was ever signed in this installation. Once true it stays: the role that serves can delete no signature. */
export async function anySignature(db: Db | Tx): Promise<boolean> {
  const { rows } = await sql`select 1 from signatures.signature limit 1`.execute(db);
  return rows.length > 0;
}
