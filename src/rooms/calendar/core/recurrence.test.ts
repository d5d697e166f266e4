import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ExpansionChoices, expandRecurrence, faultsOfRecurrence, type Recurrence } from './recurrence.ts';

const night: Recurrence = {
  rule: 'FREQ=DAILY',
  startsAt: '2026-01-01T22:00',
  zone: 'Europe/Berlin',
  length: { measure: 'wall', minutes: 480 },
  except: [],
  also: [],
};
const span = (start: string, end: string) => ({ start: new Date(start), end: new Date(end) });
const expanded = (change: Partial<Recurrence>, start: string, end: string, choices: ExpansionChoices = {}) => {
  const outcome = expandRecurrence({ ...night, ...change }, span(start, end), choices);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
};
const read = (change: Partial<Recurrence>, start: string, end: string, choices: ExpansionChoices = {}) =>
  expanded(change, start, end, choices).occurrences.map(
    (one) => `${one.start.toISOString().slice(0, 16)}/${one.end.toISOString().slice(0, 16)}`,
  );
const codes = (change: Partial<Recurrence>) => faultsOfRecurrence({ ...night, ...change }).map((one) => one.code);
const firstFault = (rule: string) => faultsOfRecurrence({ ...night, rule })[0];

describe('recurrence in its own zone', () => {
  test('[S0.63] the second Saturday 22:00 in Berlin stays 22:00 in Berlin over summer time', () => {
    expect(read({ rule: 'FREQ=MONTHLY;BYDAY=2SA' }, '2026-03-01T00:00Z', '2026-05-01T00:00Z')).toEqual([
      '2026-03-14T21:00/2026-03-15T05:00',
      '2026-04-11T20:00/2026-04-12T04:00',
    ]);
  });

  test('a window of 22:00 to 06:00 by the wall clock has 7 hours in the night the clocks go forward and 9 in the night they go back', () => {
    expect(read({}, '2026-03-28T12:00Z', '2026-03-29T12:00Z')).toEqual(['2026-03-28T21:00/2026-03-29T04:00']);
    expect(read({}, '2026-10-24T12:00Z', '2026-10-25T12:00Z')).toEqual(['2026-10-24T20:00/2026-10-25T05:00']);
  });

  test('work of exactly 8 hours takes 8 hours in those nights too', () => {
    const length = { measure: 'exact', minutes: 480 } as const;
    expect(read({ length }, '2026-03-28T12:00Z', '2026-03-29T12:00Z')).toEqual(['2026-03-28T21:00/2026-03-29T05:00']);
    expect(read({ length }, '2026-10-24T12:00Z', '2026-10-25T12:00Z')).toEqual(['2026-10-24T20:00/2026-10-25T04:00']);
  });

  test('a start that the clocks skip moves to the first time that exists, and the occurrence says so', () => {
    const change = { startsAt: '2026-03-01T02:30', length: { measure: 'wall', minutes: 60 } } as const;
    const found = expanded(change, '2026-03-29T00:00Z', '2026-03-30T00:00Z').occurrences;
    expect(found.map((one) => [one.start.toISOString(), one.end.toISOString(), one.startCase])).toEqual([
      ['2026-03-29T01:00:00.000Z', '2026-03-29T01:30:00.000Z', 'gap'],
    ]);
  });

  test('a span that lies wholly in the skipped hour yields nothing and is listed as skipped', () => {
    const change = { startsAt: '2026-03-01T02:15', length: { measure: 'wall', minutes: 30 } } as const;
    const found = expanded(change, '2026-03-29T00:00Z', '2026-03-29T12:00Z');
    expect(found).toMatchObject({ occurrences: [], skipped: ['2026-03-29T02:15:00'] });
  });

  test('left out where RFC 5545 is asked for, a skipped start does not use up COUNT', () => {
    const change = {
      rule: 'FREQ=DAILY;COUNT=3',
      startsAt: '2026-03-28T02:30',
      length: { measure: 'exact', minutes: 10 },
    } as const;
    const all = expanded(change, '2026-03-01T00:00Z', '2026-05-01T00:00Z', { gap: 'omit' });
    expect(all.occurrences.map((one) => one.local.slice(0, 10))).toEqual(['2026-03-28', '2026-03-30', '2026-03-31']);
    expect(all.skipped).toEqual(['2026-03-29T02:30:00']);
  });

  test('in the hour that comes twice the first is taken unless said otherwise, and an end never lies before its start', () => {
    const change = { startsAt: '2026-10-01T02:15', length: { measure: 'wall', minutes: 30 } } as const;
    const day = ['2026-10-25T00:00Z', '2026-10-25T23:00Z'] as const;
    expect(read(change, ...day)).toEqual(['2026-10-25T00:15/2026-10-25T00:45']);
    expect(read(change, ...day, { endFold: 'later' })).toEqual(['2026-10-25T00:15/2026-10-25T01:45']);
    expect(read(change, ...day, { startFold: 'later' })).toEqual(['2026-10-25T01:15/2026-10-25T01:45']);
    expect(expanded(change, ...day).occurrences[0]).toMatchObject({ startCase: 'fold', endCase: 'fold' });
  });

  test('an occurrence that started before the span and is still open belongs to the answer; one that ends at its start does not', () => {
    expect(read({}, '2026-02-02T03:00Z', '2026-02-02T04:00Z')).toEqual(['2026-02-01T21:00/2026-02-02T05:00']);
    expect(read({}, '2026-02-02T05:00Z', '2026-02-02T06:00Z')).toEqual([]);
  });

  test('exceptions take out single starts or whole dates, additions add starts, and COUNT counts neither', () => {
    const change = {
      rule: 'FREQ=DAILY;COUNT=4',
      except: ['2026-01-02T22:00', '2026-01-04'],
      also: ['2026-01-20T18:00', '2026-01-01T22:00'],
    };
    expect(expanded(change, '2026-01-01T00:00Z', '2026-03-01T00:00Z').occurrences.map((one) => one.local)).toEqual([
      '2026-01-01T22:00:00',
      '2026-01-03T22:00:00',
      '2026-01-20T18:00:00',
    ]);
  });

  test('UNTIL is an instant in UTC, or a local time of the zone', () => {
    const last = (rule: string) => expanded({ rule }, '2026-07-01T00:00Z', '2026-08-01T00:00Z').occurrences.at(-1)?.local;
    expect(last('FREQ=DAILY;UNTIL=20260710T200000Z')).toBe('2026-07-10T22:00:00');
    expect(last('FREQ=DAILY;UNTIL=20260710T195959Z')).toBe('2026-07-09T22:00:00');
    expect(last('FREQ=DAILY;UNTIL=20260710T220000')).toBe('2026-07-10T22:00:00');
  });

  test('a whole day lasts from midnight to midnight of its zone', () => {
    const change = { startsAt: '2026-03-29', rule: 'FREQ=YEARLY', length: { measure: 'wall', minutes: 1_440 } } as const;
    expect(read(change, '2026-01-01T00:00Z', '2027-01-01T00:00Z')).toEqual(['2026-03-28T23:00/2026-03-29T22:00']);
  });

  test('an answer that is cut says so and says from when on nothing is known', () => {
    const cut = expanded({}, '2026-01-01T00:00Z', '2027-01-01T00:00Z', { mostOccurrences: 3 });
    expect(cut.occurrences).toHaveLength(3);
    expect(cut.truncated).toEqual({ by: 'occurrences', from: new Date('2026-01-04T21:00Z') });
    const far = expanded({ rule: 'FREQ=YEARLY' }, '2026-01-01T00:00Z', '2126-01-01T00:00Z');
    expect(far.truncated).toEqual({ by: 'horizon', from: new Date(Date.UTC(2026, 0, 1) + 3_660 * 86_400_000) });
    const dense = expanded({ rule: 'FREQ=MINUTELY', zone: 'UTC' }, '2026-01-01T00:00Z', '2026-12-01T00:00Z');
    expect(dense.occurrences).toHaveLength(1_000);
    expect(dense.truncated?.by).toBe('occurrences');
  });

  test('a rule that can never come true ends without occurrences, quickly', () => {
    const started = performance.now();
    expect(read({ rule: 'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30' }, '2026-01-01T00:00Z', '2036-01-01T00:00Z')).toEqual([]);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('a rule that is wrong is refused with the part that is wrong', () => {
  for (const [rule, part] of [
    ['FREQ=FORTNIGHTLY', 'FREQ'],
    ['BYDAY=MO', 'FREQ'],
    ['', 'FREQ'],
    ['FREQ=DAILY;FREQ=WEEKLY', 'FREQ'],
    ['FREQ=DAILY;COLOUR=RED', 'COLOUR'],
    ['FREQ=DAILY;INTERVAL=0', 'INTERVAL'],
    ['FREQ=DAILY;COUNT=-1', 'COUNT'],
    ['FREQ=DAILY;COUNT=999999', 'COUNT'],
    ['FREQ=DAILY;COUNT=2;UNTIL=20270101T000000Z', 'COUNT'],
    ['FREQ=DAILY;UNTIL=20260230T000000Z', 'UNTIL'],
    ['FREQ=DAILY;UNTIL=20270101', 'UNTIL'],
    ['FREQ=DAILY;BYHOUR=24', 'BYHOUR'],
    ['FREQ=DAILY;BYSECOND=60', 'BYSECOND'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,,2', 'BYMONTHDAY'],
    ['FREQ=MONTHLY;BYDAY=0MO', 'BYDAY'],
    ['FREQ=MONTHLY;BYDAY=6MO', 'BYDAY with a number above 5'],
    ['FREQ=WEEKLY;BYDAY=XX', 'BYDAY'],
    ['FREQ=WEEKLY;BYDAY=2SA', 'BYDAY with a number'],
    ['FREQ=WEEKLY;BYMONTHDAY=3', 'BYMONTHDAY'],
    ['FREQ=MONTHLY;BYWEEKNO=3', 'BYWEEKNO'],
    ['FREQ=DAILY;BYYEARDAY=3', 'BYYEARDAY'],
    ['FREQ=DAILY;BYSETPOS=1', 'BYSETPOS'],
    ['FREQ=YEARLY;BYMONTHDAY=29', 'BYMONTHDAY'],
    ['FREQ=YEARLY;RSCALE=CHINESE', 'RSCALE'],
    ['FREQ=HOURLY', 'FREQ=HOURLY'],
  ] as const) {
    test(`${rule === '' ? 'an empty rule' : rule} is refused because of ${part}`, () => {
      expect(firstFault(rule)?.facts?.part).toBe(part);
      expect(firstFault(rule)?.remedy).not.toBe('');
    });
  }

  test('every fault is reported, not the first only', () => {
    expect(
      codes({
        rule: 'FREQ=DAILY;BYHOUR=99;INTERVAL=0',
        zone: 'Mars/Olympus',
        startsAt: 'soon',
        length: { measure: 'wall', minutes: 0 },
        except: ['x'],
        also: ['2026-01-01'],
      }),
    ).toEqual([
      'calendar.rule-part-malformed',
      'calendar.rule-part-malformed',
      'calendar.zone-unknown',
      'calendar.local-time-malformed',
      'calendar.duration-not-positive',
      'calendar.local-time-malformed',
      'calendar.local-time-malformed',
    ]);
  });

  test('whatever is typed, the answer is an expansion or a refusal, never an exception', () => {
    const piece = fc.constantFrom(
      'FREQ=DAILY',
      'FREQ=YEARLY',
      'FREQ=MONTHLY',
      'FREQ=',
      'COUNT=9',
      'UNTIL=20260301T000000Z',
      'BYDAY=MO,2TU',
      'BYSETPOS=-1',
      'BYWEEKNO=1',
      'BYHOUR=1,30',
      'BYMONTHDAY=-31',
      '=',
      ';',
    );
    const rule = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(';')),
    );
    const time = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '2026-01-10T22:00',
        '2026-01-10',
        '0000-00-00',
        '9999-12-31T23:59',
        '-000001-01-01T00:00',
        '2026-01-10T22:00[UTC]',
      ),
    );
    const zone = fc.oneof(fc.string(), fc.constantFrom('Europe/Berlin', 'UTC', '+01:00', 'Etc/Unknown', '__proto__/x'));
    fc.assert(
      fc.property(
        rule,
        time,
        zone,
        fc.array(time, { maxLength: 2 }),
        fc.date(),
        fc.date(),
        (text, startsAt, place, also, start, end) => {
          const outcome = expandRecurrence({ ...night, rule: text, startsAt, zone: place, also, except: also }, { start, end });
          expect(outcome.ok || outcome.refusals.length > 0).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a span that does not end after its start is refused', () => {
    const outcome = expandRecurrence(night, span('2026-01-02T00:00Z', '2026-01-02T00:00Z'));
    expect(outcome.ok ? [] : outcome.refusals.map((one) => one.code)).toEqual(['calendar.span-not-valid']);
  });
});
