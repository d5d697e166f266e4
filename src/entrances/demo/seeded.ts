import { sql } from 'kysely';
import type { Db } from '../../foundation/database/database.ts';

const name = 'demo.seeded';

/** Whether the example was made to its end. */
export async function isSeeded(db: Db): Promise<boolean> {
  const { rows } = await sql`select 1 from foundation.setting where name = ${name}`.execute(db);
  return rows.length > 0;
}

export async function markSeeded(db: Db, now: Date): Promise<void> {
  await sql`insert into foundation.setting (name, value, version, changed_at) values (${name}, 'true'::jsonb, 1, ${now})`.execute(
    db,
  );
}
