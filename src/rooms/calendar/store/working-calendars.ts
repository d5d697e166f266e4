import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { CalendarRecord } from '../core/record.ts';
import { type CalendarRow, toCalendar } from './rows.ts';
import { saveRow } from './save-row.ts';
import { named } from './units.ts';

const columns = sql`k.id, k.key, k.name, k.zone, k.week, k.holidays, k.is_default, k.withdrawn_at, k.version, k.changed_at`;

export async function calendarsWhere(
  db: Db | Tx,
  condition: RawBuilder<unknown>,
  tail: RawBuilder<unknown> = sql`order by k.id`,
): Promise<readonly CalendarRecord[]> {
  const { rows } = await sql<CalendarRow>`select ${columns} from calendar.working_calendar k where ${condition} ${tail}`.execute(
    db,
  );
  return rows.map(toCalendar);
}

export const findCalendar = async (db: Db | Tx, idOrKey: string): Promise<CalendarRecord | undefined> =>
  (await calendarsWhere(db, named('k', idOrKey)))[0];

export const calendarForUpdate = async (tx: Tx, idOrKey: string): Promise<CalendarRecord | undefined> =>
  (await calendarsWhere(tx, named('k', idOrKey), sql`for update of k`))[0];

/** A calendar that something is about to count by: it cannot be withdrawn meanwhile. */
export const calendarForUse = async (tx: Tx, idOrKey: string): Promise<CalendarRecord | undefined> =>
  (await calendarsWhere(tx, sql`${named('k', idOrKey)} and k.withdrawn_at is null`, sql`for share of k`))[0];

/** The calendar that counts where none is named. */
export const defaultCalendar = async (db: Db | Tx): Promise<CalendarRecord | undefined> =>
  (await calendarsWhere(db, sql`k.is_default`))[0];

/** Which calendar is the default changes one act at a time. */
export async function lockDefault(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('calendar default', 0))`.execute(tx);
}

/** Writes a working calendar: a new one (`seen` null), or the version after the one that was seen. */
export const saveCalendar = (tx: Tx, record: CalendarRecord, seen: number | null): Promise<boolean> =>
  saveRow(
    tx,
    'working_calendar',
    {
      id: record.id,
      key: record.key,
      name: record.name,
      zone: record.calendar.zone,
      week: record.calendar.week,
      holidays: record.calendar.holidays,
      is_default: record.isDefault,
      withdrawn_at: record.withdrawnAt,
      version: record.version,
      changed_at: record.changedAt,
    },
    seen,
  );

/** Open windows and cadences that count by a calendar. */
export async function usesOfCalendar(db: Db | Tx, id: string): Promise<{ readonly windows: number; readonly cadences: number }> {
  const { rows } = await sql<{ windows: number; cadences: number }>`select
    (select count(*)::int from calendar.release_window where working_calendar_id = ${id} and state in ('draft', 'proposed', 'locked')) as windows,
    (select count(*)::int from calendar.cadence where working_calendar_id = ${id} and state = 'active') as cadences`.execute(db);
  return rows[0] ?? { windows: 0, cadences: 0 };
}
