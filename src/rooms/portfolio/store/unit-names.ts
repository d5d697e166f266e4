import { sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';

/** Names of units, withdrawn ones too: what a record of the past belonged to. */
export async function unitNames(
  db: Db,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly key: string; readonly name: string }[]> {
  const { rows } = await sql<{
    id: string;
    key: string;
    name: string;
  }>`select id, key, name from identity.units where id = any(${[...ids]}::uuid[])`.execute(db);
  return rows;
}
