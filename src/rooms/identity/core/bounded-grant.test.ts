import { expect, test } from 'vitest';
import { grantBounded, inspectionDays } from './bounded-grant.ts';

const now = new Date('2026-11-24T12:00:00.000Z');
const inDays = (days: number): Date => new Date(now.getTime() + days * 86_400_000);
const codes = (role: string, until: Date | null) => grantBounded(role, until, now, inspectionDays.strict).map(({ code }) => code);

test('an inspector’s role has an end, at most 90 days ahead', () => {
  expect(codes('inspector', null)).toEqual(['identity.inspection-unbounded']);
  expect(codes('inspector', inDays(91))).toEqual(['identity.inspection-unbounded']);
  expect(codes('inspector', inDays(90))).toEqual([]);
});

test('other roles may have an end, and no role ends before it begins', () => {
  expect(codes('quality', null)).toEqual([]);
  expect(codes('quality', inDays(400))).toEqual([]);
  expect(codes('quality', now)).toEqual(['identity.grant-ends-before']);
  expect(codes('inspector', inDays(-1))).toEqual(['identity.grant-ends-before']);
});
