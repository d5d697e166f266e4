import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDay, formatInstant, toFieldValue } from './format-instant.ts';
import { addDays, fromWall, offsetAt, startOfDay, toWall } from './zone.ts';

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Pacific/Apia'] as const;
const instants = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2040, 0, 1) });

describe('times in a zone', () => {
  it('shows an instant with its zone, in summer and in winter', () => {
    expect(formatInstant(Date.UTC(2026, 4, 12, 12, 2), 'Europe/Berlin')).toBe('12 May 2026, 14:02 CEST');
    expect(formatInstant(Date.UTC(2026, 0, 12, 12, 2), 'Europe/Berlin')).toBe('12 Jan 2026, 13:02 CET');
    expect(formatInstant(Date.UTC(2026, 8, 1, 12, 2), 'UTC')).toBe('1 Sep 2026, 12:02 UTC');
  });

  it('moves a wall time in the skipped hour to the instant after the skip', () => {
    const at = fromWall(Date.UTC(2026, 2, 29, 2, 30), 'Europe/Berlin');
    expect(new Date(at).toISOString()).toBe('2026-03-29T01:30:00.000Z');
    expect(toFieldValue(at, 'Europe/Berlin')).toBe('2026-03-29T03:30');
  });

  it('takes the first of the two hours when clocks go back', () => {
    const at = fromWall(Date.UTC(2026, 9, 25, 2, 30), 'Europe/Berlin');
    expect(new Date(at).toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  it('adds a calendar day across daylight saving and keeps the time of day', () => {
    const at = Date.UTC(2026, 2, 28, 22, 0); // 23:00 in Berlin
    expect(addDays(at, 1, 'Europe/Berlin') - at).toBe(23 * 3_600_000);
  });

  it('goes to the wall clock and back without loss outside of the doubled hour', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (at, zone) => {
        const back = fromWall(toWall(at, zone), zone);
        const doubled = offsetAt(back, zone) !== offsetAt(at, zone);
        expect(doubled || back === at).toBe(true);
      }),
    );
  });

  it('starts each day at or before its instant, and on the same date', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (at, zone) => {
        const start = startOfDay(at, zone);
        expect(start <= at && at - start <= 26 * 3_600_000).toBe(true);
        expect(formatDay(start, zone)).toBe(formatDay(at, zone));
      }),
    );
  });
});
