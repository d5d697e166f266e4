import { expect, test } from 'vitest';
import { aNow, aRelease, inDays } from '../../../../tests/support/a-release.ts';
import { goUntil } from './go-until.ts';

const go = (voidedAt: Date | null = null) => ({
  id: 'd',
  kind: 'declare-ready',
  by: 'manager',
  at: aNow,
  result: null,
  reason: null,
  voidedAt,
  voidWhy: null,
});

test('a go counts to the end of the go-live, and no longer than the days of the profile; one that was taken back does not count', () => {
  const release = aRelease({ decisions: [go()], goLive: { start: inDays(10), end: inDays(10.25), zone: 'UTC' } });
  expect(goUntil(release, 30)).toEqual(inDays(10.25));
  expect(goUntil(release, 5)).toEqual(inDays(5));
  expect(goUntil({ ...release, goLive: null }, 5)).toEqual(inDays(5));
  expect(goUntil({ ...release, decisions: [go(inDays(1))] }, 30)).toBeNull();
});
