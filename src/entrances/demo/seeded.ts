import { sql } from 'kysely';
import type { Db } from '../../foundation/database/database.ts';
import { isOnlyOf } from '../../rooms/identity/wiring.ts';

const [begun, seeded] = ['demo.begun', 'demo.seeded'];

async function marks(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from foundation.setting where name in (${begun}, ${seeded})`.execute(db);
  return rows.map(({ name }) => name);
}

const mark = (db: Db, name: string, now: Date): Promise<unknown> =>
  sql`insert into foundation.setting (name, value, version, changed_at) values (${name}, 'true'::jsonb, 1, ${now})`.execute(db);

/** Whether the example was made to its end. */
export const isSeeded = async (db: Db): Promise<boolean> => (await marks(db)).includes(seeded);

export const markBegun = (db: Db, now: Date): Promise<unknown> => mark(db, begun, now);
export const markSeeded = (db: Db, now: Date): Promise<unknown> => mark(db, seeded, now);

/** RFC 2606 keeps this ending for examples: nobody who is real has such an address. */
const invented = '.example';

/** Whether the making of the example was begun here and never came to its end, and nobody else has come to work here. Also of a database without a table yet. */
export async function isHalfMade(db: Db): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('foundation.setting') is not null as there`.execute(db);
  if (rows[0]?.there !== true) return false;
  const found = await marks(db);
  return found.includes(begun) && !found.includes(seeded) && (await isOnlyOf(db, invented));
}
