import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { byKeyText, type ChangeRow, type ChangeWithNames, changeOf } from './change-row.ts';

/** One statement reads the whole record: children as JSON, names joined, so that a page costs one round trip. */
const columns = sql`c.id, c.key, c.name, c.description, c.model, c.follows, c.unit_id, c.owner_id, c.requested_by, c.authors, c.state, c.held_from, c.planned_start,
  c.planned_end, c.planned_zone, c.back_out_plan, c.test_plan, c.answers, c.links, c.assessed, c.outcome, c.outcome_note, c.outcome_at, c.created_at,
  c.updated_at, c.version, u.key as unit_key, u.name as unit_name, o.name as owner_name, q.name as requester_name,
  (select coalesce(jsonb_agg(jsonb_build_object('applicationId', a.application_id, 'role', a.role) order by a.application_id), '[]')
     from changes.application a where a.change_id = c.id) as applications,
  (select coalesce(jsonb_agg(jsonb_build_object('changeId', n.needs_id, 'needBy', n.need_by) order by n.needs_id), '[]')
     from changes.need n where n.change_id = c.id) as needs`;

const decisions = sql`(select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'kind', d.kind, 'state', d.state, 'by', d.by_id, 'at', d.at,
    'reason', d.reason, 'voidedAt', d.voided_at, 'voidWhy', d.void_why) order by d.place), '[]')
  from changes.decision d where d.change_id = c.id)`;

const joins = sql`join identity.units u on u.id = c.unit_id left join identity.people o on o.id = c.owner_id
  left join identity.people q on q.id = c.requested_by`;

/**
 * The change behind an id or key; null when there is none. Locked where it is asked for: in a statement of its own first, so that what is read afterwards is
 * what the lock protects, children included.
 */
export async function findChange(
  db: Db | Tx,
  idOrKey: string,
  lock: 'for update' | 'none' = 'none',
): Promise<ChangeWithNames | null> {
  const condition = isUuid(idOrKey) ? sql`c.id = ${idOrKey}` : sql`c.key = ${byKeyText(idOrKey)}`;
  if (lock === 'for update') await sql`select 1 from changes.change c where ${condition} for update`.execute(db);
  const { rows } = await sql<ChangeRow>`
    select ${columns}, ${decisions} as decisions from changes.change c ${joins} where ${condition}`.execute(db);
  return rows[0] === undefined ? null : changeOf(rows[0]);
}

/** Changes that a statement's rest (conditions, order, limit) selects; decisions are left out, lists do not show them. */
export async function selectChanges(db: Db | Tx, rest: RawBuilder<unknown>): Promise<readonly ChangeWithNames[]> {
  const { rows } =
    await sql<ChangeRow>`select ${columns}, '[]'::jsonb as decisions from changes.change c ${joins} ${rest}`.execute(db);
  return rows.map(changeOf);
}

/** Id of the change behind an id or key. */
export async function changeIdOf(db: Db | Tx, idOrKey: string): Promise<string | null> {
  const condition = isUuid(idOrKey) ? sql`id = ${idOrKey}` : sql`key = ${byKeyText(idOrKey)}`;
  const { rows } = await sql<{ id: string }>`select id from changes.change where ${condition}`.execute(db);
  return rows[0]?.id ?? null;
}
