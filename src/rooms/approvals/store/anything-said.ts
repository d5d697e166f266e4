import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';

/** Whether there is anything to read at all, for whoever only tells what could be done: most records have nothing of it. */
export type AnythingSaid = {
  /** Somebody said something to a step of the record. */
  readonly approvals: boolean;
  /** Something was authorised by word of mouth for the record. */
  readonly verbals: boolean;
  /** Some record of the kind owes approvals that are overdue. */
  readonly overdue: boolean;
};

export async function anythingSaid(db: Db | Tx, kind: string, id: string, now: Date): Promise<AnythingSaid> {
  const { rows } = await sql<AnythingSaid>`
    select exists (select 1 from approvals.approval where subject_kind = ${kind} and subject_id = ${id}::uuid) as approvals,
      exists (select 1 from approvals.verbal_authorisation where subject_kind = ${kind} and subject_id = ${id}::uuid) as verbals,
      exists (select 1 from approvals.verbal_authorisation where subject_kind = ${kind} and state = 'open' and due_at <= ${now}) as overdue`.execute(
    db,
  );
  return rows[0] ?? { approvals: true, verbals: true, overdue: true };
}
