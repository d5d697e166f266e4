import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';

export type PlannedRelease = {
  readonly key: string;
  readonly name: string;
  readonly kind: string;
  readonly class: string;
  readonly state: string;
  readonly unit: string;
  readonly goLive: { readonly start: Date; readonly end: Date } | null;
};

type Row = Omit<PlannedRelease, 'goLive'> & { readonly start: Date; readonly end: Date };

/** Releases of some units whose go-live touches a span, by go-live. A plan tells no release that is not to be: rejected or cancelled. */
export async function releasesDuring(
  db: Db | Tx,
  span: { readonly start: Date; readonly end: Date },
  unitIds: readonly string[],
  limit: number,
): Promise<readonly PlannedRelease[]> {
  const { rows } = await sql<Row>`
    select r.key, r.name, r.kind, r.class, r.state, u.name as unit, r.go_live_start as start, r.go_live_end as "end"
    from releases.release r join identity.units u on u.id = r.unit_id
    where r.unit_id = any(${[...unitIds]}::uuid[]) and r.state not in ('rejected', 'cancelled')
      and r.span && tstzrange(${span.start}, ${span.end}, '[)') and r.go_live_start < ${span.end} and r.go_live_end > ${span.start}
    order by r.live_order, r.id limit ${limit}`.execute(db);
  return rows.map(({ start, end, ...rest }) => ({ ...rest, goLive: { start, end } }));
}
