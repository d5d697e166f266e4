import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import { type StepsAsked, stepsIn } from './waiting.ts';

export type GateTraits = {
  readonly id: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly unitIds: readonly string[];
  readonly key: string;
  readonly guards: string;
  /** Key of the template that it came from. */
  readonly template: string | null;
};

/** What tells gates apart, for rooms that select them. */
export async function gateTraits(db: Db, ids: readonly string[]): Promise<readonly GateTraits[]> {
  const { rows } = await sql<GateTraits>`
    select g.id, g.subject_kind as "subjectKind", g.subject_id as "subjectId", g.unit_ids as "unitIds", g.key, g.guards, t.key as template
    from gates.gate g left join gates.template t on t.id = g.template_id where g.id = any(${[...ids]}::uuid[])`.execute(db);
  return rows;
}

/** Of these keys, those of no gate and of no template of gates. */
export async function keysOfNoGate(db: Db, keys: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`
    select key from unnest(${[...keys]}::text[]) as asked (key)
    where not exists (select from gates.gate g where g.key = asked.key) and not exists (select from gates.template t where t.gate_key = asked.key)`.execute(
    db,
  );
  return rows.map(({ key }) => key);
}

/** Of these keys, those of no template. */
export async function keysOfNoTemplate(db: Db, keys: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`
    select key from unnest(${[...keys]}::text[]) as asked (key) where not exists (select from gates.template t where t.key = asked.key)`.execute(
    db,
  );
  return rows.map(({ key }) => key);
}

/** Who decided each gate in any way but re-opening it. */
export async function decidedBy(
  db: Db,
  ids: readonly string[],
): Promise<readonly { readonly gateId: string; readonly personId: string }[]> {
  const { rows } = await sql<{ gateId: string; personId: string }>`
    select distinct gate_id as "gateId", by_id as "personId" from gates.decision where gate_id = any(${[...ids]}::uuid[]) and outcome <> 'reopen'`.execute(
    db,
  );
  return rows;
}

/** When a gate that is passed now was let pass; null while it is not: what was re-opened is to be decided again. */
export async function passedAt(db: Db, id: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(d.at) as at from gates.gate g join gates.decision d on d.gate_id = g.id
    where g.id = ${id} and g.state in ('passed', 'passed-conditionally', 'not-applicable') and d.outcome in ('pass', 'pass-conditionally', 'declare-not-applicable')`.execute(
    db,
  );
  return rows[0]?.at ?? null;
}

/** Since when a gate is green without break, by the evaluation that was kept last; null where it is not. */
export async function greenSinceOf(db: Db, id: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select e.green_since as at from gates.gate g join gates.evaluation e on e.id = g.evaluation_id where g.id = ${id}`.execute(
    db,
  );
  return rows[0]?.at ?? null;
}

/** Gates that are to be let pass: green, not passed, and the record stands before the step that they guard. */
export const gatesToPass = (asked: StepsAsked): RawBuilder<unknown> => sql`
  select g.id as subject_id, u.unit_id, 'pass' as step
  from gates.gate g join gates.evaluation e on e.id = g.evaluation_id and e.green_since is not null
    left join (${stepsIn(asked)}) step on step.kind = g.subject_kind and step.subject_id = g.subject_id
    cross join lateral unnest(case when g.unit_ids = '{}' then array[null]::uuid[] else g.unit_ids end) as u(unit_id)
  where g.withdrawn_at is null and g.rested_at is null and g.state in ('upcoming', 'open', 'reopened', 'passed-conditionally')
    and (g.subject_kind <> all(${asked.map(({ kind }) => kind)}::text[]) or coalesce(g.guards = any(step.guards), false))`;

/** Where each gate stands now: in the units of its record. */
export const unitsOfGates = sql`select g.id as subject_id, u.unit_id from gates.gate g cross join lateral unnest(g.unit_ids) as u(unit_id)`;
