import { describe, expect, test } from 'vitest';
import { aNow, aRelease, inDays } from '../../../../tests/support/a-release.ts';
import type { Decision } from './release.ts';
import { isWaitedFor } from './waited-for.ts';

const decided = (kind: string, voidedAt: Date | null = null): Decision => ({
  id: kind,
  kind,
  by: 'somebody',
  at: aNow,
  result: null,
  reason: null,
  voidedAt,
  voidWhy: null,
});

describe('what is waited for', () => {
  test('a step that helps the next one, until it was taken or when it no longer stands', () => {
    const deployed = aRelease({ state: 'deployed' });
    expect(isWaitedFor(deployed, 'validate', aNow)).toBe(true);
    expect(isWaitedFor({ ...deployed, decisions: [decided('validate')] }, 'validate', aNow)).toBe(false);
    expect(isWaitedFor({ ...deployed, decisions: [decided('validate', aNow)] }, 'validate', aNow)).toBe(true);
  });

  test('the acceptance of a test that has begun, not of one that is still to come', () => {
    const phase = { key: 'uat', name: 'UAT', kind: 'uat' as const, start: inDays(3), end: inDays(5) };
    const testing = aRelease({ state: 'in-progress', phases: [phase] });
    expect(isWaitedFor(testing, 'accept-uat', aNow)).toBe(false);
    expect(isWaitedFor(testing, 'accept-uat', inDays(3))).toBe(true);
    expect(isWaitedFor({ ...testing, phases: [] }, 'accept-uat', aNow)).toBe(true);
  });

  test('the next step always', () => {
    expect(isWaitedFor(aRelease({ state: 'in-progress' }), 'declare-ready', aNow)).toBe(true);
  });
});
