import type { GateState } from '../contract.ts';
import type { Criterion } from './criterion.ts';
import type { FromTemplate } from './drafts.ts';
import type { KeptHead } from './kept-evaluation.ts';
import type { DecisionInForce } from './standing.ts';

/** A gate with all that its judgement needs. */
export type Gate = {
  readonly id: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly subjectKey: string | null;
  readonly unitIds: readonly string[];
  readonly key: string;
  readonly name: string;
  readonly guards: string;
  readonly dueAt: Date | null;
  readonly deciders: readonly string[];
  readonly state: GateState;
  readonly conditionalUntil: Date | null;
  readonly reopenedWhy: string | null;
  readonly decision: DecisionInForce | null;
  readonly lapsesAt: Date | null;
  readonly restedAt: Date | null;
  readonly place: number;
  readonly withdrawnAt: Date | null;
  readonly version: number;
  readonly changedAt: Date;
  readonly criteria: readonly Criterion[];
  /** For how many hours all criteria must have been green without break before it can pass; null: none. */
  readonly greenHours: number | null;
  /** The edition of a template that it came from. */
  readonly from: FromTemplate | null;
  /** The evaluation that was kept last; null only while the gate is being made. */
  readonly kept: KeptHead | null;
};
