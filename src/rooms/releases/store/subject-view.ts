import { sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import type { Involvement, SubjectLabel } from '../../../foundation/services.ts';
import { gatesAskedByState } from '../core/gates-asked.ts';
import { openStates } from './list-filter.ts';

/** How other rooms name releases. */
export async function releaseLabels(db: Db, ids: readonly string[]): Promise<readonly SubjectLabel[]> {
  const { rows } = await sql<{ id: string; key: string; name: string; unit_id: string }>`
    select id, key, name, unit_id from releases.release where id = any(${ids}::uuid[])`.execute(db);
  return rows.map(({ id, key, name, unit_id }) => ({
    id,
    key,
    label: `${key} ${name}`,
    link: `/releases/${key}`,
    unitId: unit_id,
  }));
}

export async function releaseUnits(db: Db, id: string): Promise<readonly string[]> {
  const { rows } = await sql<{ unit_id: string }>`select unit_id from releases.release where id = ${id}`.execute(db);
  return rows.map((row) => row.unit_id);
}

/** Who requested the release, and who deployed it; testers are known to the gates. */
export async function releaseInvolved(db: Db, id: string): Promise<readonly Involvement[]> {
  const { rows } = await sql<Involvement>`
    select proposed_by as "personId", 'requested' as "as" from releases.release where id = ${id}
    union
    select by_id, 'deployed' from releases.decision where release_id = ${id} and kind in ('deploy', 'record-results', 'complete')`.execute(
    db,
  );
  return rows;
}

const askedIn = sql.join(
  gatesAskedByState.map(({ state, guards }) => sql`when ${state} then ${[...guards]}::text[]`),
  sql` `,
);
const asking = gatesAskedByState.map(({ state }) => state);

/** The steps whose gates are asked now, for each release that waits for any. */
export const releaseSteps = sql`
  select id as subject_id, case state ${askedIn} end as guards from releases.release where state = any(${asking}::text[]) and origin = 'native'`;

/** Releases of a unit that are not over; imported history is over. */
export async function releasesIn(
  db: Db,
  { unitId, most }: { readonly unitId: string; readonly most: number },
): Promise<{ readonly total: number; readonly first: readonly string[] }> {
  const { rows } = await sql<{ key: string; total: number }>`
    select key, count(*) over ()::int as total from releases.release
    where unit_id = ${unitId} and origin = 'native' and state = any(${openStates}::text[]) order by key limit ${most}`.execute(
    db,
  );
  return { total: rows[0]?.total ?? 0, first: rows.map((row) => row.key) };
}
