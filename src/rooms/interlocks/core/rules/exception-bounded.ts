import type { Refusal } from '../../../../foundation/refusal.ts';
import { mostDays, exceptionRefusals as no } from '../exception-refusals.ts';

const dayMs = 86_400_000;

/** An exception ends, within 90 days of when it is asked for or granted. */
export function exceptionBounded(expiresAt: Date, now: Date): readonly Refusal[] {
  const latest = new Date(now.getTime() + mostDays * dayMs);
  if (expiresAt > now && expiresAt <= latest) return [];
  const facts = { expiresAt: expiresAt.toISOString(), latest: latest.toISOString() };
  return [no['exception-unbounded'](facts, { field: '/expiresAt' })];
}
