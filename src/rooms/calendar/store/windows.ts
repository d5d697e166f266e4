import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Span } from '../../../foundation/span.ts';
import type { WindowRecord } from '../core/record.ts';
import { toWindow, type WindowRow } from './rows.ts';
import { saveRow } from './save-row.ts';
import { concerns, named } from './units.ts';

const columns = sql`w.id, w.key, w.plan_ref, w.name, w.note, w.state, w.zone, w.starts_at, w.ends_at, w.go_live, w.recurrence, w.series_end, w.unit_id, w.unit_ids,
  w.scope, w.targets, w.working_calendar_id, w.cadence_id, w.slot, w.locked_start, w.locked_end, w.locked_go_live, w.locked_at, w.move_asked_by, w.move_asked_at,
  w.move_start, w.move_end, w.move_go_live, w.move_reason, w.restricted_until, w.version, w.changed_at`;

export async function windowsWhere(
  db: Db | Tx,
  condition: RawBuilder<unknown>,
  tail: RawBuilder<unknown> = sql`order by w.id`,
): Promise<readonly WindowRecord[]> {
  const { rows } = await sql<WindowRow>`select ${columns} from calendar.release_window w where ${condition} ${tail}`.execute(db);
  return rows.map(toWindow);
}

/** A window as a reader may see it. */
export const findWindow = async (db: Db | Tx, idOrKey: string, reach: Reach): Promise<WindowRecord | undefined> =>
  (await windowsWhere(db, sql`${named('w', idOrKey)} and ${concerns('w.unit_ids', reach)}`))[0];

export const windowForUpdate = async (tx: Tx, idOrKey: string, reach: Reach): Promise<WindowRecord | undefined> =>
  (await windowsWhere(tx, sql`${named('w', idOrKey)} and ${concerns('w.unit_ids', reach)}`, sql`for update of w`))[0];

/** Windows that stand and share time with a span, series as a whole. Bounded. */
export const windowsDuring = (
  db: Db | Tx,
  span: Span,
  reach: Reach,
  states: readonly string[],
  also: RawBuilder<unknown>,
  limit: number,
): Promise<readonly WindowRecord[]> =>
  windowsWhere(
    db,
    sql`w.whole && tstzrange(${span.start}, ${span.end}, '[)') and w.state <> 'withdrawn' and w.state = any(${[...states]}) and ${concerns('w.unit_ids', reach)} and ${also}`,
    sql`order by w.starts_at, w.id limit ${limit}`,
  );

export const windowByPlanRef = async (db: Db | Tx, planRef: string): Promise<WindowRecord | undefined> =>
  (await windowsWhere(db, sql`w.plan_ref = ${planRef} and w.state <> 'withdrawn'`))[0];

/** Writes a window: a new one (`seen` null), or the version after the one that was seen. */
export function saveWindow(tx: Tx, record: WindowRecord, seen: number | null): Promise<boolean> {
  const { window } = record;
  const lock = 'firstLock' in window ? window.firstLock : null;
  const move = window.state === 'locked' ? window.move : null;
  const values = {
    id: record.id,
    key: record.key,
    plan_ref: record.planRef,
    name: window.name,
    note: record.note,
    state: window.state,
    zone: window.zone,
    starts_at: window.span.start,
    ends_at: window.span.end,
    go_live: window.goLive,
    recurrence: window.series?.recurrence ?? null,
    series_end: window.series?.end ?? null,
    unit_id: record.unitId,
    unit_ids: record.unitIds,
    scope: record.scope,
    targets: window.targets,
    working_calendar_id: record.workingCalendarId,
    cadence_id: window.cadenceId,
    slot: record.slot,
    locked_start: lock?.span.start ?? null,
    locked_end: lock?.span.end ?? null,
    locked_go_live: lock?.goLive ?? null,
    locked_at: lock?.at ?? null,
    move_asked_by: move?.askedBy ?? null,
    move_asked_at: move?.askedAt ?? null,
    move_start: move?.span.start ?? null,
    move_end: move?.span.end ?? null,
    move_go_live: move?.goLive ?? null,
    move_reason: move?.reason ?? null,
    restricted_until: record.restrictedUntil,
    version: record.version,
    changed_at: record.changedAt,
  };
  return saveRow(tx, 'release_window', values, seen);
}

/** Notes how far a series stands in the index; no change of the record. */
export async function noteRestricted(tx: Tx, table: 'release_window' | 'freeze', id: string, until: Date | null): Promise<void> {
  await sql`update ${sql.table(`calendar.${table}`)} set restricted_until = ${until} where id = ${id}`.execute(tx);
}

/** Windows that should have lapsed by now. */
export const windowsOver = async (db: Db, now: Date, limit: number): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from calendar.release_window
    where state in ('proposed', 'locked') and ends_at <= ${now} and (recurrence is null or series_end <= ${now}) order by ends_at, id limit ${limit}`.execute(
    db,
  );
  return rows.map((row) => row.id);
};

/** Series whose part in the index ends before a time: ids after one, in order. */
export const windowsToExtend = async (db: Db, before: Date, after: string, limit: number): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from calendar.release_window where recurrence is not null and state in ('proposed', 'locked') and id > ${after}
      and restricted_until < ${before} and (series_end is null or series_end > restricted_until) order by id limit ${limit}`.execute(
    db,
  );
  return rows.map((row) => row.id);
};

/** Local starts of a cadence for which there is, or was, a window. */
export const slotsOf = async (db: Db | Tx, cadenceId: string): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ slot: string }>`select slot from calendar.release_window where cadence_id = ${cadenceId}`.execute(
    db,
  );
  return new Set(rows.map((row) => row.slot));
};
