import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../foundation/refusal.ts';
import {
  coverageOf,
  expandFreeze,
  type Freeze,
  type FreezeScope,
  type FreezeTarget,
  hitsOfFreeze,
  wholeSpanOf,
} from './freeze.ts';

const everything: FreezeScope = { unitIds: [], applicationIds: [], criticalities: [], environmentClasses: [], gxpOnly: false };
const target: FreezeTarget = {
  unitPath: ['plant', 'europe', 'group'],
  applicationId: 'lims',
  criticality: 'high',
  environmentClass: 'production',
  gxp: true,
};
const yearEnd: Freeze = {
  id: 'year-end',
  name: 'Year-end closing',
  scope: everything,
  time: {
    kind: 'recurring',
    recurrence: {
      rule: 'FREQ=YEARLY',
      startsAt: '2020-12-15T18:00',
      zone: 'Europe/Berlin',
      length: { measure: 'wall', minutes: 26 * 1_440 },
      except: [],
      also: [],
    },
  },
};
const nightly = (startsAt: string, minutes: number): Freeze => ({
  ...yearEnd,
  time: {
    kind: 'recurring',
    recurrence: {
      rule: 'FREQ=DAILY',
      startsAt,
      zone: 'Europe/Berlin',
      length: { measure: 'wall', minutes },
      except: [],
      also: [],
    },
  },
});
const value = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
};
const hour = 3_600_000;
const day = { start: new Date('2026-03-28T22:00Z'), end: new Date('2026-03-29T22:00Z') };

describe('freezes', () => {
  test('the year-end freeze comes back every year at 18:00 of its zone', () => {
    const spans = value(
      expandFreeze(yearEnd, { start: new Date('2026-01-01T00:00Z'), end: new Date('2027-12-31T00:00Z') }),
    ).spans;
    expect(spans.map((one) => one.start.toISOString())).toEqual([
      '2025-12-15T17:00:00.000Z',
      '2026-12-15T17:00:00.000Z',
      '2027-12-15T17:00:00.000Z',
    ]);
    expect(spans[0]?.end.toISOString()).toBe('2026-01-10T17:00:00.000Z');
  });

  test('a release that fits before the freeze only without its back-out time is held by the freeze', () => {
    const start = new Date('2026-12-15T12:00Z');
    expect(value(hitsOfFreeze(yearEnd, target, wholeSpanOf(start, 5 * hour, 0)))).toEqual([]);
    const hits = value(hitsOfFreeze(yearEnd, target, wholeSpanOf(start, 4 * hour, 2 * hour)));
    expect(hits.map((one) => one.overlap)).toEqual([
      { start: new Date('2026-12-15T17:00Z'), end: new Date('2026-12-15T18:00Z') },
    ]);
  });

  test('a freeze that lies ahead does not hold work that ends before it, and one that ends lets go at its end', () => {
    const once: Freeze = {
      ...yearEnd,
      time: { kind: 'once', zone: 'UTC', span: { start: new Date('2026-05-01T00:00Z'), end: new Date('2026-05-02T00:00Z') } },
    };
    expect(value(hitsOfFreeze(once, target, wholeSpanOf(new Date('2026-04-30T22:00Z'), 2 * hour, 0)))).toEqual([]);
    expect(value(hitsOfFreeze(once, target, wholeSpanOf(new Date('2026-05-02T00:00Z'), 2 * hour, 0)))).toEqual([]);
    expect(value(hitsOfFreeze(once, target, wholeSpanOf(new Date('2026-05-01T23:00Z'), 2 * hour, 0)))).toHaveLength(1);
  });

  test('a freeze whose start the clocks skip still holds from the first time that exists', () => {
    expect(value(expandFreeze(nightly('2026-03-01T02:30', 120), day)).spans).toEqual([
      { start: new Date('2026-03-29T01:00Z'), end: new Date('2026-03-29T02:30Z') },
    ]);
  });

  test('a freeze whose end comes twice holds until the second one', () => {
    const back = { start: new Date('2026-10-24T22:30Z'), end: new Date('2026-10-25T12:00Z') };
    expect(value(expandFreeze(nightly('2026-10-01T01:00', 90), back)).spans).toEqual([
      { start: new Date('2026-10-24T23:00Z'), end: new Date('2026-10-25T01:30Z') },
    ]);
  });

  test('time beyond what could be worked out counts as frozen', () => {
    const whole = { start: new Date('2026-01-01T00:00Z'), end: new Date('2046-01-01T00:00Z') };
    const last = value(hitsOfFreeze({ ...yearEnd }, target, whole)).at(-1);
    expect(last?.frozen.end).toEqual(whole.end);
  });

  test('several parts of a scope narrow together, a unit holds all below it, and no part at all holds everybody', () => {
    expect(coverageOf(everything, target)).toBe('covered');
    expect(coverageOf({ ...everything, unitIds: ['europe'] }, target)).toBe('covered');
    expect(coverageOf({ ...everything, unitIds: ['asia'] }, target)).toBe('not-covered');
    expect(coverageOf({ ...everything, unitIds: ['europe'], criticalities: ['low'] }, target)).toBe('not-covered');
    expect(coverageOf({ ...everything, environmentClasses: ['production', 'validation'], gxpOnly: true }, target)).toBe(
      'covered',
    );
    expect(coverageOf({ ...everything, gxpOnly: true }, { ...target, gxp: false })).toBe('not-covered');
  });

  test('what is not known about a target never sets it free, and says so', () => {
    expect(coverageOf({ ...everything, gxpOnly: true }, { ...target, gxp: null })).toBe('covered-as-unknown');
    expect(coverageOf({ ...everything, criticalities: ['high'] }, { ...target, criticality: null })).toBe('covered-as-unknown');
    expect(coverageOf({ ...everything, criticalities: ['high'], unitIds: ['asia'] }, { ...target, criticality: null })).toBe(
      'not-covered',
    );
  });

  test('knowing less about a target never sets it free', () => {
    const some = (...values: string[]) => fc.subarray(values);
    const scopes = fc.record({
      unitIds: some('europe', 'asia'),
      applicationIds: some('lims', 'erp'),
      criticalities: some('high', 'low'),
      environmentClasses: some('uat', 'production'),
      gxpOnly: fc.boolean(),
    });
    const forget = fc.constantFrom('unitPath', 'applicationId', 'criticality', 'environmentClass', 'gxp');
    fc.assert(
      fc.property(scopes, fc.uniqueArray(forget), (scope, forgotten) => {
        const less: FreezeTarget = { ...target, ...Object.fromEntries(forgotten.map((key) => [key, null])) };
        if (coverageOf(scope, target) === 'covered') expect(coverageOf(scope, less)).not.toBe('not-covered');
      }),
    );
  });

  test('a freeze with a rule that is not certain is refused, never read as "no freeze"', () => {
    const broken: Freeze = {
      ...yearEnd,
      time: {
        kind: 'recurring',
        recurrence: {
          ...(yearEnd.time.kind === 'recurring' ? yearEnd.time.recurrence : expect.fail()),
          rule: 'FREQ=YEARLY;BYMONTHDAY=29',
        },
      },
    };
    expect(hitsOfFreeze(broken, target, day).ok).toBe(false);
  });
});
