import { sql } from 'kysely';
import type { Json } from '../../../foundation/canonical-json.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';

/** When a field became one of some values, by the newest entry up to a moment that changed it; null where it is none of them then. */
export async function becameAt(
  db: Db | Tx,
  subject: { readonly kind: string; readonly id: string },
  change: { readonly field: string; readonly values: readonly Json[] },
  at: Date,
): Promise<Date | null> {
  const { rows } = await sql<{ at: Date; value: Json }>`
    select e.at, c -> 'new' as value from ledger.entry e, jsonb_array_elements(e.changes) c
    where e.subject_kind = ${subject.kind} and e.subject_id = ${subject.id} and e.at <= ${at} and c ->> 'field' = ${change.field}
    order by e.subject_place desc limit 1`.execute(db);
  const [newest] = rows;
  return newest !== undefined && change.values.includes(newest.value) ? newest.at : null;
}
