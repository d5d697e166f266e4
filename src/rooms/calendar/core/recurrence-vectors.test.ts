import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { expandRecurrence } from './recurrence.ts';

const shape = z.object({
  title: z.string(),
  rrule: z.string(),
  dtstart: z.string(),
  start_at: z.string().optional(),
  instances: z.array(z.string()),
});
const fixture = new URL('../../../../tests/fixtures/rrule-vectors/rrule.json', import.meta.url);
const vectors = z.array(shape).parse(JSON.parse(readFileSync(fixture, 'utf8')));

// RFC 5545 leaves these open and programs differ, so Interlock refuses the rule instead of choosing for its reader.
const refusedByName: Readonly<Record<string, string>> = {
  // YEARLY;BYMONTHDAY without BYMONTH: libical takes the month of DTSTART, others (this library too) every month.
  'FREQ=YEARLY;BYMONTHDAY=29;COUNT=3': 'calendar.rule-parts-clash',
  // Every n-th year from a start whose week belongs to the year before: libical counts from 2027 here …
  'FREQ=YEARLY;BYWEEKNO=53;INTERVAL=5;BYDAY=TH;COUNT=1': 'calendar.rule-parts-clash',
  // … and from 2009, not 2010, here.
  'FREQ=YEARLY;BYWEEKNO=53;BYDAY=TU,SA;INTERVAL=6;UNTIL=20170101T000000Z': 'calendar.rule-parts-clash',
  'FREQ=YEARLY;BYWEEKNO=53;BYDAY=TU,SA;INTERVAL=7;UNTIL=20170101T000000Z': 'calendar.rule-parts-clash',
};

const local = (ics: string): string => {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d))?Z?$/.exec(ics) ?? [];
  return hour === undefined ? `${year}-${month}-${day}` : `${year}-${month}-${day}T${hour}:${minute}:${second}`;
};
const wall = (ics: string): string => (local(ics).length === 10 ? `${local(ics)}T00:00:00` : local(ics));

const expandVector = (vector: z.infer<typeof shape>, from?: string) => {
  const startsAt = local(vector.dtstart);
  const start = Date.parse(`${wall(from ?? vector.dtstart)}Z`);
  return expandRecurrence(
    { rule: vector.rrule, startsAt, zone: 'UTC', length: { measure: 'exact', minutes: 1 }, except: [], also: [] },
    { start: new Date(start), end: new Date(start + 20 * 366 * 86_400_000) },
    { horizonDays: 20 * 366 },
  );
};

describe('recurrence rules against the vectors of libical', () => {
  test('the vectors are there', () => {
    expect(vectors).toHaveLength(73);
    for (const rule of Object.keys(refusedByName)) expect(vectors.map((one) => one.rrule)).toContain(rule);
  });

  for (const [index, vector] of vectors.entries()) {
    const code = refusedByName[vector.rrule];
    const name = `${index + 1}: ${vector.title} (${vector.rrule})`;
    if (code !== undefined) {
      test(`a rule that programs read in two ways is refused, ${name}`, () => {
        const outcome = expandVector(vector);
        expect(outcome.ok ? [] : outcome.refusals.map((one) => one.code)).toEqual([code]);
      });
      continue;
    }
    test(`a rule means the days that RFC 5545 says, ${name}`, () => {
      const outcome = expandVector(vector);
      expect(outcome.ok, JSON.stringify(outcome)).toBe(true);
      if (!outcome.ok) return;
      expect(outcome.value.occurrences.map((one) => one.local)).toEqual(vector.instances.map(wall));
      expect(outcome.value).toMatchObject({ truncated: null, skipped: [] });
    });
    test(`entered in its middle, the rule finds the same later days, ${name}`, () => {
      const middle = vector.start_at ?? vector.instances[Math.floor(vector.instances.length / 2)] ?? vector.dtstart;
      const outcome = expandVector(vector, middle);
      const later = vector.instances.map(wall).filter((one) => one >= wall(middle));
      const found = outcome.ok ? outcome.value.occurrences.map((one) => one.local) : [];
      expect(found.filter((one) => one >= wall(middle))).toEqual(later);
    });
  }
});
