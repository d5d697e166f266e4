import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { riskQuestions } from '../contract-words.ts';
import { failureRate, type RiskFacts, riskOf } from './risk.ts';

const among = <T>(values: readonly [T, ...T[]]) => fc.constantFrom(...values);
const applications = fc.array(
  fc.record({
    id: fc.uuid(),
    key: fc.string({ minLength: 1, maxLength: 6 }),
    role: among(['changed', 'regression'] as const),
    criticality: among(['low', 'medium', 'high', 'critical', 'unknown']),
    gxp: among(['yes', 'no', 'unknown']),
    sox: among(['yes', 'no', 'unknown']),
    past: fc.tuple(fc.nat(200), fc.nat(200)),
  }),
  { maxLength: 8 },
);
const facts: fc.Arbitrary<RiskFacts> = fc
  .record({
    applications,
    complexity: among(riskQuestions.complexity),
    reversal: among(riskQuestions.reversal),
    testing: among(riskQuestions.testing),
    outage: among(riskQuestions.outage),
    waitsFor: fc.array(fc.constantFrom('CHG-1', 'CHG-2', 'CHG-3'), { maxLength: 5 }),
  })
  .map(({ applications: named, waitsFor, ...answers }) => ({
    applications: named.map(({ past: [good, bad], ...one }) => ({ ...one, done: good + bad, failed: bad })),
    answers,
    waitsFor,
  }));
const changed = (more: Partial<RiskFacts['applications'][number]> = {}): RiskFacts['applications'][number] => ({
  id: 'a',
  key: 'APP-1',
  role: 'changed',
  criticality: 'low',
  gxp: 'no',
  sox: 'no',
  done: 0,
  failed: 0,
  ...more,
});
const mild: RiskFacts['answers'] = { complexity: 'simple', reversal: 'rehearsed', testing: 'production-like', outage: 'none' };
const unanswered: RiskFacts['answers'] = { complexity: 'unknown', reversal: 'unknown', testing: 'unknown', outage: 'unknown' };
const scoreOf = (of: RiskFacts): number => riskOf(of).score;

describe('the risk of a change', () => {
  test('one more fact against it never lowers it: an application, a failure, a change that it waits for', () => {
    fc.assert(
      fc.property(facts, facts, (given, other) => {
        const score = scoreOf(given);
        // What names no changed application counts as the gravest of them: whatever is named instead is known to be no worse.
        if (given.applications.some(({ role }) => role === 'changed'))
          expect(scoreOf({ ...given, applications: [...given.applications, ...other.applications] })).toBeGreaterThanOrEqual(
            score,
          );
        const failed = given.applications.map((one) => ({ ...one, done: one.done + 1, failed: one.failed + 1 }));
        expect(scoreOf({ ...given, applications: failed })).toBeGreaterThanOrEqual(score);
        expect(scoreOf({ ...given, waitsFor: [...given.waitsFor, 'CHG-9'] })).toBeGreaterThanOrEqual(score);
      }),
    );
  });

  test('a graver value of any one fact never lowers it', () => {
    const raise = (order: readonly string[], value: string): readonly string[] => order.slice(order.indexOf(value));
    fc.assert(
      fc.property(facts, (given) => {
        const score = scoreOf(given);
        for (const question of ['complexity', 'reversal', 'testing', 'outage'] as const)
          for (const value of raise(riskQuestions[question], given.answers[question]))
            expect(scoreOf({ ...given, answers: { ...given.answers, [question]: value } })).toBeGreaterThanOrEqual(score);
        for (const [at, one] of given.applications.entries()) {
          const put = (more: object) => ({ ...given, applications: given.applications.with(at, { ...one, ...more }) });
          for (const criticality of raise(['low', 'medium', 'high', 'critical'], one.criticality))
            expect(scoreOf(put({ criticality }))).toBeGreaterThanOrEqual(score);
          expect(scoreOf(put({ gxp: 'yes' }))).toBeGreaterThanOrEqual(score);
          // The first changed application that is named takes the place of the gravest that it could have been.
          if (given.applications.some(({ role }) => role === 'changed'))
            expect(scoreOf(put({ role: 'changed' }))).toBeGreaterThanOrEqual(score);
        }
      }),
    );
  });

  test('to forget something never lowers it: unknown counts as the gravest, and a history without successes is no better', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const score = scoreOf(given);
        expect(scoreOf({ ...given, answers: unanswered })).toBeGreaterThanOrEqual(score);
        const forgotten = given.applications.map((one) => ({ ...one, criticality: 'unknown', gxp: 'unknown', sox: 'unknown' }));
        expect(scoreOf({ ...given, applications: forgotten })).toBeGreaterThanOrEqual(score);
        const withoutSuccess = given.applications.map((one) => ({ ...one, done: one.failed }));
        expect(scoreOf({ ...given, applications: withoutSuccess })).toBeGreaterThanOrEqual(score);
      }),
    );
  });

  test('it lies between 0 and 1, never at 0, is the same for the same facts in any order, and is what its parts say', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const risk = riskOf(given);
        expect(risk.score).toBeGreaterThan(0);
        expect(risk.score).toBeLessThanOrEqual(1);
        expect(scoreOf({ ...given, applications: given.applications.toReversed() })).toBe(risk.score);
        const again = 1 - risk.parts.reduce((left, { chance }) => left * (1 - chance), 1);
        expect(Math.abs(again - risk.score)).toBeLessThan(0.001);
        for (const part of risk.parts) expect(part.says.length).toBeGreaterThan(3);
      }),
    );
  });

  test('every band is reached', () => {
    const of = (more: Partial<RiskFacts>) => riskOf({ applications: [changed()], answers: mild, waitsFor: [], ...more }).band;
    expect([
      of({}),
      of({ answers: { ...mild, complexity: 'moderate', reversal: 'documented', testing: 'partial' } }),
      of({ answers: { ...mild, complexity: 'complex', testing: 'none', reversal: 'documented' } }),
      of({ applications: [], answers: unanswered }),
    ]).toEqual(['low', 'moderate', 'high', 'very-high']);
  });
});

describe('faults of other scores, which this one has not', () => {
  test('a running sum of points rewards volume: at one failure in twenty, 20 changes give 552 and 200 give 845', () => {
    const points = (changes: number): number =>
      Array.from({ length: changes }, (_, at) => ((at + 1) % 20 === 0 ? -5 : 3)).reduce(
        (sum, add) => Math.min(850, sum + add),
        500,
      );
    expect([points(20), points(200)]).toEqual([552, 845]);
    const [few, many] = [failureRate(20, 1), failureRate(200, 10)];
    expect(Math.abs(few.mean - many.mean)).toBeLessThan(0.02);
    expect(many.interval.high - many.interval.low).toBeLessThan(few.interval.high - few.interval.low);
    for (const rate of [few, many]) expect(rate.interval.low <= 0.05 && 0.05 <= rate.interval.high).toBe(true);
  });

  test('a maximum is blind to accumulation: ten amber facts count as one', () => {
    const amber = Array.from({ length: 10 }, (_, at) => changed({ id: `${at}`, criticality: 'high' }));
    const criticality = (of: RiskFacts) => riskOf(of).parts.filter(({ factor }) => factor === 'criticality');
    const [one, ten] = [1, 10].map((count) => ({ applications: amber.slice(0, count), answers: mild, waitsFor: [] }));
    if (one === undefined || ten === undefined) throw new Error('two sets of facts');
    const worst = (of: RiskFacts) => Math.max(...criticality(of).map(({ chance }) => chance));
    expect(worst(ten)).toBe(worst(one));
    expect(scoreOf(ten)).toBeGreaterThan(scoreOf(one) + 0.3);
  });

  test('nothing evaluated is no risk: there a record without any fact scores 0', () => {
    const risk = riskOf({ applications: [], answers: unanswered, waitsFor: [] });
    expect(risk.band).toBe('very-high');
    expect(risk.parts.every(({ known }) => !known)).toBe(true);
  });

  test('the highest class cannot be reached: there round((0…2) × elapsed) never exceeds 2 of 100', () => {
    const worst = Math.max(...[0, 1, 2].flatMap((late) => [0, 1, 2].map((failing) => Math.round(((late + failing) / 2) * 1))));
    expect(worst).toBe(2);
    const grave = changed({ criticality: 'critical', gxp: 'yes', sox: 'yes', done: 10, failed: 10 });
    expect(scoreOf({ applications: [grave, grave, grave], answers: unanswered, waitsFor: ['CHG-1'] })).toBeGreaterThan(0.9);
  });

  test('the first match decides: there the order of two facts changes the class', () => {
    const [low, critical] = [changed({ id: 'l' }), changed({ id: 'c', criticality: 'critical' })];
    const first = (list: readonly { readonly criticality: string }[]) => list[0]?.criticality;
    expect(first([low, critical])).not.toBe(first([critical, low]));
    const both = { answers: mild, waitsFor: [] };
    expect(scoreOf({ applications: [low, critical], ...both })).toBe(scoreOf({ applications: [critical, low], ...both }));
  });
});
