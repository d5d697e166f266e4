import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checklist, measure } from '../../../../tests/support/things.ts';
import { type Criterion, statusOf } from './criterion.ts';
import { evaluate } from './evaluation.ts';
import { newCriterion } from './new-gate.ts';
import { greenTooShort } from './rules/green-too-short.ts';
import { canPassFrom, greenSinceNow, type Run, runAfter } from './run-of-green.ts';

const hour = 3_600_000;
const start = Date.parse('2026-11-24T12:00:00.000Z');
const at = (hours: number): Date => new Date(start + hours * hour);

/** What becomes known of one criterion: a result with its value, at an hour; freshness ends it by itself. */
type Fact = { readonly criterion: number; readonly hours: number; readonly green: boolean };
const freshness = [null, 40, 90] as const;

const asked = (index: number): Criterion =>
  newCriterion(
    `id-${index}`,
    measure(`m${index}`, { operator: '>=', threshold: 1, freshnessHours: freshness[index % freshness.length] ?? null }),
    index,
  );

const withResult = (criterion: Criterion, fact: Fact): Criterion => ({
  ...criterion,
  result: {
    id: `${criterion.id}-${fact.hours}`,
    value: fact.green ? 1 : 0,
    checked: null,
    measuredAt: at(fact.hours),
    measuredBy: null,
    ofVersion: null,
    note: null,
    link: null,
    recordedBy: 'tester',
    recordedAt: at(fact.hours),
    second: null,
    withdrawn: null,
  },
});

type Told = { readonly criteria: readonly Criterion[]; readonly run: Run | null };

/** A gate of `count` criteria that is told facts one after the other and keeps the evaluation of each, as the acts do. */
function tell(count: number, facts: readonly Fact[]): Told {
  let criteria: readonly Criterion[] = Array.from({ length: count }, (_, index) => asked(index));
  let run: Run | null = runAfter(null, evaluate('gate', criteria, at(0)).green, criteria, at(0));
  for (const fact of facts.filter(({ criterion }) => criterion < count)) {
    criteria = criteria.map((one, index) => (index === fact.criterion ? withResult(one, fact) : one));
    run = runAfter(run, evaluate('gate', criteria, at(fact.hours)).green, criteria, at(fact.hours));
  }
  return { criteria, run };
}

const sinceAt = ({ criteria, run }: Told, now: Date): Date | null =>
  greenSinceNow(run, evaluate('gate', criteria, now).green, now);

/** The same from the facts alone, hour by hour: the oracle. Facts lie on whole hours, and so do the ends of freshness. */
function greenSinceByHours(count: number, facts: readonly Fact[], now: number): number | null {
  const greenIn = (hours: number): boolean =>
    Array.from({ length: count }, (_, index) => {
      const last = facts.filter((fact) => fact.criterion === index && fact.hours <= hours).at(-1);
      const criterion = last === undefined ? asked(index) : withResult(asked(index), last);
      return statusOf(criterion, at(hours)) === 'met';
    }).every(Boolean);
  if (!greenIn(now)) return null;
  let since = now;
  while (since > 0 && greenIn(since - 1)) since -= 1;
  return since;
}

const facts = fc
  .array(fc.record({ criterion: fc.integer({ min: 0, max: 3 }), step: fc.integer({ min: 1, max: 60 }), green: fc.boolean() }), {
    maxLength: 25,
  })
  .map((steps) => {
    let hours = 0;
    return steps.map(({ criterion, step, green }): Fact => {
      hours += step;
      return { criterion, hours, green: green || step % 3 > 0 };
    });
  });

/** A result is renewed at the very moment at which it would have run out: nothing broke. */
const renewedInTime: readonly Fact[] = [
  { criterion: 1, hours: 1, green: true },
  { criterion: 0, hours: 18, green: true },
  { criterion: 1, hours: 41, green: true },
];

const endOf = (told: readonly Fact[]): number => told.at(-1)?.hours ?? 0;

describe('the minimum duration of green', () => {
  test('counts from the moment since which nothing broke: the facts alone, hour by hour, say the same', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 100 }), (told, count, more) => {
        const now = endOf(told) + more;
        const hours = greenSinceByHours(count, told, now);
        expect(sinceAt(tell(count, told), at(now))).toEqual(hours === null ? null : at(hours));
      }),
      { numRuns: 400, examples: [[[...renewedInTime], 2, 0]] },
    );
  });

  test('any dip resets it: it never begins before the last moment that was not green', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 50 }), (told, criterion, after) => {
        const dip: Fact = { criterion, hours: endOf(told) + 1, green: false };
        const mend: Fact = { criterion, hours: dip.hours + after, green: true };
        const since = sinceAt(tell(4, [...told, dip, mend]), at(mend.hours));
        expect(since === null || since.getTime() === at(mend.hours).getTime()).toBe(true);
      }),
    );
  });

  test('more criteria never let a gate pass earlier', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 100 }), (told, count, more) => {
        const now = at(endOf(told) + more);
        const few = canPassFrom(72, sinceAt(tell(count, told), now));
        const many = canPassFrom(72, sinceAt(tell(count + 1, told), now));
        expect(many === null || (few !== null && many >= few)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('a clock that steps back never helps: a green time begins no earlier than the latest moment the gate has seen', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 1, max: 200 }), (told, back) => {
        const end = endOf(told) + 1;
        const red = tell(4, [...told, { criterion: 0, hours: end, green: false }]);
        const mended = [0, 1, 2, 3].map((criterion): Fact => ({ criterion, hours: end - back, green: true }));
        const criteria = red.criteria.map((one, index) =>
          withResult(one, mended[index] ?? { criterion: 0, hours: 0, green: true }),
        );
        const now = at(end - back);
        const since = greenSinceNow(red.run, evaluate('gate', criteria, now).green, now);
        expect(since === null || since >= at(end)).toBe(true);
        expect(greenTooShort(1, since, now)).toHaveLength(1);
      }),
    );
  });

  test('says since when the gate is green and from when it can pass', () => {
    expect(greenTooShort(null, null, at(0))).toEqual([]);
    expect(greenTooShort(72, at(0), at(72))).toEqual([]);
    const [early] = greenTooShort(72, at(0), at(71));
    expect(early).toMatchObject({ code: 'gates.green-too-short', kind: 'rule' });
    expect(early?.message).toBe(
      'All criteria must have been green for 3 days without break; they are since 2026-11-24T12:00:00.000Z, so the gate can pass from 2026-11-27T12:00:00.000Z.',
    );
    const [red] = greenTooShort(5, null, at(71));
    expect(red?.message).toBe(
      'All criteria must have been green for 5 hours without break; they are not green now, so the time has not begun.',
    );
  });

  test('a checklist item that was never answered begins nothing', () => {
    const criteria = [newCriterion('a', checklist('a'), 0)];
    const run = runAfter(null, evaluate('gate', criteria, at(0)).green, criteria, at(0));
    expect(run).toEqual({ greenSince: null, greenUntil: null, latestAt: at(0) });
  });
});
