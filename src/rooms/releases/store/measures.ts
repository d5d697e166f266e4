import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Release } from '../core/release.ts';

type Measurable = Pick<Release, 'id' | 'state' | 'heldFrom'> & { readonly start: Date | null };

/** What most measures of a release begin with; null when there is none. */
export async function measurable(db: Db | Tx, id: string): Promise<Measurable | null> {
  const { rows } = await sql<Measurable>`
    select id, state, held_from as "heldFrom", go_live_start as start from releases.release where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function applicationsIn(db: Db | Tx, id: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select application_id as id from releases.application where release_id = ${id} order by application_id`.execute(db);
  return rows.map((row) => row.id);
}

/** Which of these people are active. */
export async function activeAmong(db: Db | Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select id from identity.people where state = 'active' and id = any(${[...new Set(ids)]}::uuid[])`.execute(db);
  return new Set(rows.map((row) => row.id));
}

type OpenChild = { readonly key: string; readonly state: string };

/** Releases directly below that are in none of the states given: how many, and the first of them. */
export async function openChildren(
  db: Db | Tx,
  id: string,
  finished: readonly string[],
  most: number,
): Promise<{ readonly total: number; readonly first: readonly OpenChild[] }> {
  const { rows } = await sql<OpenChild & { readonly total: number }>`
    select key, state, count(*) over ()::int as total from releases.release
    where parent_id = ${id} and state <> all(${[...finished]}::text[]) order by number limit ${most}`.execute(db);
  return { total: rows[0]?.total ?? 0, first: rows };
}

/** Milestones that are not done, by their time. */
export async function milestonesOwed(db: Db | Tx, id: string): Promise<readonly { readonly key: string; readonly at: Date }[]> {
  const { rows } = await sql<{ key: string; at: Date }>`
    select key, at from releases.milestone where release_id = ${id} and done_at is null order by at, key`.execute(db);
  return rows;
}
