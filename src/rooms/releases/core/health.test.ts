import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aNow, aRelease, inDays } from '../../../../tests/support/a-release.ts';
import { releaseStates } from '../contract.ts';
import { type HealthFacts, healthOf, type Light, worstOf } from './health.ts';
import { deadlinesOf, lateBy } from './late.ts';
import type { Release } from './release.ts';

const grave: Readonly<Record<Light, number>> = { green: 0, amber: 1, unknown: 2, red: 3 };
const facts: HealthFacts = {
  now: aNow,
  gates: { light: 'green', reason: 'All gates have passed.' },
  collisions: { blocking: 0, warning: 0 },
};
const light = fc.constantFrom<Light>('green', 'amber', 'unknown', 'red');
const releases: fc.Arbitrary<Release> = fc
  .record({
    state: fc.constantFrom(...releaseStates),
    live: fc.option(fc.integer({ min: -30, max: 30 }), { nil: null }),
    result: fc.constantFrom('pending', 'completed', 'rejected', 'rolled-back'),
    version: fc.option(fc.constant('1'), { nil: null }),
    outcome: fc.constantFrom('completed', 'partially-completed', 'failed', null),
  })
  .map(({ state, live, result, version, outcome }) =>
    aRelease({
      state,
      heldFrom: state === 'on-hold' ? 'planned' : null,
      goLive: live === null ? null : { start: inDays(live), end: inDays(live + 0.1), zone: 'UTC' },
      applications: [{ applicationId: 'a', role: 'changed', version, result, resultNote: null }],
      outcome,
    }),
  );

describe('health', () => {
  test('is green only when every part is green', () => {
    expect(healthOf(aRelease(), facts).light).toBe('green');
    fc.assert(
      fc.property(releases, light, fc.nat(3), fc.nat(3), (release, gates, blocking, warning) => {
        const health = healthOf(release, { now: aNow, gates: { light: gates, reason: 'x' }, collisions: { blocking, warning } });
        expect(health.light).toBe(worstOf(health.parts.map((part) => part.light)));
        expect(health.light === 'green').toBe(health.parts.every((part) => part.light === 'green'));
        expect(health.parts.every((part) => part.reason.length > 0)).toBe(true);
      }),
    );
  });

  test('is monotone: more collisions, a worse gate or more time passed never make it better', () => {
    fc.assert(
      fc.property(releases, light, light, fc.nat(3), fc.nat(3), fc.nat(40), (release, one, other, blocking, warning, days) => {
        const base = { now: aNow, gates: { light: one, reason: 'x' }, collisions: { blocking, warning } };
        const before = grave[healthOf(release, base).light];
        const worse = grave[one] > grave[other] ? one : other;
        expect(grave[healthOf(release, { ...base, gates: { light: worse, reason: 'x' } }).light]).toBeGreaterThanOrEqual(before);
        expect(
          grave[healthOf(release, { ...base, collisions: { blocking: blocking + 1, warning } }).light],
        ).toBeGreaterThanOrEqual(before);
        expect(grave[healthOf(release, { ...base, now: inDays(days) }).light]).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  test('what is unknown never helps: no gate, no go-live and no version are not green', () => {
    expect(healthOf(aRelease(), { ...facts, gates: null }).light).toBe('unknown');
    expect(healthOf(aRelease({ goLive: null }), facts).light).toBe('unknown');
    expect(healthOf(aRelease({ applications: [] }), facts).light).toBe('unknown');
    expect(healthOf(aRelease({ origin: 'imported', source: 'x', sourceTime: aNow, state: 'closed' }), facts).light).toBe(
      'unknown',
    );
  });

  test('a partial result and a back-out are red', () => {
    expect(healthOf(aRelease({ state: 'deployed', outcome: 'partially-completed' }), facts).light).toBe('red');
    expect(healthOf(aRelease({ state: 'backed-out' }), facts).light).toBe('red');
  });
});

describe('lateness', () => {
  test('a phase that ended with its work not done is late, and being on hold does not stop the clock', () => {
    expect(lateBy(aRelease(), inDays(6)).map((late) => late.what)).toEqual([
      'Phase “Build” has ended and the release is still planned',
    ]);
    expect(lateBy(aRelease({ state: 'in-progress' }), inDays(6))).toEqual([]);
    expect(lateBy(aRelease({ state: 'on-hold', heldFrom: 'planned' }), inDays(6))).toHaveLength(1);
    expect(lateBy(aRelease({ state: 'ready' }), inDays(10))).toHaveLength(1);
    expect(lateBy(aRelease({ state: 'cancelled' }), inDays(100))).toEqual([]);
  });

  test('the first deadline is the moment from which it is late', () => {
    fc.assert(
      fc.property(releases, fc.integer({ min: -40, max: 40 }), (release, days) => {
        const first = deadlinesOf(release)[0]?.since ?? null;
        expect(lateBy(release, inDays(days)).length > 0).toBe(first !== null && first <= inDays(days));
      }),
    );
  });
});
