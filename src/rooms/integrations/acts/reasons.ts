import type { PlanFile } from '../core/plan-file.ts';

/** What the trail says as the reason of a change, and of a withdrawal, that a plan file brought. */
export const planReason = (plan: Pick<PlanFile, 'name'>): string => `Applied from the plan “${plan.name}”`;
export const withdrawnReason = (plan: Pick<PlanFile, 'name'>): string => `Plan “${plan.name}” does not hold it any more`;
