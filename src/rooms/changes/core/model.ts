import type { RecordFields, Subject } from '../../../foundation/record.ts';
import type { ChangeModel, DemandedFrom, ModelState, RiskBand } from '../contract-words.ts';

/** What a version of a model says. It never changes once it was proposed: other words are another version. */
export type ModelContent = {
  readonly name: string;
  readonly description: string;
  /** From which criticality on a change shows each plan. */
  readonly plans: { readonly backOut: DemandedFrom; readonly test: DemandedFrom };
  /** What a change of it stays within; null where there is no limit. */
  readonly limits: {
    /** How many applications it changes at most. */
    readonly components: number | null;
    /** How long its planned time is at most. */
    readonly minutes: number | null;
    readonly band: RiskBand | null;
  };
  /** Ids of the applications that a template is for; empty where the model is for any. */
  readonly applications: readonly string[];
  /** Whether a template is for GxP applications, and for those whose relevance is unknown. */
  readonly gxp: boolean;
  /** How a standard change is done, checked and taken back; empty in the other models. */
  readonly instructions: string;
};

/** One version of a model: a record of its own, so that a signature on it stands whatever comes after. */
export type ModelVersion = {
  readonly id: string;
  /** normal-v1, STD-1-v2 */
  readonly key: string;
  /** Which model it is a version of: normal, emergency, non-production, STD-1 and on. */
  readonly code: string;
  readonly number: number;
  readonly kind: ChangeModel;
  readonly state: ModelState;
  readonly content: ModelContent;
  readonly reason: string;
  /** Null where Interlock came with it. */
  readonly proposedBy: string | null;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly endReason: string | null;
  readonly version: number;
};

/** The version by which a change is judged. */
export type FollowedModel = Pick<ModelVersion, 'id' | 'key' | 'content'> & {
  /** False where no version of its model is in force any more. */
  readonly live: boolean;
};

export const modelKey = (code: string, number: number): string => `${code}-v${number}`;
/** STD-1 of STD-1-v2 */
export const codeOfKey = (key: string): string => key.replace(/-v\d+$/, '');

type Following = { readonly model: ChangeModel; readonly follows: string | null };

/** Which model a change is of: a standard change names its template, the others have one model each. */
export const codeFollowed = ({ model, follows }: Following): string =>
  model === 'standard' && follows !== null ? codeOfKey(follows) : model;

/** The version that a submitted change follows. One from before models had versions follows the first. */
export const keyFollowed = (change: Following): string => change.follows ?? modelKey(change.model, 1);

export const modelSubject = ({ id, key }: Pick<ModelVersion, 'id' | 'key'>): Subject => ({
  kind: 'change-model',
  id,
  key,
  unitIds: [],
});

/** The whole record, as the trail keeps it and signatures cover it. */
export const modelRecord = (one: ModelVersion): RecordFields => ({
  key: one.key,
  code: one.code,
  number: one.number,
  kind: one.kind,
  state: one.state,
  name: one.content.name,
  description: one.content.description,
  plans: { ...one.content.plans },
  limits: { ...one.content.limits },
  applications: [...one.content.applications],
  gxp: one.content.gxp,
  instructions: one.content.instructions,
  reason: one.reason,
  proposedBy: one.proposedBy,
  proposedAt: one.proposedAt.toISOString(),
  decidedBy: one.decidedBy,
  decidedAt: one.decidedAt?.toISOString() ?? null,
  endReason: one.endReason,
});
