import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';

export type OutcomesOf = { readonly applicationId: string; readonly done: number; readonly failed: number };

/** What became of changes in production of these applications since a moment; one change itself is left out. */
export async function outcomesOf(
  db: Db | Tx,
  applicationIds: readonly string[],
  since: Date,
  without: string,
): Promise<readonly OutcomesOf[]> {
  if (applicationIds.length === 0) return [];
  const { rows } = await sql<OutcomesOf>`
    select a.application_id as "applicationId", count(*)::int as done, (count(*) filter (where c.outcome <> 'implemented'))::int as failed
    from changes.application a join changes.change c on c.id = a.change_id
    where a.application_id = any(${[...applicationIds]}::uuid[]) and a.role = 'changed' and c.outcome is not null and c.outcome_at >= ${since}
      and c.model <> 'non-production' and c.id <> ${without}
    group by a.application_id`.execute(db);
  return rows;
}
