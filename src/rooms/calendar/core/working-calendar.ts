import { Temporal } from 'temporal-polyfill';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { isValidSpan, type Span } from '../../../foundation/span.ts';
import { calendarRefusals as no } from './calendar-refusals.ts';
import { expandRecurrence, faultsOfRecurrence, type Recurrence } from './recurrence.ts';
import { type Weekday, weekdays } from './recurrence-rule.ts';
import { isLocalDate, isZone, resolveLocalTime } from './zoned-time.ts';

/** A part of a working day by the wall clock, `[from, to)`; 24:00 closes the day. */
export type WorkingHours = { readonly from: string; readonly to: string };

/** One date, or dates that return by an RRULE (RFC 5545) from their first on, such as FREQ=YEARLY;BYMONTH=11;BYDAY=4TH. */
export type Holiday = {
  readonly name: string;
  readonly on: string;
  readonly rule: string | null;
  readonly except: readonly string[];
};

export type WorkingCalendar = {
  readonly zone: string;
  /** The working week: a weekday without hours is not a working day. */
  readonly week: Readonly<Record<Weekday, readonly WorkingHours[]>>;
  readonly holidays: readonly Holiday[];
};

/** The part of a working calendar whose holidays are worked out, from `from` to `to`, both dates included. */
export type WorkingDays = {
  readonly calendar: WorkingCalendar;
  readonly from: string;
  readonly to: string;
  /** Names of the holidays by date. */
  readonly holidays: ReadonlyMap<string, readonly string[]>;
};

const timePattern = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;

/** Every fault of a working calendar at once; empty when it can be used. */
export function faultsOfWorkingCalendar(calendar: WorkingCalendar): readonly Refusal[] {
  const refusals: Refusal[] = isZone(calendar.zone) ? [] : [no['zone-unknown']({ zone: calendar.zone })];
  if (weekdays.every((day) => calendar.week[day].length === 0)) refusals.push(no['calendar-without-working-days']());
  for (const weekday of weekdays) {
    for (const { from, to } of calendar.week[weekday]) {
      const sound = timePattern.test(from) && timePattern.test(to) && from < to;
      if (!sound) refusals.push(no['working-hours-malformed']({ weekday, from, to }));
    }
  }
  for (const holiday of calendar.holidays) {
    if (!isLocalDate(holiday.on)) refusals.push(no['local-date-malformed']({ value: holiday.on }));
    else if (holiday.rule !== null) refusals.push(...faultsOfRecurrence(recurrenceOf(holiday, holiday.rule)));
  }
  return refusals;
}

/** Works out the holidays from one date to another. A calendar whose holidays cannot all be named is refused, not shortened. */
export function workOutCalendar(calendar: WorkingCalendar, from: string, to: string): Outcome<WorkingDays> {
  const faults = [...faultsOfWorkingCalendar(calendar)];
  for (const value of [from, to].filter((one) => !isLocalDate(one))) faults.push(no['local-date-malformed']({ value }));
  if (faults.length > 0) return refused(faults);
  const span: Span = { start: new Date(`${from}T00:00Z`), end: new Date(`${addDays(to, 1)}T00:00Z`) };
  if (!isValidSpan(span)) return refuse(no['span-not-valid']());
  const holidays = new Map<string, readonly string[]>();
  const add = (date: string, name: string) => holidays.set(date, [...(holidays.get(date) ?? []), name]);
  for (const holiday of calendar.holidays) {
    if (holiday.rule === null) {
      if (from <= holiday.on && holiday.on <= to) add(holiday.on, holiday.name);
      continue;
    }
    const found = expandRecurrence(recurrenceOf(holiday, holiday.rule), span);
    if (!found.ok) return found;
    const stop = found.value.truncated?.from.toISOString().slice(0, 10);
    if (stop !== undefined) return refuse(no['dates-outside-calendar']({ date: to, from, to: stop }));
    for (const one of found.value.occurrences) add(one.local.slice(0, 10), holiday.name);
  }
  return done({ calendar, from, to, holidays });
}

/** True when the week works on that weekday and no holiday falls on it. A date outside the worked-out part is refused, never guessed. */
export const isWorkingDay = (days: WorkingDays, date: string): Outcome<boolean> => {
  const outside = outsideOf(days, date);
  return outside === null ? done(works(days, date)) : refuse(outside);
};

/**
 * The n-th working day after a date (before it, when `count` is negative). 0 gives the date itself when it works, else the next that does.
 */
export function addWorkingDays(days: WorkingDays, date: string, count: number): Outcome<string> {
  const step = count < 0 ? -1 : 1;
  let current = count === 0 ? addDays(date, -1) : date;
  let left = Math.max(1, Math.abs(Math.trunc(count)));
  for (let outside = outsideOf(days, date); outside === null; outside = outsideOf(days, addDays(current, step))) {
    current = addDays(current, step);
    if (works(days, current)) left -= 1;
    if (left === 0) return done(current);
  }
  return refuse(no['dates-outside-calendar']({ date: addDays(current, step), from: days.from, to: days.to }));
}

/** How many working days lie in `[from, to)`; negative when `to` lies before `from`. */
export function workingDaysBetween(days: WorkingDays, from: string, to: string): Outcome<number> {
  if (to < from) {
    const back = workingDaysBetween(days, to, from);
    return back.ok ? done(0 - back.value) : back;
  }
  const outside = [outsideOf(days, from), to > from ? outsideOf(days, addDays(to, -1)) : null].filter((one) => one !== null);
  if (outside.length > 0) return refused(outside);
  let count = 0;
  for (let date = from; date < to; date = addDays(date, 1)) if (works(days, date)) count += 1;
  return done(count);
}

/** The working hours of a date as spans of instants; none on a holiday. Hours that the clocks skip drop out, those shown twice count twice. */
export function workingSpansOn(days: WorkingDays, date: string): Outcome<readonly Span[]> {
  const outside = outsideOf(days, date);
  if (outside !== null) return refuse(outside);
  if (!works(days, date)) return done([]);
  const { zone, week } = days.calendar;
  const instant = (time: string, fold: 'earlier' | 'later'): Date => {
    const local = time === '24:00' ? `${addDays(date, 1)}T00:00` : `${date}T${time}`;
    return resolveLocalTime(local, zone, 'next', fold).instant;
  };
  const spans = week[weekdayOf(date)].map(({ from, to }) => ({ start: instant(from, 'earlier'), end: instant(to, 'later') }));
  return done(spans.filter(isValidSpan));
}

const works = (days: WorkingDays, date: string): boolean =>
  days.calendar.week[weekdayOf(date)].length > 0 && !days.holidays.has(date);

const outsideOf = (days: WorkingDays, date: string): Refusal | null => {
  if (!isLocalDate(date)) return no['local-date-malformed']({ value: date });
  return days.from <= date && date <= days.to ? null : no['dates-outside-calendar']({ date, from: days.from, to: days.to });
};

const weekdayOf = (date: string): Weekday => weekdays[Temporal.PlainDate.from(date).dayOfWeek - 1] ?? 'MO';
/** A local date so many days later (earlier, when negative). */
export const addDays = (date: string, count: number): string =>
  isLocalDate(date) ? Temporal.PlainDate.from(date).add({ days: count }).toString() : date;

const recurrenceOf = (holiday: Holiday, rule: string): Recurrence => ({
  rule,
  startsAt: holiday.on,
  zone: 'UTC', // dates have no zone: 25 December is 25 December everywhere
  length: { measure: 'wall', minutes: 1_440 },
  except: holiday.except,
  also: [],
});
