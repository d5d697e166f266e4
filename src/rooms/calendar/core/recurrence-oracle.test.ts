import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expandRecurrence } from './recurrence.ts';
import { weekdays } from './recurrence-rule.ts';

// A second, slow reading of RFC 5545, section 3.3.10, that looks at every day: independent of the library and of its short cuts.
const dayMs = 86_400_000;
type Rule = {
  frequency: 'YEARLY' | 'MONTHLY' | 'WEEKLY' | 'DAILY';
  interval: number;
  months: readonly number[];
  monthDays: readonly number[];
  days: readonly string[];
  yearDays: readonly number[];
  positions: readonly number[];
  weekStart: number;
  count: number | null;
};

const date = (ms: number) => {
  const d = new Date(ms);
  const [year, month, day, weekday] = [d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate(), (d.getUTCDay() + 6) % 7];
  const monthLength = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const yearDay = Math.round((ms - Date.UTC(year, 0, 1)) / dayMs) + 1;
  const yearLength = Math.round((Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / dayMs);
  return { year, month: month + 1, day, weekday, monthLength, yearDay, yearLength };
};

function periodOf(rule: Rule, ms: number): number {
  const d = date(ms);
  if (rule.frequency === 'YEARLY') return d.year;
  if (rule.frequency === 'MONTHLY') return d.year * 12 + d.month;
  const epochDay = Math.floor(ms / dayMs);
  return rule.frequency === 'DAILY' ? epochDay : Math.floor((epochDay + 3 - rule.weekStart) / 7); // 1970-01-01 was a Thursday
}

const either = (list: readonly number[], plain: number, length: number) =>
  list.length === 0 || list.includes(plain) || list.includes(plain - length - 1);

function isDay(rule: Rule, token: string, ms: number): boolean {
  const d = date(ms);
  if (weekdays[d.weekday] !== token.slice(-2)) return false;
  if (token.length === 2) return true;
  const inMonth = rule.frequency === 'MONTHLY' || rule.months.length > 0;
  const [plain, length] = inMonth ? [d.day, d.monthLength] : [d.yearDay, d.yearLength];
  const ordinal = Number(token.slice(0, -2));
  return ordinal > 0 ? Math.ceil(plain / 7) === ordinal : Math.ceil((length - plain + 1) / 7) === -ordinal;
}

function matches(rule: Rule, ms: number, start: number): boolean {
  const d = date(ms);
  const s = date(start);
  if (rule.months.length > 0 && !rule.months.includes(d.month)) return false;
  if (!either(rule.monthDays, d.day, d.monthLength) || !either(rule.yearDays, d.yearDay, d.yearLength)) return false;
  if (rule.days.length > 0) return rule.days.some((token) => isDay(rule, token, ms));
  if (rule.monthDays.length + rule.yearDays.length > 0 || rule.frequency === 'DAILY') return true;
  if (rule.frequency === 'WEEKLY') return d.weekday === s.weekday;
  return d.day === s.day && (rule.frequency === 'MONTHLY' || rule.months.length > 0 || d.month === s.month);
}

function slowly(rule: Rule, start: number, end: number): string[] {
  const periods = new Map<number, number[]>();
  const first = periodOf(rule, start);
  for (let ms = start - 400 * dayMs; ms <= end + 400 * dayMs; ms += dayMs) {
    const period = periodOf(rule, ms);
    if (period >= first && (period - first) % rule.interval === 0 && matches(rule, ms, start))
      periods.set(period, [...(periods.get(period) ?? []), ms]);
  }
  const chosen = [...periods.values()].flatMap((set) =>
    rule.positions.length === 0
      ? set
      : set.filter((_, index) => rule.positions.includes(index + 1) || rule.positions.includes(index - set.length)),
  );
  const all = chosen.filter((ms) => ms >= start).slice(0, rule.count ?? undefined);
  return all.filter((ms) => ms < end).map((ms) => new Date(ms).toISOString().slice(0, 10));
}

const textOf = (rule: Rule): string =>
  [
    `FREQ=${rule.frequency}`,
    `INTERVAL=${rule.interval}`,
    `WKST=${weekdays[rule.weekStart]}`,
    ...(rule.count === null ? [] : [`COUNT=${rule.count}`]),
    ...(['months:BYMONTH', 'monthDays:BYMONTHDAY', 'days:BYDAY', 'yearDays:BYYEARDAY', 'positions:BYSETPOS'] as const).flatMap(
      (pair) => {
        const lists = {
          'months:BYMONTH': rule.months,
          'monthDays:BYMONTHDAY': rule.monthDays,
          'days:BYDAY': rule.days,
          'yearDays:BYYEARDAY': rule.yearDays,
          'positions:BYSETPOS': rule.positions,
        };
        return lists[pair].length === 0 ? [] : [`${pair.split(':')[1]}=${lists[pair].join(',')}`];
      },
    ),
  ].join(';');

const some = <T>(one: fc.Arbitrary<T>, most = 3) =>
  fc.oneof(fc.constant<T[]>([]), fc.uniqueArray(one, { minLength: 1, maxLength: most }));
const token = fc
  .tuple(fc.constantFrom('', '', '1', '2', '4', '5', '-1', '-2', '-5'), fc.constantFrom(...weekdays))
  .map(([n, d]) => n + d);
const anyRule: fc.Arbitrary<Rule> = fc.record({
  frequency: fc.constantFrom('YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY'),
  interval: fc.integer({ min: 1, max: 5 }),
  months: some(fc.integer({ min: 1, max: 12 })),
  monthDays: some(fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -31, max: -1 }))),
  days: some(token),
  yearDays: some(fc.oneof(fc.integer({ min: 1, max: 366 }), fc.integer({ min: -366, max: -1 }))),
  positions: some(fc.constantFrom(1, 2, 3, -1, -2), 2),
  weekStart: fc.nat(6),
  count: fc.option(fc.integer({ min: 1, max: 30 })),
});

describe('recurrence against a second reading of RFC 5545', () => {
  test('every rule that is accepted means the same days when each day is looked at', () => {
    let accepted = 0;
    fc.assert(
      fc.property(anyRule, fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 30, max: 1_500 }), (rule, startDay, length) => {
        const start = Date.UTC(2020, 0, 1) + startDay * dayMs;
        const end = start + length * dayMs;
        const outcome = expandRecurrence(
          {
            rule: textOf(rule),
            startsAt: new Date(start).toISOString().slice(0, 10),
            zone: 'UTC',
            length: { measure: 'wall', minutes: 1_440 },
            except: [],
            also: [],
          },
          { start: new Date(start), end: new Date(end) },
          { mostOccurrences: 5_000 },
        );
        if (!outcome.ok) {
          expect(outcome.refusals.map((one) => one.code)).not.toContain('calendar.rule-too-costly');
          return;
        }
        accepted += 1;
        expect(
          outcome.value.occurrences.map((one) => one.local.slice(0, 10)),
          textOf(rule),
        ).toEqual(slowly(rule, start, end));
      }),
      { numRuns: 1000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});
