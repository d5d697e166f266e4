import type { Refusal } from '../../../../foundation/refusal.ts';
import { exceptionRefusals as no } from '../exception-refusals.ts';

const dayMs = 86_400_000;

/** An exception ends, within so many days of when it is asked for or granted (compliance profile). */
export function exceptionBounded(expiresAt: Date, now: Date, days: number): readonly Refusal[] {
  const latest = new Date(now.getTime() + days * dayMs);
  if (expiresAt > now && expiresAt <= latest) return [];
  const facts = { expiresAt: expiresAt.toISOString(), latest: latest.toISOString() };
  return [no['exception-unbounded'](facts, { field: '/expiresAt' })];
}
