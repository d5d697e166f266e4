import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';

/** The part of the trail that a decider looked at, as `trail` of a row of decisions. */
export const trailColumn = sql`case when trail_sha256 is null then null else
  jsonb_build_object('first', trail_first, 'last', trail_last, 'entries', trail_entries, 'sha256', trail_sha256) end as trail`;

type Of = { readonly kind: string; readonly id: string };

export type LastLook = { readonly last: number; readonly at: Date; readonly byId: string; readonly gate: string };

/** Up to where the trail of a record was looked at last, by whose decision on which of its gates; null where nobody did. */
export async function lastLookAt(db: Db | Tx, subject: Of): Promise<LastLook | null> {
  const { rows } = await sql<LastLook>`
    select d.trail_last as last, d.at, d.by_id as "byId", g.name as gate
    from gates.gate g join gates.decision d on d.gate_id = g.id
    where g.subject_kind = ${subject.kind} and g.subject_id = ${subject.id} and d.trail_last is not null
    order by d.trail_last desc, d.at desc limit 1`.execute(db);
  const [row] = rows;
  return row === undefined ? null : { ...row, last: Number(row.last) };
}

/** Ids of all gates that a record has or had. */
export async function gateIdsOfRecord(db: Db | Tx, subject: Of): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from gates.gate where subject_kind = ${subject.kind} and subject_id = ${subject.id}`.execute(db);
  return rows.map(({ id }) => id);
}
