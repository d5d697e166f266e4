import type { CriterionQuestion } from './criterion.ts';

/** A criterion as a plan file or a template asks it. A measure has operator and threshold, a checklist item has neither. */
export type CriterionDraft = CriterionQuestion & {
  readonly key: string;
  /** Role that records its result; null: whoever may record results in the subject's unit. */
  readonly responsible: string | null;
};

/** A template by its key, and the number of its edition. */
export type FromTemplate = { readonly template: string; readonly edition: number };

/** A gate as a plan file or a template asks it; whether it has passed is decided by people alone. */
export type GateDraft = {
  readonly key: string;
  readonly name: string;
  /** The verb of the subject that the gate stands before. */
  readonly guards: string;
  readonly dueAt: Date | null;
  readonly deciders: readonly string[];
  /** For how many hours all criteria must have been green without break before it can pass; null: none. */
  readonly greenHours: number | null;
  readonly criteria: readonly CriterionDraft[];
  /** The edition of a template that it came from; null: from none. Left out: as it was, where it asks at least what that edition asks. */
  readonly from?: FromTemplate | null | undefined;
};
