import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOf, isLocalDate, isLocalTime, isZone, localTimeOf, startOfDate } from './zoned-time.ts';

const resolved = (asked: string, zone: string, rule: Parameters<typeof instantOf>[2] = {}) => {
  const outcome = instantOf(asked, zone, rule);
  return outcome.ok ? { ...outcome.value, instant: outcome.value.instant.toISOString() } : outcome.refusals.map((r) => r.code);
};

describe('local time in its own zone', () => {
  test('the same wall time is a different instant in another zone', () => {
    expect(resolved('2026-07-01T22:00', 'Europe/Berlin')).toMatchObject({
      instant: '2026-07-01T20:00:00.000Z',
      offset: '+02:00',
      case: 'unique',
    });
    expect(resolved('2026-07-01T22:00', 'Asia/Kolkata')).toMatchObject({
      instant: '2026-07-01T16:30:00.000Z',
      offset: '+05:30',
      case: 'unique',
    });
  });

  test('a time that the clocks skip is refused, and the refusal names the next time that exists', () => {
    const outcome = instantOf('2026-03-29T02:30', 'Europe/Berlin');
    expect(outcome.ok).toBe(false);
    if (!outcome.ok) {
      expect(outcome.refusals.map((r) => r.code)).toEqual(['calendar.local-time-skipped']);
      expect(outcome.refusals[0]?.remedy).toContain('2026-03-29T03:00');
    }
  });

  test('a time that the clocks skip moves forward by the length of the gap, or to the first time that exists, as the rule says', () => {
    expect(resolved('2026-03-29T02:30', 'Europe/Berlin', { gap: 'shift' })).toMatchObject({
      shown: '2026-03-29T03:30',
      case: 'gap',
      instant: '2026-03-29T01:30:00.000Z',
    });
    expect(resolved('2026-03-29T02:30', 'Europe/Berlin', { gap: 'next' })).toMatchObject({
      shown: '2026-03-29T03:00',
      case: 'gap',
      instant: '2026-03-29T01:00:00.000Z',
    });
    // Lord Howe Island moves by half an hour; Samoa skipped a whole day (30 December 2011).
    expect(resolved('2026-10-04T02:10', 'Australia/Lord_Howe', { gap: 'shift' })).toMatchObject({
      shown: '2026-10-04T02:40',
      case: 'gap',
    });
    expect(resolved('2011-12-30T12:00', 'Pacific/Apia', { gap: 'next' })).toMatchObject({
      shown: '2011-12-31T00:00',
      case: 'gap',
    });
  });

  test('a time that the clocks show twice is the earlier one unless said otherwise, and the other one is named', () => {
    expect(resolved('2026-10-25T02:30', 'Europe/Berlin')).toMatchObject({
      instant: '2026-10-25T00:30:00.000Z',
      offset: '+02:00',
      case: 'fold',
      other: new Date('2026-10-25T01:30:00Z'),
    });
    expect(resolved('2026-10-25T02:30', 'Europe/Berlin', { fold: 'later' })).toMatchObject({
      instant: '2026-10-25T01:30:00.000Z',
      offset: '+01:00',
      case: 'fold',
    });
  });

  test('an unknown zone and an impossible time are refused together', () => {
    expect(resolved('2026-02-30T09:00', 'Europe/Atlantis')).toEqual(['calendar.zone-unknown', 'calendar.local-time-malformed']);
  });

  test('a zone names a place or is UTC; offsets and abbreviations are no zone', () => {
    for (const zone of ['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Asia/Kolkata'])
      expect(isZone(zone), zone).toBe(true);
    for (const zone of ['', '+01:00', 'EST', 'CET', 'Europe/Atlantis', 'Europe/Berlin ', 'Z', 'utc'])
      expect(isZone(zone), zone).toBe(false);
  });

  test('only dates and times of the calendar are read', () => {
    for (const text of [
      '2026-02-29T10:00',
      '2026-01-01T24:00',
      '2026-01-01T10:00Z',
      '2026-01-01T10:00:60',
      '2026-1-1T10:00',
      '2026-01-01',
    ])
      expect(isLocalTime(text), text).toBe(false);
    expect(isLocalTime('2028-02-29T10:00:59')).toBe(true);
    expect(isLocalDate('2026-02-29')).toBe(false);
    expect(isLocalDate('2028-02-29')).toBe(true);
  });

  test('a date begins at the first time its zone has of it', () => {
    expect(startOfDate('2026-03-29', 'Europe/Berlin').toISOString()).toBe('2026-03-28T23:00:00.000Z');
    expect(localTimeOf(startOfDate('2026-09-06', 'America/Santiago'), 'America/Santiago').local).toBe('2026-09-06T01:00');
  });

  test('every instant of the year, shown in a zone and read again, is the same instant or its twin in a fold', () => {
    const minutes = fc.nat(365 * 24 * 60).map((minute) => new Date(Date.UTC(2026, 0, 1) + minute * 60_000));
    fc.assert(
      fc.property(
        minutes,
        fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC'),
        (instant, zone) => {
          const outcome = instantOf(localTimeOf(instant, zone).local, zone);
          expect(outcome.ok).toBe(true);
          if (!outcome.ok) return;
          const both = [outcome.value.instant.getTime(), outcome.value.other?.getTime()];
          expect(both).toContain(instant.getTime());
        },
      ),
    );
  });
});
