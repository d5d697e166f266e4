import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { type ByDay, type RecurrenceRule, type Weekday, weekdays } from './recurrence-rule.ts';

const dayMs = 86_400_000;

/**
 * The wall times of a rule, ascending, from `from` to `to` (inclusive), as milliseconds "as if UTC" (2026-03-29T02:30 in any zone is
 * the number of 2026-03-29T02:30Z). No zone takes part: the calendar pattern is found first, the clocks are asked afterwards, in one
 * place. COUNT and UNTIL are the caller's; DTSTART counts only when the rule matches it (as libical does; RFC 5545 leaves it open).
 * May throw when the rule costs too much; the caller turns that into a refusal.
 */
export function* wallTimesOf(rule: RecurrenceRule, start: number, allDay: boolean, from: number, to: number): Generator<number> {
  const library = libraryRule(rule, start, allDay, to);
  // The library ignores BYDAY beside BYYEARDAY; the limit is applied here.
  const byDayHere = rule.numbers.BYYEARDAY.length > 0 ? rule.byDay : [];
  for (let cursor = Math.max(from, start) - 1; ; ) {
    const next = library.next(new Date(cursor), false);
    if (next === null || next.epochMilliseconds > to) return;
    cursor = next.epochMilliseconds;
    if (isOnOneOf(byDayHere, cursor)) yield cursor;
  }
}

function libraryRule(rule: RecurrenceRule, start: number, allDay: boolean, to: number): RRuleTemporal {
  const { BYSECOND, BYMINUTE, BYHOUR, BYMONTHDAY, BYYEARDAY, BYWEEKNO, BYMONTH, BYSETPOS } = rule.numbers;
  const byWeek = BYWEEKNO.length > 0;
  const byDay = byWeek && rule.byDay.length === 0 ? [{ ordinal: null, weekday: weekdayOf(start) }] : rule.byDay;
  return new RRuleTemporal({
    freq: rule.frequency,
    interval: rule.interval,
    wkst: rule.weekStart,
    dtstart: utc(byWeek ? anchorOfWeeks(rule, start) : start),
    until: utc(to),
    tzid: 'UTC',
    cache: false,
    ...(byDay.length > 0 && { byDay: byDay.map((day) => `${day.ordinal ?? ''}${day.weekday}`) }),
    ...(BYMONTHDAY.length > 0 && { byMonthDay: [...BYMONTHDAY] }),
    ...(BYYEARDAY.length > 0 && { byYearDay: [...BYYEARDAY] }),
    ...(byWeek && { byWeekNo: [...BYWEEKNO] }),
    ...(BYMONTH.length > 0 && { byMonth: [...BYMONTH] }),
    ...(BYSETPOS.length > 0 && { bySetPos: [...BYSETPOS] }),
    // "MUST be ignored when DTSTART is a DATE" (RFC 5545, section 3.3.10); the library would expand them.
    ...(BYHOUR.length > 0 && !allDay && { byHour: [...BYHOUR] }),
    ...(BYMINUTE.length > 0 && !allDay && { byMinute: [...BYMINUTE] }),
    ...(BYSECOND.length > 0 && !allDay && { bySecond: [...BYSECOND] }),
  });
}

/**
 * Weeks belong to the week's year, not to the calendar year: 3 January 2027 lies in week 53 of 2026. The library counts calendar years
 * from DTSTART and so loses such a start. It is given a start in the middle of an earlier year of the same cycle instead; what lies
 * before the true start is not asked for.
 */
const anchorOfWeeks = (rule: RecurrenceRule, start: number): number =>
  Date.UTC(weekYearOf(start, rule.weekStart) - rule.interval, 6, 1) + (((start % dayMs) + dayMs) % dayMs);

/** The year whose numbered weeks hold a wall time (RFC 5545, section 3.3.10: week 1 has at least four days in its year). */
export function weekYearOf(wall: number, weekStart: Weekday): number {
  const back = (7 + weekdays.indexOf(weekdayOf(wall)) - weekdays.indexOf(weekStart)) % 7;
  return new Date(wall + (3 - back) * dayMs).getUTCFullYear();
}

const weekdayOf = (wall: number): Weekday => weekdays[(new Date(wall).getUTCDay() + 6) % 7] ?? 'MO';

const isOnOneOf = (days: readonly ByDay[], wall: number): boolean =>
  days.length === 0 || days.some((day) => day.weekday === weekdayOf(wall));

const utc = (wall: number): Temporal.ZonedDateTime => Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC');
