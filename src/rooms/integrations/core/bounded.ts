import type { Refusal } from '../../../foundation/refusal.ts';
import { planLimits } from './plan-limits.ts';
import { integrationRefusals as no } from './refusals.ts';

/** As many refusals as a person reads, and how many more there are. */
export function bounded(refusals: readonly Refusal[], more = 0): readonly Refusal[] {
  const left = more + Math.max(0, refusals.length - planLimits.problems);
  return left === 0 ? refusals : [...refusals.slice(0, planLimits.problems), no['more-problems']({ more: left })];
}
