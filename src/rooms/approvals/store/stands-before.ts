import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';

export type Standing = { readonly id: string; readonly step: string };

const within = (reach: Reach): RawBuilder<unknown> => (reach === 'all' ? sql`true` : sql`s.unit_id = any(${[...reach]}::uuid[])`);

/** Records that stand before one of these steps, in units of the reader; at most `limit`, the oldest ids first. */
export async function standingBefore(
  db: Db,
  rows: RawBuilder<unknown>,
  where: { readonly steps: readonly string[]; readonly reach: Reach; readonly limit: number },
): Promise<readonly Standing[]> {
  if (where.steps.length === 0) return [];
  const { rows: found } = await sql<Standing>`
    select distinct s.subject_id as id, s.step from (${rows}) s where s.step = any(${[...where.steps]}::text[]) and ${within(where.reach)}
    order by s.subject_id limit ${where.limit}`.execute(db);
  return found;
}

/** The step that one record stands before; null where it stands before none. */
export async function stepBefore(db: Db, rows: RawBuilder<unknown>, id: string): Promise<string | null> {
  const { rows: found } = await sql<{ step: string }>`
    select s.step from (${rows}) s where s.subject_id = ${id}::uuid limit 1`.execute(db);
  return found[0]?.step ?? null;
}
