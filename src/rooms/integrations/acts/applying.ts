import type { Outcome } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import type { PlanAction, PlanSubject } from '../core/diff-plan.ts';
import type { PlanFile } from '../core/plan-file.ts';
import type { StandingPlan } from './standing-plan.ts';

export type Row = { readonly subject: PlanSubject; readonly key: string; readonly action: PlanAction };
export type Applying = { readonly work: Work; readonly desired: PlanFile; readonly standing: StandingPlan };

/** The result of one row; what it did is the act's own business. */
export type Applied = Outcome<unknown>;
