import { sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';

export type StateMoved = {
  readonly entryId: string;
  readonly at: Date;
  readonly kind: string;
  readonly id: string;
  readonly act: string;
  readonly actorId: string;
};

/** Entries behind a place that led a record from one state to another, in their order; at most `most` entries are looked at. */
export async function movedStates(
  db: Db,
  after: number,
  most: number,
): Promise<{ readonly moves: readonly StateMoved[]; readonly upTo: { readonly seq: number; readonly last: boolean } }> {
  const { rows: ends } = await sql<{ seq: string | null; n: number }>`
    select max(seq)::text as seq, count(*)::int as n from ledger.place where seq > ${after} and seq <= ${after + most}`.execute(
    db,
  );
  const seq = Number(ends[0]?.seq ?? after);
  const last = (ends[0]?.n ?? 0) < most;
  if (seq === after) return { moves: [], upTo: { seq, last } };
  const { rows } = await sql<StateMoved>`
    select e.id as "entryId", e.at, e.subject_kind as kind, e.subject_id as id, e.act, e.actor_id as "actorId"
    from ledger.place p join ledger.entry e on e.id = p.entry_id
    where p.seq > ${after} and p.seq <= ${seq}
      and exists (select from jsonb_array_elements(e.changes) c where c ->> 'field' = '/state' and c -> 'old' <> 'null'::jsonb and c -> 'new' <> 'null'::jsonb)
    order by p.seq`.execute(db);
  return { moves: rows, upTo: { seq, last } };
}
