import type { Refusal } from '../../../foundation/refusal.ts';
import { calendarRefusals as no } from './calendar-refusals.ts';
import type { RecurrenceRule } from './recurrence-rule.ts';
import { weekYearOf } from './recurrence-wall-times.ts';
import { isLocalDate, isLocalTime } from './zoned-time.ts';

/** What in a sound rule does not go with its start (RFC 5545, sections 3.3.10 and 3.8.5.3, and their open ends). */
export function clashesWithStart(
  rule: RecurrenceRule,
  at: { readonly startsAt: string; readonly zone: string },
): readonly Refusal[] {
  const allDay = isLocalDate(at.startsAt);
  return [
    ...repeatsWithinTheDay(rule, allDay, at.zone),
    ...(rule.until !== null && (rule.until.kind === 'date') !== allDay ? [untilOfAnotherKind(allDay)] : []),
    ...(startsInAWeekOfAnotherYear(rule, at.startsAt) ? [yearsCountedTwoWays()] : []),
  ];
}

function repeatsWithinTheDay(rule: RecurrenceRule, allDay: boolean, zone: string): readonly Refusal[] {
  const within = rule.frequency === 'HOURLY' || rule.frequency === 'MINUTELY' || rule.frequency === 'SECONDLY';
  if (!within || (zone === 'UTC' && !allDay)) return [];
  const because = 'RFC 5545 does not say what an hour of the day is when the clocks change';
  const remedy = 'Use FREQ=DAILY with BYHOUR, or start the rule at a time in the zone UTC.';
  return [no['rule-not-supported']({ part: `FREQ=${rule.frequency}`, because, remedy })];
}

function untilOfAnotherKind(allDay: boolean): Refusal {
  const because = 'RFC 5545, section 3.3.10, wants both to be dates or both to be times, else the last day is in doubt';
  const remedy = allDay
    ? 'Write UNTIL as a date, such as 20261231.'
    : 'Write UNTIL with its time in UTC, such as 20261231T215959Z.';
  return no['rule-parts-clash']({ part: 'UNTIL', with: 'the start', because, remedy });
}

/** Every n-th year, from a start such as 3 January 2027 in week 53 of 2026: libical counts from 2026 in one case and from 2027 in another. */
function startsInAWeekOfAnotherYear(rule: RecurrenceRule, startsAt: string): boolean {
  if (rule.numbers.BYWEEKNO.length === 0 || rule.interval === 1 || !(isLocalDate(startsAt) || isLocalTime(startsAt)))
    return false;
  return weekYearOf(Date.parse(`${startsAt.slice(0, 10)}T00:00Z`), rule.weekStart) !== Number(startsAt.slice(0, 4));
}

function yearsCountedTwoWays(): Refusal {
  const because = 'the start lies in a week of another year, and programs count the years from either';
  return no['rule-parts-clash']({
    part: 'BYWEEKNO',
    with: 'INTERVAL',
    because,
    remedy: 'Start the rule at a date between 4 January and 28 December.',
  });
}
