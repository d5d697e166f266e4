import { describe, expect, test } from 'vitest';
import { bestOf, isCurrent, type Training, trainedUntil } from './training.ts';

const at = (text: string): Date => new Date(`${text}T10:00:00.000Z`);
const training = (more: Partial<Training>): Training => ({
  id: '01',
  key: 'TRN-1',
  policyId: 'p',
  number: 1,
  personId: 'a',
  trainedAt: at('2026-01-01'),
  expiresAt: null,
  evidence: 'course 4711',
  recordedBy: 'b',
  recordedAt: at('2026-01-02'),
  revokedBy: null,
  revokedAt: null,
  revokedBecause: null,
  ...more,
});

describe('how long a training counts', () => {
  test.each([
    ['2026-01-15', 12, '2027-01-15'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2027-08-31', 18, '2029-02-28'],
    ['2026-12-31', 24, '2028-12-31'],
  ])('taken on %s, for %i months: until %s', (taken, months, until) => {
    expect(trainedUntil(at(taken), months)).toEqual(at(until));
  });

  test('without months it has no end', () => {
    expect(trainedUntil(at('2026-01-01'), null)).toBeNull();
  });

  test('it counts up to its end, which is half-open, and not once it was revoked', () => {
    const one = training({ expiresAt: at('2026-06-01') });
    expect(isCurrent(one, new Date(at('2026-06-01').getTime() - 1))).toBe(true);
    expect(isCurrent(one, at('2026-06-01'))).toBe(false);
    expect(isCurrent({ ...one, revokedAt: at('2026-03-01') }, at('2026-03-01'))).toBe(false);
  });

  test('of several the one that counts longest decides, never a revoked one', () => {
    const [short, long] = [
      training({ key: 'TRN-2', expiresAt: at('2026-06-01') }),
      training({ key: 'TRN-3', expiresAt: at('2027-06-01') }),
    ];
    expect(bestOf([short, long])?.key).toBe('TRN-3');
    expect(bestOf([short, { ...long, revokedAt: at('2026-02-01') }])?.key).toBe('TRN-2');
    expect(bestOf([long, training({ key: 'TRN-4' })])?.key).toBe('TRN-4');
    expect(bestOf([])).toBeUndefined();
  });
});
