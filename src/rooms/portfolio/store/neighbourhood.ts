import { sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { readableBy } from './application-rows.ts';

export type Neighbourhood = {
  /** Steps from the centre, by application. */
  readonly steps: ReadonlyMap<string, number>;
  readonly cut: boolean;
  /** Applications beside those found that the reader may not see. */
  readonly hidden: number;
};

/** What a picture can show and a person can read. */
export const mostNodes = 150;

/**
 * Applications within some steps of one, both ways, nearest first: one bounded query a step, so that the cost does not grow with what lies beyond. The way
 * never leads through an application that the reader may not see.
 */
export async function neighbourhoodOf(db: Db, centreId: string, most: number, reach: Reach): Promise<Neighbourhood> {
  const steps = new Map([[centreId, 0]]);
  let edge: readonly string[] = [centreId];
  let cut = false;
  for (let step = 1; step <= most && edge.length > 0 && !cut; step++) {
    const room = mostNodes - steps.size;
    const { rows } = await sql<{ id: string }>`
      select a.id from portfolio.application a
      where a.id in (
        select to_id from portfolio.dependency where from_id = any(${[...edge]}::uuid[]) and withdrawn_at is null
        union select from_id from portfolio.dependency where to_id = any(${[...edge]}::uuid[]) and withdrawn_at is null)
        and a.id <> all(${[...steps.keys()]}::uuid[]) and a.withdrawn_at is null and ${readableBy(reach)}
      order by a.key limit ${room + 1}`.execute(db);
    cut = rows.length > room;
    edge = rows.slice(0, room).map((row) => row.id);
    for (const id of edge) steps.set(id, step);
  }
  return { steps, cut, hidden: reach === 'all' ? 0 : await countHidden(db, [...steps.keys()], reach) };
}

async function countHidden(db: Db, shown: readonly string[], reach: Reach): Promise<number> {
  const { rows } = await sql<{ many: number }>`
    select count(*)::int as many from portfolio.application a
    where a.id in (
      select to_id from portfolio.dependency where from_id = any(${[...shown]}::uuid[]) and withdrawn_at is null
      union select from_id from portfolio.dependency where to_id = any(${[...shown]}::uuid[]) and withdrawn_at is null)
      and a.withdrawn_at is null and not (${readableBy(reach)})`.execute(db);
  return rows[0]?.many ?? 0;
}
