import type { Outcome } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import { keyOfRecord, type PlanAction, type PlanSubject } from '../core/diff-plan.ts';
import type { PlanFile, PlanSection } from '../core/plan-file.ts';
import type { StandingPlan } from './standing-plan.ts';

export type Row = { readonly subject: PlanSubject; readonly key: string; readonly action: PlanAction };

/** The records of a file by the keys of their rows. */
export type Wanted = { readonly [S in PlanSection]: ReadonlyMap<string, PlanFile[S][number]> };

export type Applying = {
  readonly work: Work;
  readonly desired: PlanFile;
  readonly wanted: Wanted;
  readonly standing: StandingPlan;
  /** Given with the file; null: the file is the reason. */
  readonly reason: string | null;
};

/** The result of one row; what it did is the act's own business. */
export type Applied = Outcome<unknown>;

const byRow = <T extends Parameters<typeof keyOfRecord>[0]>(records: readonly T[]): ReadonlyMap<string, T> =>
  new Map(records.map((record) => [keyOfRecord(record), record] as const));

/** Looked up once a row: a search through the list each time would cost the square of a long file. */
export const wantedBy = (plan: PlanFile): Wanted => ({
  units: byRow(plan.units),
  applications: byRow(plan.applications),
  dependencies: byRow(plan.dependencies),
  calendars: byRow(plan.calendars),
  windows: byRow(plan.windows),
  freezes: byRow(plan.freezes),
  releases: byRow(plan.releases),
  history: byRow(plan.history),
});
