import { sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import type { ReleaseHead } from '../core/told.ts';
import { selectReleases } from './read-releases.ts';
import type { ReleaseWithNames } from './release-row.ts';

export async function headsByPlanRef(db: Db, planRefs: readonly string[]): Promise<readonly ReleaseHead[]> {
  const { rows } = await sql<ReleaseHead>`
    select id, key, plan_ref as "planRef", name, state, unit_id as "unitId", origin, version
    from releases.release where plan_ref = any(${planRefs}::text[])`.execute(db);
  return rows;
}

/** Releases for export in the order of their keys, page by page. */
export function pageForExport(
  db: Db,
  filter: {
    readonly unitIds: readonly string[] | 'all';
    readonly origin: 'native' | 'imported';
    readonly after: string | null;
    readonly limit: number;
  },
): Promise<readonly ReleaseWithNames[]> {
  const where = filter.unitIds === 'all' ? sql`true` : sql`r.unit_id = any(${filter.unitIds}::uuid[])`;
  const past =
    filter.after === null
      ? sql`true`
      : sql`(r.number, r.id) > (select l.number, l.id from releases.release l where l.id = ${filter.after})`;
  return selectReleases(
    db,
    sql`where r.origin = ${filter.origin} and ${where} and ${past} order by r.number, r.id limit ${Math.min(filter.limit, 500)}`,
  );
}

/** Plan keys of releases by id; their human key where they have none. */
export async function planKeysOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{
    id: string;
    key: string;
  }>`select id, coalesce(plan_ref, key) as key from releases.release where id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.key] as const));
}
