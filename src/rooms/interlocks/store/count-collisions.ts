import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { type OwnerRef, type Severity, severities } from '../core/hold.ts';

/** Open collisions of one record: how many, how many of each severity, and the gravest. */
export type OwnerCollisions = OwnerRef & {
  readonly open: number;
  readonly blocks: number;
  readonly needsException: number;
  readonly warns: number;
  readonly gravest: Severity | null;
};

type Row = { kind: string; id: string; severity: Severity; many: number };

/** Counts by two indexes of open collisions: the cost grows with the collisions that are counted, not with history. */
export async function countOpen(db: Db | Tx, owners: readonly OwnerRef[]): Promise<readonly OwnerCollisions[]> {
  if (owners.length === 0) return [];
  const asked = JSON.stringify(owners.map((owner) => ({ kind: owner.kind, id: owner.id })));
  const { rows } = await sql<Row>`
    with asked as (select distinct kind, id from jsonb_to_recordset(${asked}::jsonb) as d(kind text, id uuid))
    select kind, id, severity, count(*)::int as many from (
      select a.kind, a.id, c.severity from asked a join interlocks.collision c on c.one_kind = a.kind and c.one_id = a.id and c.cleared_at is null
      union all
      select a.kind, a.id, c.severity from asked a join interlocks.collision c on c.other_kind = a.kind and c.other_id = a.id and c.cleared_at is null
    ) both_sides group by kind, id, severity`.execute(db);
  const counts = new Map(rows.map((row) => [`${row.kind} ${row.id} ${row.severity}`, row.many] as const));
  return owners.map(({ kind, id }) => {
    const many = (severity: Severity): number => counts.get(`${kind} ${id} ${severity}`) ?? 0;
    const gravest = severities.find((severity) => many(severity) > 0) ?? null;
    return {
      kind,
      id,
      open: severities.reduce((sum, severity) => sum + many(severity), 0),
      blocks: many('blocks'),
      needsException: many('needs-exception'),
      warns: many('warns'),
      gravest,
    };
  });
}
