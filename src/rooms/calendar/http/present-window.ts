import type { WindowRowShown, WindowShown } from '../contract.ts';
import { type ClockNote, localOf } from '../core/read-time.ts';
import type { CalendarRecord, WindowRecord } from '../core/record.ts';
import { nextOccurrences } from '../core/series.ts';
import { targetsOf } from '../core/window-targets.ts';
import { addDays, workOutCalendar } from '../core/working-calendar.ts';
import { type Names, nameIn, namesOf } from '../store/names.ts';
import { defaultCalendar, findCalendar } from '../store/working-calendars.ts';
import { canWindow, type Reader, readsIn } from './can.ts';
import { presentClock, presentOccurrence, presentRecurrence, presentScope, presentTruncation } from './present-parts.ts';

const pointing = (record: WindowRecord) => ({
  scope: record.scope,
  cadenceId: record.window.cadenceId,
  personId: record.window.state === 'locked' ? (record.window.move?.askedBy ?? null) : null,
});

/** Rows of a list, with names found for all of them at once. */
export async function presentWindows(reader: Reader, records: readonly WindowRecord[]): Promise<WindowRowShown[]> {
  const names = await namesOf(reader.app.database.db, records.map(pointing), readsIn(reader));
  return records.map((record) => presentRow(record, names));
}

function presentRow(record: WindowRecord, names: Names): WindowRowShown {
  const { window } = record;
  const lock = 'firstLock' in window ? window.firstLock : null;
  const move = window.state === 'locked' ? window.move : null;
  return {
    id: record.id,
    key: record.key,
    planRef: record.planRef,
    version: record.version,
    name: window.name,
    state: window.state,
    zone: window.zone,
    start: window.span.start.toISOString(),
    end: window.span.end.toISOString(),
    goLive: window.goLive.toISOString(),
    startLocal: localOf(window.span.start, window.zone),
    endLocal: localOf(window.span.end, window.zone),
    goLiveLocal: localOf(window.goLive, window.zone),
    repeats: window.series === null ? null : presentRecurrence(window.series.recurrence),
    seriesEnd: window.series?.end?.toISOString() ?? null,
    scope: presentScope(record.scope, names),
    cadence: window.cadenceId === null ? null : nameIn(names.cadences, window.cadenceId),
    firstLock:
      lock === null
        ? null
        : {
            start: lock.span.start.toISOString(),
            end: lock.span.end.toISOString(),
            goLive: lock.goLive.toISOString(),
            at: lock.at.toISOString(),
          },
    move:
      move === null
        ? null
        : {
            askedBy: { id: move.askedBy, name: names.people.get(move.askedBy) ?? move.askedBy },
            askedAt: move.askedAt.toISOString(),
            start: move.span.start.toISOString(),
            end: move.span.end.toISOString(),
            goLive: move.goLive.toISOString(),
            reason: move.reason,
          },
    changedAt: record.changedAt.toISOString(),
  };
}

/** A window as one reader sees it, with the dates of its targets. */
export async function presentWindow(reader: Reader, record: WindowRecord, clock: readonly ClockNote[]): Promise<WindowShown> {
  const { db } = reader.app.database;
  const names = await namesOf(db, [pointing(record)], readsIn(reader));
  const calendar =
    record.workingCalendarId === null ? await defaultCalendar(db) : await findCalendar(db, record.workingCalendarId);
  const { window } = record;
  const next = nextOccurrences(
    { span: window.span, recurrence: window.series?.recurrence ?? null },
    reader.app.clock.now(),
    window.zone,
    'window',
  );
  return {
    ...presentRow(record, names),
    note: record.note,
    workingCalendar: calendar === undefined ? null : { id: calendar.id, key: calendar.key, name: calendar.name },
    targets: presentTargets(record, calendar),
    next: next.occurrences.map(presentOccurrence),
    truncated: presentTruncation(next.truncated),
    restrictedUntil: record.restrictedUntil?.toISOString() ?? null,
    clock: presentClock(clock),
    can: await canWindow(reader, record),
  };
}

/** A target whose date the calendar cannot tell has none, and says so by being null. */
function presentTargets({ window }: WindowRecord, calendar: CalendarRecord | undefined): WindowShown['targets'] {
  const goLive = localOf(window.goLive, window.zone).slice(0, 10);
  // Twice as many days as are counted, and a year: enough for any week of four days or more. What lies beyond stays unknown.
  const reachOf = (days: readonly number[]): number => 366 + 2 * Math.max(0, ...days);
  const back = reachOf(window.targets.map((one) => -one.days));
  const ahead = reachOf(window.targets.map((one) => one.days));
  const days = calendar === undefined ? null : workOutCalendar(calendar.calendar, addDays(goLive, -back), addDays(goLive, ahead));
  return window.targets.map(({ key, name, days: count, measure }) => {
    const found = targetsOf(window.goLive, window.zone, [{ key, name, days: count, measure }], days?.ok ? days.value : null);
    const dated = found.ok ? found.value[0] : undefined;
    return { key, name, days: count, measure, date: dated?.date ?? null, dueBefore: dated?.dueBefore?.toISOString() ?? null };
  });
}
