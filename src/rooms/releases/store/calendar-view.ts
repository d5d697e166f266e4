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
};

const millis = (column: ReturnType<typeof sql>) => sql`(extract(epoch from ${column}) * 1000)::bigint`;

/** Releases whose dates touch a span, by go-live; one statement whatever their number, children as arrays. */
export async function calendarRows(
  db: Db,
  filter: ReleaseFilter,
  span: { readonly from: Date; readonly to: Date },
  now: Date,
  limit: number,
): Promise<readonly CalendarRow[]> {
  const { rows } = await sql<CalendarRow>`
    with shown as materialized (
      select r.* from releases.release r
      where r.span && tstzrange(${span.from}, ${span.to}, '[)') and ${conditionsOf(filter)}
      order by r.live_order, r.id limit ${limit}
    ),
    phases as (
      select p.release_id, jsonb_agg(jsonb_build_array(p.kind, ${millis(sql`p.starts_at`)}, ${millis(sql`p.ends_at`)}, p.name) order by p.place) as list
      from releases.phase p where p.release_id in (select id from shown) group by p.release_id
    ),
    milestones as (
      select m.release_id, jsonb_agg(jsonb_build_array(${millis(sql`m.at`)}, m.name, case when m.done_at is null then 0 else 1 end) order by m.place) as list
      from releases.milestone m where m.release_id in (select id from shown) group by m.release_id
    )
    select s.id, s.key, s.name, s.state, s.held_from, s.kind, s.class, s.unit_id, s.owner_id, s.parent_id, s.go_live_start as start, s.go_live_end as "end", s.back_out_minutes,
      coalesce(s.late_from <= ${now}, false) as late, s.origin = 'imported' as imported, s.source_time,
      coalesce(phases.list, '[]'::jsonb) as phases, coalesce(milestones.list, '[]'::jsonb) as milestones
    from shown s left join phases on phases.release_id = s.id left join milestones on milestones.release_id = s.id
    order by s.live_order, s.id`.execute(db);
  return rows;
}
