import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Span } from '../../../foundation/span.ts';
import type { FreezeRecord } from '../core/record.ts';
import { type FreezeRow, toFreeze } from './rows.ts';
import { saveRow } from './save-row.ts';
import { concerns, named } from './units.ts';

const columns = sql`f.id, f.key, f.plan_ref, f.name, f.reason, f.state, f.severity, f.zone, f.starts_at, f.ends_at, f.recurrence, f.series_end, f.unit_id, f.unit_ids,
  f.scope, f.restricted_until, f.version, f.changed_at`;

export async function freezesWhere(
  db: Db | Tx,
  condition: RawBuilder<unknown>,
  tail: RawBuilder<unknown> = sql`order by f.id`,
): Promise<readonly FreezeRecord[]> {
  const { rows } = await sql<FreezeRow>`select ${columns} from calendar.freeze f where ${condition} ${tail}`.execute(db);
  return rows.map(toFreeze);
}

/** A freeze as a reader may see it. */
export const findFreeze = async (db: Db | Tx, idOrKey: string, reach: Reach): Promise<FreezeRecord | undefined> =>
  (await freezesWhere(db, sql`${named('f', idOrKey)} and ${concerns('f.unit_ids', reach)}`))[0];

export const freezeForUpdate = async (tx: Tx, idOrKey: string, reach: Reach): Promise<FreezeRecord | undefined> =>
  (await freezesWhere(tx, sql`${named('f', idOrKey)} and ${concerns('f.unit_ids', reach)}`, sql`for update of f`))[0];

/** Active freezes that share time with a span, series as a whole. Bounded. */
export const freezesDuring = (
  db: Db | Tx,
  span: Span,
  reach: Reach,
  also: RawBuilder<unknown>,
  limit: number,
): Promise<readonly FreezeRecord[]> =>
  freezesWhere(
    db,
    sql`f.whole && tstzrange(${span.start}, ${span.end}, '[)') and f.state = 'active' and ${concerns('f.unit_ids', reach)} and ${also}`,
    sql`order by f.starts_at, f.id limit ${limit}`,
  );

export const freezeByPlanRef = async (db: Db | Tx, planRef: string): Promise<FreezeRecord | undefined> =>
  (await freezesWhere(db, sql`f.plan_ref = ${planRef} and f.state <> 'withdrawn'`))[0];

/** Writes a freeze: a new one (`seen` null), or the version after the one that was seen. */
export const saveFreeze = (tx: Tx, record: FreezeRecord, seen: number | null): Promise<boolean> =>
  saveRow(
    tx,
    'freeze',
    {
      id: record.id,
      key: record.key,
      plan_ref: record.planRef,
      name: record.name,
      reason: record.reason,
      state: record.state,
      severity: record.severity,
      zone: record.zone,
      starts_at: record.span.start,
      ends_at: record.span.end,
      recurrence: record.series?.recurrence ?? null,
      series_end: record.series?.end ?? null,
      unit_id: record.unitId,
      unit_ids: record.unitIds,
      scope: record.scope,
      restricted_until: record.restrictedUntil,
      version: record.version,
      changed_at: record.changedAt,
    },
    seen,
  );

/** Series whose part in the index ends before a time: ids after one, in order. */
export const freezesToExtend = async (db: Db, before: Date, after: string, limit: number): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from calendar.freeze where recurrence is not null and state = 'active' and id > ${after}
      and restricted_until < ${before} and (series_end is null or series_end > restricted_until) order by id limit ${limit}`.execute(
    db,
  );
  return rows.map((row) => row.id);
};
