import { type RawBuilder, sql } from 'kysely';
import type { Holding } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';
import type { CriterionStatus } from '../contract.ts';
import { greenIn, type StripRow, stateIn } from './strips.ts';

export type WaitingRow = Omit<StripRow, 'notMet'> & {
  readonly decide: boolean;
  readonly record: readonly { readonly key: string; readonly text: string; readonly status: CriterionStatus }[];
};

export type WaitingCursor = { readonly dueAt: Date | null; readonly id: string };

const holdingsOf = (holdings: readonly Holding[]): string =>
  JSON.stringify(holdings.map(({ role, reach }) => ({ role, units: reach === 'all' ? null : [...reach] })));

const pass = sql`(h.units is null or h.units && g.unit_ids or g.unit_ids = '{}')`;

/** What waits for a person: gates that one of their roles decides, criteria that one of their roles is responsible for; by due time, those without one last. */
export async function waitingFor(
  db: Db,
  holdings: readonly Holding[],
  kinds: { readonly decide: boolean; readonly record: boolean },
  page: { readonly limit: number; readonly after: WaitingCursor | null },
  now: Date,
): Promise<readonly WaitingRow[]> {
  const held = sql`jsonb_to_recordset(${holdingsOf(holdings)}::jsonb) as h(role text, units uuid[])`;
  const after: RawBuilder<unknown> =
    page.after === null
      ? sql`true`
      : sql`(coalesce(g.due_at, 'infinity'::timestamptz), g.id) > (${page.after.dueAt?.toISOString() ?? 'infinity'}::timestamptz, ${page.after.id}::uuid)`;
  const { rows } = await sql<WaitingRow>`
    select g.id, g.subject_kind as "subjectKind", g.subject_id as "subjectId", g.key, g.name, g.guards, ${stateIn(now)} as state, g.due_at as "dueAt",
      own.decide and ${kinds.decide} as decide, own.met, own.total, case when ${kinds.record} then own.record else '[]'::jsonb end as record
    from gates.gate g
    cross join lateral (
      select exists (select 1 from ${held} where h.role = any(g.deciders) and ${pass}) as decide,
        count(c.id) filter (where ${greenIn(now)})::int as met, count(c.id)::int as total,
        coalesce(jsonb_agg(jsonb_build_object('key', c.key, 'text', c.text, 'status',
          case when c.holds is null then 'unknown' when c.holds then 'stale' else 'not-met' end) order by c.place)
          filter (where ${greenIn(now)} is not true and exists (select 1 from ${held} where h.role = c.responsible and ${pass})), '[]'::jsonb) as record
      from gates.criterion c where c.gate_id = g.id and c.withdrawn_at is null
    ) own
    where g.withdrawn_at is null and g.rested_at is null
      and (g.state in ('upcoming', 'open', 'reopened', 'passed-conditionally') or g.lapses_at is not null)
      and (g.state in ('upcoming', 'open', 'reopened', 'passed-conditionally') or g.lapses_at <= ${now})
      and ${after} and ((own.decide and ${kinds.decide}) or (own.record <> '[]'::jsonb and ${kinds.record}))
    order by coalesce(g.due_at, 'infinity'::timestamptz), g.id limit ${page.limit}`.execute(db);
  return rows;
}
