import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { type Criterion, endOf, metBy } from '../core/criterion.ts';
import { foundText } from '../core/found.ts';
import type { GateHead } from './read-gates.ts';

/** Writes down what the house found for criteria of a locked gate, with what lists read. */
export async function saveFound(tx: Tx, criteria: readonly Criterion[]): Promise<void> {
  for (const criterion of criteria) {
    const stored = foundText(criterion.found);
    await sql`update gates.criterion set found = ${stored}::jsonb, holds = ${metBy(criterion)}, stale_at = ${endOf(criterion)}
      where id = ${criterion.id}`.execute(tx);
  }
}

/** Gates whose facts were measured longest ago; gates at rest are measured no more. */
export async function gatesToMeasure(db: Db, limit: number): Promise<readonly GateHead[]> {
  const { rows } = await sql<GateHead>`
    select id, subject_kind as "subjectKind", subject_id as "subjectId", subject_key as "subjectKey", unit_ids as "unitIds"
    from gates.gate g
    where withdrawn_at is null and rested_at is null
      and exists (select 1 from gates.criterion c where c.gate_id = g.id and c.withdrawn_at is null and (c.fact is not null or c.expression is not null))
    order by measured_at nulls first, id limit ${limit}`.execute(db);
  return rows;
}

/** So that the next turn begins with others. */
export async function noteMeasured(db: Db, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length > 0) await sql`update gates.gate set measured_at = ${now} where id = any(${[...ids]}::uuid[])`.execute(db);
}
