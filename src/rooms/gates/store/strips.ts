import { sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import type { GateState } from '../contract.ts';

export type StripRow = {
  readonly id: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly key: string;
  readonly name: string;
  readonly guards: string;
  readonly state: GateState;
  readonly dueAt: Date | null;
  readonly met: number;
  readonly notMet: number;
  readonly total: number;
};

/** The moment at which a gate is judged; `momentOf` of the core says the same in memory (a test compares the two). */
const momentIn = (now: Date) =>
  sql`case when g.state in ('passed', 'passed-conditionally', 'not-applicable') then coalesce(g.rested_at, ${now}) else ${now} end`;

/** The state as it is now; `stateNow` of the core says the same in memory. */
export const stateIn = (now: Date) =>
  sql`case when g.state in ('passed', 'passed-conditionally', 'not-applicable') and g.lapses_at <= coalesce(g.rested_at, ${now}) then 'reopened' else g.state end`;

/** Whether a criterion is green at a moment; `statusOf` of the core says the same in memory. */
export const greenIn = (moment: unknown) =>
  sql`((c.holds and (c.stale_at is null or c.stale_at > ${moment})) or coalesce(c.waived_until > ${moment}, false))`;

export type DueRow = { readonly subjectId: string; readonly name: string; readonly state: GateState; readonly dueAt: Date };

/** Gates with a date, without a look at their criteria: a quarter of the time of strips, for two thousand releases at once. */
export async function duesOf(db: Db, kind: string, ids: readonly string[], now: Date): Promise<readonly DueRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<DueRow>`
    select g.subject_id as "subjectId", g.name, ${stateIn(now)} as state, g.due_at as "dueAt"
    from unnest(${[...ids]}::uuid[]) as s(id)
    join gates.gate g on g.subject_kind = ${kind} and g.subject_id = s.id and g.withdrawn_at is null
    where g.due_at is not null order by g.subject_id, g.place, g.id`.execute(db);
  return rows;
}

/** One query for a whole page of subjects. */
export async function stripsOf(
  db: Db,
  subjects: readonly { readonly kind: string; readonly id: string }[],
  now: Date,
): Promise<readonly StripRow[]> {
  if (subjects.length === 0) return [];
  const { rows } = await sql<StripRow>`
    select g.id, g.subject_kind as "subjectKind", g.subject_id as "subjectId", g.key, g.name, g.guards, ${stateIn(now)} as state, g.due_at as "dueAt",
      count(c.id) filter (where ${greenIn(sql`m.moment`)})::int as met,
      count(c.id) filter (where not c.holds and not ${greenIn(sql`m.moment`)})::int as "notMet", count(c.id)::int as total
    from unnest(${subjects.map((subject) => subject.kind)}::text[], ${subjects.map((subject) => subject.id)}::uuid[]) as s(kind, id)
    join gates.gate g on g.subject_kind = s.kind and g.subject_id = s.id and g.withdrawn_at is null
    cross join lateral (select ${momentIn(now)}::timestamptz as moment) m
    left join gates.criterion c on c.gate_id = g.id and c.withdrawn_at is null
    group by g.id order by g.subject_id, g.place, g.id`.execute(db);
  return rows;
}
