import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nothingMore } from './asked-more.ts';
import { type Criterion, greenUntil, isGreen, type Operator, statusOf } from './criterion.ts';
import { evaluate, hashOfInputs } from './evaluation.ts';
import { criteriaNotGreen } from './rules/criteria-not-green.ts';
import { type DecisionInForce, lapsesAt, stateNow, tolerancesOf, whyLapsed } from './standing.ts';

const start = Date.parse('2026-11-24T12:00:00.000Z');
const hour = 3_600_000;
const moment = fc.integer({ min: -200, max: 200 }).map((hours) => new Date(start + hours * hour));
const past = fc.integer({ min: 0, max: 200 }).map((hours) => new Date(start - hours * hour));
const now = new Date(start);
const withdrawal = fc.option(fc.constant({ by: 'someone', at: now, reason: 'not valid' }), { nil: null });

const criterion = (key: string): fc.Arbitrary<Criterion> =>
  fc
    .record({
      measure: fc.boolean(),
      operator: fc.constantFrom<Operator>('>=', '<=', '==', '>', '<'),
      threshold: fc.integer({ min: 0, max: 5 }),
      freshnessHours: fc.option(fc.integer({ min: 1, max: 200 }), { nil: null }),
      result: fc.option(
        fc.record({ value: fc.integer({ min: 0, max: 5 }), checked: fc.boolean(), measuredAt: past, withdrawn: withdrawal }),
        { nil: null },
      ),
      waivers: fc.array(fc.record({ expiresAt: moment, withdrawn: withdrawal }), { maxLength: 2 }),
    })
    .map(({ measure, operator, threshold, freshnessHours, result, waivers }) => ({
      id: `id-${key}`,
      key,
      text: `Criterion ${key}`,
      type: measure ? 'measure' : 'checklist',
      operator: measure ? operator : null,
      threshold: measure ? threshold : null,
      unit: null,
      source: null,
      freshnessHours,
      responsible: null,
      evidence: null,
      ...nothingMore,
      found: null,
      checkDue: null,
      place: 0,
      result:
        result === null
          ? null
          : {
              id: `result-${key}`,
              value: measure ? result.value : null,
              checked: measure ? null : result.checked,
              measuredAt: result.measuredAt,
              measuredBy: null,
              ofVersion: null,
              note: null,
              link: null,
              recordedBy: 'tester',
              recordedAt: now,
              second: null,
              withdrawn: result.withdrawn,
            },
      waivers: waivers.map((waiver, at) => ({
        id: `waiver-${key}-${at}`,
        reason: 'agreed',
        by: 'quality',
        at: new Date(start - 300 * hour),
        ...waiver,
      })),
    }));
const criteria = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 })
  .chain((keys) => fc.tuple(...keys.map(criterion)));
const passes = (asked: readonly Criterion[], at = now): boolean => criteriaNotGreen(evaluate('gate', asked, at)).length === 0;
const decided = (
  outcome: 'pass' | 'pass-conditionally' | 'declare-not-applicable',
  asked: readonly Criterion[],
  expiresAt: Date | null = null,
): DecisionInForce => ({
  id: 'decision',
  outcome,
  by: 'owner',
  role: 'quality',
  condition: expiresAt === null ? null : 'to do',
  expiresAt,
  tolerates: tolerancesOf(outcome, asked, now),
  trail: null,
  at: now,
});

describe('unknown is not green', () => {
  test('adding a criterion never makes a gate easier to pass', () => {
    fc.assert(
      fc.property(criteria, criterion('extra'), (asked, extra) => {
        if (passes([...asked, extra])) expect(passes(asked)).toBe(true);
      }),
    );
  });

  test('losing a result or a waiver never turns a gate that would not pass into one that would', () => {
    fc.assert(
      fc.property(criteria, fc.nat(), fc.boolean(), (asked, pick, waiver) => {
        const poorer = asked.map((item, at) =>
          at !== pick % Math.max(asked.length, 1) ? item : waiver ? { ...item, waivers: [] } : { ...item, result: null },
        );
        if (passes(poorer)) expect(passes(asked)).toBe(true);
      }),
    );
  });

  test('one criterion that is unknown, without a waiver, closes the gate whatever the others say', () => {
    fc.assert(
      fc.property(criteria, criterion('unknown'), (asked, item) => {
        expect(passes([...asked, { ...item, result: null, waivers: [] }])).toBe(false);
      }),
    );
  });

  test('a result that ages never becomes green by that', () => {
    fc.assert(
      fc.property(criterion('a'), fc.nat(500), (item, hours) => {
        const later = new Date(start + hours * hour);
        if (isGreen(statusOf(item, later))) expect(isGreen(statusOf(item, now))).toBe(true);
      }),
    );
  });
});

describe('a decision lapses by time alone exactly when it is said to', () => {
  test('green until: green before, not green from then on', () => {
    fc.assert(
      fc.property(criterion('a'), (item) => {
        const until = greenUntil(item, now);
        expect(until !== null).toBe(isGreen(statusOf(item, now)));
        if (until === null || until === Number.POSITIVE_INFINITY) return;
        expect(isGreen(statusOf(item, new Date(until - 1)))).toBe(true);
        expect(isGreen(statusOf(item, new Date(until)))).toBe(false);
      }),
    );
  });

  test('the stored mark and the reasons agree at every moment, for every outcome', () => {
    fc.assert(
      fc.property(
        criteria,
        fc.constantFrom('pass' as const, 'pass-conditionally' as const, 'declare-not-applicable' as const),
        fc.integer({ min: 1, max: 400 }),
        fc.nat(500),
        (asked, outcome, ends, hours) => {
          const expiresAt = outcome === 'pass-conditionally' ? new Date(start + ends * hour) : null;
          const decision = decided(outcome, asked, expiresAt);
          if (whyLapsed(decision, asked, now).length > 0) return;
          const gate = {
            state: outcome === 'pass' ? 'passed' : outcome === 'pass-conditionally' ? 'passed-conditionally' : 'not-applicable',
            restedAt: null,
            lapsesAt: lapsesAt(decision, asked, now),
          } as const;
          const later = new Date(start + hours * hour);
          expect(stateNow(gate, later) === 'reopened').toBe(whyLapsed(decision, asked, later).length > 0);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('a pass holds at the moment it is given exactly when all criteria are green', () => {
    fc.assert(
      fc.property(criteria, (asked) => {
        expect(whyLapsed(decided('pass', asked), asked, now).length === 0).toBe(passes(asked));
      }),
    );
  });

  test('a conditional pass tolerates a criterion only with the result that was seen', () => {
    fc.assert(
      fc.property(criterion('a'), (item) => {
        if (isGreen(statusOf(item, now)) || item.result === null || item.result.withdrawn !== null) return;
        const decision = decided('pass-conditionally', [item], new Date(start + hour));
        expect(whyLapsed(decision, [item], now)).toEqual([]);
        expect(whyLapsed(decision, [{ ...item, result: { ...item.result, id: 'another' } }], now)).toHaveLength(1);
      }),
    );
  });
});

describe('an evaluation', () => {
  test('has the same hash whatever the order of its criteria, and another when a fact differs', () => {
    fc.assert(
      fc.property(criteria, (asked) => {
        const one = evaluate('gate', asked, now);
        expect(evaluate('gate', asked.toReversed(), now).hash).toBe(one.hash);
        expect(hashOfInputs('gate', one.inputs)).toBe(one.hash);
        expect(evaluate('another gate', asked, now).hash).not.toBe(one.hash);
        const [first] = asked;
        if (first?.result === undefined || first.result === null || first.result.withdrawn !== null) return;
        const changed = asked.map((item) =>
          item === first && item.result !== null ? { ...item, result: { ...item.result, id: 'another' } } : item,
        );
        expect(evaluate('gate', changed, now).hash).not.toBe(one.hash);
      }),
    );
  });
});
