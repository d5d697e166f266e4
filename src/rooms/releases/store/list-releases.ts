import { sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import { type After, keysetPage } from '../../../foundation/database/keyset.ts';
import { conditionsOf, type ReleaseFilter } from './list-filter.ts';
import { selectReleases } from './read-releases.ts';
import type { ReleaseWithNames } from './release-row.ts';

export type Sort = { readonly by: 'goLive' | 'key' | 'updated'; readonly descending: boolean };

const columns = { goLive: sql`r.live_order`, key: sql`r.number`, updated: sql`r.updated_at` } as const;
const types = { goLive: sql`timestamptz`, key: sql`integer`, updated: sql`timestamptz` } as const;

/** A page of releases by keyset. */
export function listReleases(
  db: Db,
  filter: ReleaseFilter,
  page: { readonly sort: Sort; readonly after: After | null; readonly limit: number },
): Promise<readonly ReleaseWithNames[]> {
  const { by, descending } = page.sort;
  const { past, rest } = keysetPage({ column: columns[by], type: types[by], id: sql`r.id`, descending }, page);
  return selectReleases(db, sql`where ${past} and ${conditionsOf(filter)} ${rest}`);
}

/** The sort value of a row, as the cursor carries it. */
export const sortValue = ({ release }: ReleaseWithNames, by: Sort['by']): string => {
  if (by === 'key') return release.key.slice(4);
  if (by === 'updated') return release.updatedAt.toISOString();
  return release.goLive?.start.toISOString() ?? 'infinity';
};

/** How many releases a filter finds, counted up to a bound: numbers of a home page never cost more than that. */
export async function countReleases(db: Db, filter: ReleaseFilter, atMost: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select 1 from releases.release r where ${conditionsOf(filter)} limit ${atMost}) bounded`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
