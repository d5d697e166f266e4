import { sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import type { ReleaseState, releaseKinds } from '../contract.ts';
import { conditionsOf, type ReleaseFilter } from './list-filter.ts';

export type UndatedRow = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly state: ReleaseState;
  readonly kind: (typeof releaseKinds)[number];
  readonly unit_id: string;
  readonly owner_id: string | null;
};

/** Open releases without a go-live, newest first, and how many there are. */
export async function undatedReleases(
  db: Db,
  filter: ReleaseFilter,
  limit: number,
): Promise<{ readonly count: number; readonly rows: readonly UndatedRow[] }> {
  const { rows } = await sql<UndatedRow & { readonly count: number }>`
    select r.id, r.key, r.name, r.state, r.kind, r.unit_id, r.owner_id, (count(*) over ())::int as count
    from releases.release r
    where r.go_live_start is null and ${conditionsOf({ ...filter, open: true })}
    order by r.number desc limit ${limit}`.execute(db);
  return { count: rows[0]?.count ?? 0, rows };
}
