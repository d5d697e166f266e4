import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { NeededChange } from '../core/standing.ts';

const columns = sql`o.id, o.key, o.name, o.unit_id as "unitId", o.state, o.outcome, o.planned_end as "plannedEnd", n.need_by as "needBy"`;

/** What a change needs, by key. In an act `for share`: what the decision relies on stays until it commits. */
export async function neededBy(db: Db | Tx, changeId: string, lock: 'for share' | 'none'): Promise<readonly NeededChange[]> {
  const { rows } = await sql<NeededChange>`
    select ${columns} from changes.need n join changes.change o on o.id = n.needs_id
    where n.change_id = ${changeId} order by o.number ${lock === 'for share' ? sql`for share of o` : sql``}`.execute(db);
  return rows;
}

/** What waits for a change, by key; at most 100. */
export async function waitingFor(db: Db | Tx, changeId: string): Promise<readonly NeededChange[]> {
  const { rows } = await sql<NeededChange>`
    select ${columns} from changes.need n join changes.change o on o.id = n.change_id
    where n.needs_id = ${changeId} order by o.number limit 100`.execute(db);
  return rows;
}

/** One writer of the graph at a time: two halves of a circle that are written at once would each look sound. */
export async function lockGraph(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('changes.need'))`.execute(tx);
}

/** Of these changes, the keys of those that need `changeId`, directly or further on. */
export async function needingAmong(tx: Tx, changeId: string, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`
    with recursive up(id) as (
      select ${changeId}::uuid union select n.change_id from changes.need n join up on n.needs_id = up.id
    ) select c.key from changes.change c join up on up.id = c.id where c.id = any(${[...ids]}::uuid[]) order by c.number`.execute(
    tx,
  );
  return rows.map(({ key }) => key);
}
