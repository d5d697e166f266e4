import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../foundation/refusal.ts';
import {
  addWorkingDays,
  isWorkingDay,
  type WorkingCalendar,
  workingDaysBetween,
  workingSpansOn,
  workOutCalendar,
} from './working-calendar.ts';

const hours = [{ from: '09:00', to: '17:00' }];
const week = { MO: hours, TU: hours, WE: hours, TH: hours, FR: hours, SA: [], SU: [] };
const calendar: WorkingCalendar = {
  zone: 'Europe/Berlin',
  week,
  holidays: [
    { name: 'Christmas', on: '2020-12-25', rule: 'FREQ=YEARLY', except: [] },
    { name: 'Thanksgiving', on: '2020-11-26', rule: 'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', except: [] },
    { name: 'Works outing', on: '2026-06-12', rule: null, except: [] },
  ],
};
const value = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
};
const codes = (outcome: Outcome<unknown>) => (outcome.ok ? [] : outcome.refusals.map((one) => one.code));
const days = value(workOutCalendar(calendar, '2026-01-01', '2027-12-31'));
const anyDate = fc.nat(700).map((day) => new Date(Date.UTC(2026, 0, 11) + (day % 690) * 86_400_000).toISOString().slice(0, 10));

describe('the working calendar', () => {
  test('weekends and holidays are no working days, holidays that return by a rule included', () => {
    for (const [date, works] of [
      ['2026-06-11', true],
      ['2026-06-12', false],
      ['2026-06-13', false],
      ['2026-11-26', false],
      ['2027-11-25', false],
      ['2027-11-26', true],
      ['2026-12-25', false],
    ] as const) {
      expect(value(isWorkingDay(days, date)), date).toBe(works);
    }
    expect(days.holidays.get('2026-11-26')).toEqual(['Thanksgiving']);
  });

  test('five working days before a go-live step over weekend and holiday', () => {
    expect(value(addWorkingDays(days, '2026-12-28', -5))).toBe('2026-12-18');
    expect(value(addWorkingDays(days, '2026-06-11', 1))).toBe('2026-06-15');
    expect(value(addWorkingDays(days, '2026-06-12', 0))).toBe('2026-06-15');
    expect(value(addWorkingDays(days, '2026-06-11', 0))).toBe('2026-06-11');
  });

  test('a date whose holidays are not known is refused, never called a working day', () => {
    expect(codes(isWorkingDay(days, '2028-01-03'))).toEqual(['calendar.dates-outside-calendar']);
    expect(codes(addWorkingDays(days, '2027-12-30', 5))).toEqual(['calendar.dates-outside-calendar']);
    expect(codes(workingDaysBetween(days, '2025-01-01', '2026-02-01'))).toEqual(['calendar.dates-outside-calendar']);
    expect(codes(isWorkingDay(days, '2026-02-30'))).toEqual(['calendar.local-date-malformed']);
  });

  test('a calendar that is wrong is refused with every fault', () => {
    const none = { MO: [], TU: [], WE: [], TH: [], FR: [], SA: [], SU: [] };
    expect(
      codes(
        workOutCalendar(
          { zone: 'CET', week: none, holidays: [{ name: 'x', on: 'soon', rule: null, except: [] }] },
          '2026-01-01',
          '2026-12-31',
        ),
      ),
    ).toEqual(['calendar.zone-unknown', 'calendar.calendar-without-working-days', 'calendar.local-date-malformed']);
    expect(
      codes(
        workOutCalendar({ ...calendar, week: { ...week, MO: [{ from: '17:00', to: '09:00' }] } }, '2026-01-01', '2026-12-31'),
      ),
    ).toEqual(['calendar.working-hours-malformed']);
    expect(
      codes(
        workOutCalendar(
          { ...calendar, holidays: [{ name: 'x', on: '2026-01-01', rule: 'FREQ=OFTEN', except: [] }] },
          '2026-01-01',
          '2026-12-31',
        ),
      ),
    ).toEqual(['calendar.rule-part-malformed']);
    expect(codes(workOutCalendar(calendar, '2026-12-31', '2026-01-01'))).toEqual(['calendar.span-not-valid']);
  });

  test('working hours are wall-clock hours of the zone', () => {
    expect(value(workingSpansOn(days, '2026-01-07'))).toEqual([
      { start: new Date('2026-01-07T08:00Z'), end: new Date('2026-01-07T16:00Z') },
    ]);
    expect(value(workingSpansOn(days, '2026-07-07'))).toEqual([
      { start: new Date('2026-07-07T07:00Z'), end: new Date('2026-07-07T15:00Z') },
    ]);
    expect(value(workingSpansOn(days, '2026-12-25'))).toEqual([]);
    const sunday = value(
      workOutCalendar({ ...calendar, week: { ...week, SU: [{ from: '00:00', to: '24:00' }] } }, '2026-01-01', '2026-12-31'),
    );
    const length = (date: string) =>
      value(workingSpansOn(sunday, date)).reduce((sum, one) => sum + one.end.getTime() - one.start.getTime(), 0) / 3_600_000;
    expect([length('2026-03-29'), length('2026-10-25'), length('2026-03-22')]).toEqual([23, 25, 24]);
  });

  test('adding working days lands on a working day, and counting them gives the number back', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -200, max: 200 }), (date, count) => {
        const landed = addWorkingDays(days, date, count);
        if (!landed.ok) return;
        expect(value(isWorkingDay(days, landed.value))).toBe(true);
        if (count === 0) return;
        const [first, last] = count > 0 ? [date, landed.value] : [landed.value, date];
        const between = value(workingDaysBetween(days, first, last));
        const startWorks = value(isWorkingDay(days, date));
        expect(between).toBe(count > 0 ? count - (startWorks ? 0 : 1) : -count);
      }),
    );
  });

  test('working days between add up over any date between, and turn their sign when the dates are swapped', () => {
    fc.assert(
      fc.property(anyDate, anyDate, anyDate, (a, b, c) => {
        const between = (x: string, y: string) => value(workingDaysBetween(days, x, y));
        expect(between(a, b) + between(b, c)).toBe(between(a, c));
        expect(between(b, a)).toBe(0 - between(a, b));
      }),
    );
  });
});
