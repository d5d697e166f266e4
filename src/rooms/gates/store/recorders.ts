import { sql } from 'kysely';
import type { Db } from '../../../foundation/database/database.ts';
import type { Involvement } from '../../../foundation/services.ts';

/** Who recorded results on gates of a subject, withdrawn results and gates included: who tested, tested. */
export async function recordersOf(
  db: Db,
  subject: { readonly kind: string; readonly id: string },
): Promise<readonly Involvement[]> {
  const { rows } = await sql<{ personId: string }>`
    select distinct r.recorded_by as "personId" from gates.gate g join gates.result r on r.gate_id = g.id
    where g.subject_kind = ${subject.kind} and g.subject_id = ${subject.id}`.execute(db);
  return rows.map(({ personId }) => ({ personId, as: 'tested' }));
}
