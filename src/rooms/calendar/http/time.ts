import type { BodyOf, ReplyOf } from '../../../foundation/contract.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { previewRecurrence, resolveTime, showWorkingDays } from '../contract.ts';
import { calendarRefusals as no } from '../core/calendar-refusals.ts';
import { recurrenceFrom } from '../core/read-time.ts';
import type { CalendarRecord } from '../core/record.ts';
import { expandRecurrence, faultsOfRecurrence } from '../core/recurrence.ts';
import { addDays, isWorkingDay, workOutCalendar } from '../core/working-calendar.ts';
import { instantOf, isLocalDate, localTimeOf, startOfDate } from '../core/zoned-time.ts';
import { presentOccurrence, presentTruncation } from './present-parts.ts';

/** The instant of a local time, for forms. A gap is answered with the first time that exists, so that the form can show both. */
export function resolveLocal({ local, zone, fold }: BodyOf<typeof resolveTime>): Outcome<ReplyOf<typeof resolveTime>> {
  const found = instantOf(local, zone, { gap: 'next', fold });
  if (!found.ok) return found;
  const { instant, asked, shown, offset, case: which, other } = found.value;
  return done({
    instant: instant.toISOString(),
    zone,
    asked,
    shown,
    offset,
    case: which,
    other: other?.toISOString() ?? null,
    otherOffset: other === null ? null : localTimeOf(other, zone).offset,
  });
}

const twoYearsMs = 731 * 86_400_000;

/** The occurrences of a rule that nobody has stored yet. */
export function occurrencesOf({
  zone,
  repeats,
  from,
  to,
}: BodyOf<typeof previewRecurrence>): Outcome<ReplyOf<typeof previewRecurrence>> {
  const recurrence = recurrenceFrom(zone, repeats);
  const faults = faultsOfRecurrence(recurrence);
  if (faults.length > 0) return refused(faults);
  const start = from === undefined ? startOfDate(repeats.startsAt.slice(0, 10), zone) : new Date(from);
  const end = to === undefined ? new Date(start.getTime() + twoYearsMs) : new Date(to);
  const found = expandRecurrence(recurrence, { start, end }, { mostOccurrences: 200 });
  if (!found.ok) return found;
  const { occurrences, skipped, truncated } = found.value;
  return done({
    occurrences: occurrences.map(presentOccurrence),
    skipped: skipped.slice(0, 200),
    truncated: presentTruncation(truncated),
  });
}

const mostDays = 800;

/** The days of a stretch by a working calendar. */
export function daysOf(record: CalendarRecord, from: string, to: string): Outcome<ReplyOf<typeof showWorkingDays>> {
  const days = workOutCalendar(record.calendar, from, to);
  if (isLocalDate(from) && isLocalDate(to) && (to < from || to > addDays(from, mostDays))) {
    return refuse(no['stretch-too-long']({ days: mostDays }));
  }
  if (!days.ok) return days;
  const list: ReplyOf<typeof showWorkingDays>['days'] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const working = isWorkingDay(days.value, date);
    if (!working.ok) return working;
    list.push({ date, working: working.value, holidays: [...(days.value.holidays.get(date) ?? [])] });
  }
  return done({ days: list });
}
