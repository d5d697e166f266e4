import { sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import type { ReleaseState } from '../contract.ts';
import { conditionsOf, type ReleaseFilter } from './list-filter.ts';

export type CalendarRow = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly state: ReleaseState;
  readonly held_from: ReleaseState | null;
  readonly kind: string;
  readonly class: string;
  readonly unit_id: string;
  readonly owner_id: string | null;
  readonly parent_id: string | null;
  readonly start: Date | null;
  readonly end: Date | null;
  readonly back_out_minutes: number | null;
  readonly late: boolean;
  readonly imported: boolean;
  readonly source_time: Date | null;
  readonly phases: readonly (readonly [string, number, number, string])[];
  readonly milestones: readonly (readonly [number, string, 0 | 1])[];
  /** Applications that it changes itself. */
  readonly changes: readonly string[];
  /** Those, and what the parts of a train change. */
  readonly deploys: readonly string[];
};

/** Milliseconds as a whole number: `extract` would compute each of the 24,000 dates of a full calendar in `numeric`, a third of the statement's time. */
const millis = (column: ReturnType<typeof sql>) => sql`(date_part('epoch', ${column}) * 1000)::bigint`;

/** A part that will not be deployed takes nothing along. */
const partsCount = sql`c.state not in ('rejected', 'cancelled')`;

/** Releases whose dates touch a span, by go-live; one statement whatever their number, children as arrays (`json`: half the time of `jsonb`, which would be taken apart only to be written out). */
export async function calendarRows(
  db: Db,
  filter: ReleaseFilter,
  span: { readonly from: Date; readonly to: Date },
  now: Date,
  limit: number,
): Promise<readonly CalendarRow[]> {
  const mayBeSeen = filter.reach === 'all' ? sql`true` : sql`c.unit_id = any(${[...filter.reach]}::uuid[])`;
  const { rows } = await sql<CalendarRow>`
    with recursive shown as materialized (
      select r.* from releases.release r
      where r.span && tstzrange(${span.from}, ${span.to}, '[)') and ${conditionsOf(filter)}
      order by r.live_order, r.id limit ${limit}
    ),
    phases as (
      select p.release_id, json_agg(json_build_array(p.kind, ${millis(sql`p.starts_at`)}, ${millis(sql`p.ends_at`)}, p.name) order by p.place) as list
      from releases.phase p where p.release_id in (select id from shown) group by p.release_id
    ),
    milestones as (
      select m.release_id, json_agg(json_build_array(${millis(sql`m.at`)}, m.name, case when m.done_at is null then 0 else 1 end) order by m.place) as list
      from releases.milestone m where m.release_id in (select id from shown) group by m.release_id
    ),
    parts (lane, id) as (
      select id, id from shown
      union
      select p.lane, c.id from parts p join releases.release c on c.parent_id = p.id and ${partsCount} and ${mayBeSeen}
    ),
    changes as (
      select p.lane, json_agg(distinct a.application_id) as deploys, json_agg(a.application_id) filter (where p.id = p.lane) as own
      from parts p join releases.application a on a.release_id = p.id and a.role = 'changed' group by p.lane
    )
    select s.id, s.key, s.name, s.state, s.held_from, s.kind, s.class, s.unit_id, s.owner_id, s.parent_id, s.go_live_start as start, s.go_live_end as "end", s.back_out_minutes,
      coalesce(s.late_from <= ${now}, false) as late, s.origin = 'imported' as imported, s.source_time,
      coalesce(phases.list, '[]'::json) as phases, coalesce(milestones.list, '[]'::json) as milestones,
      coalesce(changes.own, '[]'::json) as changes, coalesce(changes.deploys, '[]'::json) as deploys
    from shown s left join phases on phases.release_id = s.id left join milestones on milestones.release_id = s.id
      left join changes on changes.lane = s.id
    order by s.live_order, s.id`.execute(db);
  return rows;
}
