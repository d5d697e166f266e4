import { type RawBuilder, sql } from 'kysely';
import type { Holding } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';
import type { CriterionStatus } from '../contract.ts';
import { recordingRoles } from '../core/roles.ts';
import { greenIn, type StripRow, stateIn } from './strips.ts';

export type WaitingRow = Omit<StripRow, 'notMet'> & {
  readonly decide: boolean;
  readonly record: readonly { readonly key: string; readonly text: string; readonly status: CriterionStatus }[];
};

export type WaitingCursor = { readonly dueAt: Date | null; readonly id: string };

const holdingsOf = (holdings: readonly Holding[]): string =>
  JSON.stringify(holdings.map(({ role, reach }) => ({ role, units: reach === 'all' ? null : [...reach] })));

const pass = sql`(h.units is null or h.units && g.unit_ids or g.unit_ids = '{}')`;

/** For each kind of subject that says so, the steps whose gates are asked now. */
export type StepsAsked = readonly { readonly kind: string; readonly steps: RawBuilder<unknown> }[];

/** `greenTooShort` of the core says the same in memory. */
const greenLongEnough = (now: Date) =>
  sql`(g.green_hours is null or exists (select 1 from gates.evaluation e where e.id = g.evaluation_id and (e.green_until is null or e.green_until > ${now})
    and e.green_since + make_interval(hours => g.green_hours) <= ${now}))`;

const noSteps = sql`select null::text as kind, null::uuid as subject_id, null::text[] as guards where false`;
/** All of them as one SELECT of `kind`, `subject_id` and `guards`. */
export const stepsIn = (asked: StepsAsked): RawBuilder<unknown> =>
  asked.length === 0
    ? noSteps
    : sql.join(
        asked.map(({ kind, steps }) => sql`select ${kind}::text as kind, s.subject_id, s.guards from (${steps}) s`),
        sql` union all `,
      );

/**
 * What waits for a person, by due time, those without one last. A gate waits for who decides it once its subject stands before the step that it guards and
 * every criterion is green. Until then what is missing waits for the role that the criterion names, or, where it names none, for whoever records results.
 */
export async function waitingFor(
  db: Db,
  asked: StepsAsked,
  holdings: readonly Holding[],
  kinds: { readonly decide: boolean; readonly record: boolean },
  page: { readonly limit: number; readonly after: WaitingCursor | null },
  now: Date,
): Promise<readonly WaitingRow[]> {
  const kindsAsked = asked.map(({ kind }) => kind);
  const held = sql`jsonb_to_recordset(${holdingsOf(holdings)}::jsonb) as h(role text, units uuid[])`;
  const after: RawBuilder<unknown> =
    page.after === null
      ? sql`true`
      : sql`(coalesce(g.due_at, 'infinity'::timestamptz), g.id) > (${page.after.dueAt?.toISOString() ?? 'infinity'}::timestamptz, ${page.after.id}::uuid)`;
  const { rows } = await sql<WaitingRow>`
    select g.id, g.subject_kind as "subjectKind", g.subject_id as "subjectId", g.key, g.name, g.guards, ${stateIn(now)} as state, g.due_at as "dueAt",
      own.due and ${kinds.decide} as decide, own.met, own.total, case when ${kinds.record} then own.record else '[]'::jsonb end as record
    from gates.gate g
    left join (${stepsIn(asked)}) step on step.kind = g.subject_kind and step.subject_id = g.subject_id
    cross join lateral (
      select (g.subject_kind <> all(${kindsAsked}::text[]) or coalesce(g.guards = any(step.guards), false))
          and count(c.id) filter (where ${greenIn(now)} is not true) = 0
          and ${greenLongEnough(now)}
          and exists (select 1 from ${held} where h.role = any(g.deciders) and ${pass}) as due,
        count(c.id) filter (where ${greenIn(now)})::int as met, count(c.id)::int as total,
        coalesce(jsonb_agg(jsonb_build_object('key', c.key, 'text', c.text, 'status',
          case when c.holds is null then 'unknown' when c.holds then 'stale' else 'not-met' end) order by c.place)
          filter (where ${greenIn(now)} is not true and c.fact is null and c.expression is null and exists (select 1 from ${held} where (h.role = c.responsible or c.responsible is null and h.role = any(${[...recordingRoles]}::text[])) and ${pass})), '[]'::jsonb) as record
      from gates.criterion c where c.gate_id = g.id and c.withdrawn_at is null
    ) own
    where g.withdrawn_at is null and g.rested_at is null and (g.subject_kind <> all(${kindsAsked}::text[]) or step.subject_id is not null)
      and (g.state in ('upcoming', 'open', 'reopened', 'passed-conditionally') or g.lapses_at is not null)
      and (g.state in ('upcoming', 'open', 'reopened', 'passed-conditionally') or g.lapses_at <= ${now})
      and ${after} and ((own.due and ${kinds.decide}) or (own.record <> '[]'::jsonb and ${kinds.record}))
    order by coalesce(g.due_at, 'infinity'::timestamptz), g.id limit ${page.limit}`.execute(db);
  return rows;
}
