/** One thing that is wrong with a plan file: where, what, and what would make it right. */
export type PlanProblem = {
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  /** For people: `releases[lims-2027-1].phases[uat].end`. */
  readonly path: string;
  /** `plan.rule-name`: one name for one rule. */
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
};

export type PlanPath = readonly (string | number)[];

/** A problem before the reader has looked up its line. */
export type Finding = {
  readonly at: PlanPath;
  /** The blame lies on the key at that place rather than on its value. */
  readonly onKey?: boolean;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
};

/** What a rule about one scalar answers: no place yet, the caller knows it. */
export type Complaint = Pick<Finding, 'code' | 'message' | 'remedy'>;
