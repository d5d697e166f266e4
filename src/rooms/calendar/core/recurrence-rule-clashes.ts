import type { Refusal } from '../../../foundation/refusal.ts';
import { calendarRefusals as no } from './calendar-refusals.ts';
import type { Frequency, RecurrenceRule } from './recurrence-rule.ts';

type Row = {
  readonly part: string;
  readonly with: string;
  readonly holds: (rule: RecurrenceRule) => boolean;
  readonly because: string;
  readonly remedy: string;
};

const has = (rule: RecurrenceRule, part: keyof RecurrenceRule['numbers']): boolean => rule.numbers[part].length > 0;
const ordinal = (rule: RecurrenceRule): boolean => rule.byDay.some((day) => day.ordinal !== null);
const is = (rule: RecurrenceRule, ...list: readonly Frequency[]): boolean => list.includes(rule.frequency);
const anyBy = (rule: RecurrenceRule): boolean =>
  rule.byDay.length > 0 || Object.entries(rule.numbers).some(([part, list]) => part !== 'BYSETPOS' && list.length > 0);

const forbidden = 'RFC 5545, section 3.3.10, forbids it';
const readTwoWays = 'calendar programs read the two together in different ways, so a freeze could mean other days elsewhere';

// What may not stand together: first what RFC 5545 forbids, then what it leaves open and implementations answer differently.
const rows: readonly Row[] = [
  {
    part: 'COUNT',
    with: 'UNTIL',
    holds: (r) => r.count !== null && r.until !== null,
    because: forbidden,
    remedy: 'Keep one of the two ends.',
  },
  {
    part: 'BYWEEKNO',
    with: 'FREQ',
    holds: (r) => has(r, 'BYWEEKNO') && !is(r, 'YEARLY'),
    because: forbidden,
    remedy: 'Use FREQ=YEARLY.',
  },
  {
    part: 'BYYEARDAY',
    with: 'FREQ',
    holds: (r) => has(r, 'BYYEARDAY') && is(r, 'DAILY', 'WEEKLY', 'MONTHLY'),
    because: forbidden,
    remedy: 'Use FREQ=YEARLY.',
  },
  {
    part: 'BYMONTHDAY',
    with: 'FREQ=WEEKLY',
    holds: (r) => has(r, 'BYMONTHDAY') && is(r, 'WEEKLY'),
    because: forbidden,
    remedy: 'Use FREQ=MONTHLY or FREQ=DAILY.',
  },
  {
    part: 'BYDAY with a number',
    with: 'FREQ',
    holds: (r) => ordinal(r) && !is(r, 'MONTHLY', 'YEARLY'),
    because: forbidden,
    remedy: 'Use FREQ=MONTHLY or FREQ=YEARLY, or leave the number out.',
  },
  {
    part: 'BYDAY with a number',
    with: 'BYWEEKNO',
    holds: (r) => ordinal(r) && has(r, 'BYWEEKNO'),
    because: forbidden,
    remedy: 'Leave the number out.',
  },
  {
    part: 'BYSETPOS',
    with: 'no other BY part',
    holds: (r) => has(r, 'BYSETPOS') && !anyBy(r),
    because: forbidden,
    remedy: 'Add the BY part whose n-th result is meant, such as BYDAY=MO,TU,WE,TH,FR.',
  },
  {
    part: 'BYDAY with a number above 5',
    with: 'a month',
    holds: (r) => r.byDay.some((d) => Math.abs(d.ordinal ?? 0) > 5) && (is(r, 'MONTHLY') || has(r, 'BYMONTH')),
    because: 'no month has a sixth of a weekday',
    remedy: 'Use a number from -5 to 5.',
  },
  {
    part: 'BYMONTHDAY',
    with: 'FREQ=YEARLY without BYMONTH',
    holds: (r) => has(r, 'BYMONTHDAY') && is(r, 'YEARLY') && !has(r, 'BYMONTH'),
    because: 'some programs take the month of the start, others every month',
    remedy: 'Add BYMONTH, or use FREQ=MONTHLY for every month.',
  },
  {
    part: 'BYDAY with a number',
    with: 'BYMONTHDAY or BYYEARDAY',
    holds: (r) => ordinal(r) && (has(r, 'BYMONTHDAY') || has(r, 'BYYEARDAY')),
    because: readTwoWays,
    remedy: 'Leave the number out, or the other part.',
  },
  {
    part: 'BYWEEKNO',
    with: 'BYMONTH, BYMONTHDAY or BYYEARDAY',
    holds: (r) => has(r, 'BYWEEKNO') && (has(r, 'BYMONTH') || has(r, 'BYMONTHDAY') || has(r, 'BYYEARDAY')),
    because: readTwoWays,
    remedy: 'Keep one of them.',
  },
  {
    part: 'BYYEARDAY',
    with: 'BYMONTHDAY',
    holds: (r) => has(r, 'BYYEARDAY') && has(r, 'BYMONTHDAY'),
    because: readTwoWays,
    remedy: 'Keep one of them.',
  },
  {
    part: 'BYDAY with a number',
    with: 'BYDAY without one in FREQ=YEARLY',
    holds: (r) => ordinal(r) && is(r, 'YEARLY') && r.byDay.some((day) => day.ordinal === null),
    because: 'rrule-temporal 2.2.7 drops the days without a number',
    remedy: 'Make two rules of it.',
  },
  {
    part: 'BYSETPOS',
    with: 'BYYEARDAY and BYDAY',
    holds: (r) => has(r, 'BYSETPOS') && has(r, 'BYYEARDAY') && r.byDay.length > 0,
    because: 'rrule-temporal 2.2.7 ignores the weekdays beside BYYEARDAY and so counts other days',
    remedy: 'Leave BYSETPOS out.',
  },
];

/** Every pair of parts in the rule that may not stand together (RFC 5545, section 3.3.10, and its open ends). */
export const clashesOf = (rule: RecurrenceRule): readonly Refusal[] =>
  rows
    .filter((row) => row.holds(rule))
    .map((row) => no['rule-parts-clash']({ part: row.part, with: row.with, because: row.because, remedy: row.remedy }));
