import { expect, test } from 'vitest';
import { disabledAt, dormancyOf } from './dormancy.ts';

const day = (n: number): Date => new Date(Date.UTC(2026, 0, 1 + n));

test.each([
  ['used 75 days ago', day(0), null, day(75), 'in-use'],
  ['unused for 76 days', day(0), null, day(76), 'warn'],
  ['warned and waiting', day(0), day(76), day(89), 'warned'],
  ['unused for 90 days and warned in time', day(0), day(76), day(90), 'disable'],
  ['unused for a year and never warned', day(0), null, day(365), 'warn'],
  ['unused for a year, warned yesterday', day(0), day(364), day(365), 'warned'],
  ['used after the warning', day(80), day(76), day(90), 'in-use'],
  ['used after the warning and dormant again', day(80), day(76), day(170), 'warn'],
] as const)('an account %s', (_, usedAt, warnedAt, now, found) => {
  expect(dormancyOf({ usedAt, warnedAt }, 90, now)).toBe(found);
});

test('the day on which it is disabled leaves fourteen days after the warning', () => {
  expect(disabledAt({ usedAt: day(0), warnedAt: day(76) }, 90, day(80))).toEqual(day(90));
  expect(disabledAt({ usedAt: day(0), warnedAt: day(200) }, 90, day(201))).toEqual(day(214));
});
