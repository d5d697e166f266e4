import type { Refusal } from '../../../foundation/refusal.ts';
import type { ReleaseState } from '../contract.ts';
import type { Deviation, Release, ReleaseOutcome, Result } from './release.ts';
import type { AnyVerb } from './verbs.ts';

/** What the actor brings to a verb. */
export type ActInput = {
  readonly reason: string | null;
  readonly results: readonly { readonly applicationId: string; readonly result: Result; readonly note: string | null }[];
  readonly deviation: Deviation | null;
  readonly validation: 'positive' | 'negative' | null;
};
export const bareInput: ActInput = { reason: null, results: [], deviation: null, validation: null };

/** An open collision in which the release has a part. */
export type CollisionFact = { readonly blocks: boolean; readonly text: string; readonly remedy: string };
export type ChildFact = {
  readonly id: string;
  readonly key: string;
  readonly state: ReleaseState;
  readonly outcome: ReleaseOutcome | null;
};

/** All that the rules may know; gathered by the act, so that the rules stay pure. */
export type Facts = {
  readonly now: Date;
  readonly actorId: string;
  /** Roles that the actor holds in the unit of the release. */
  readonly actorRoles: readonly string[];
  /** True where the owner is active and holds a role in the unit; null without an owner. */
  readonly ownerHoldsRole: boolean | null;
  /** Why the gates that stand before the verb do not let it through, as the gates room says it. */
  readonly closedGates: readonly Refusal[];
  /** What is missing of approvals before the verb, as the approvals room says it. */
  readonly missingApprovals: readonly Refusal[];
  /** Until when the go counts; null where none stands. */
  readonly goUntil: Date | null;
  readonly collisions: readonly CollisionFact[];
  /** GxP relevance of each application of the release. */
  readonly gxp: ReadonlyMap<string, 'yes' | 'no' | 'unknown'>;
  readonly children: readonly ChildFact[];
  /** Why the actor is not independent of what the verb decides; judged by identity over role changes, groups and deputies. */
  readonly dependence: readonly Refusal[];
  /** Verbs whose standing decision is not signed over what the release is now, with the fields that differ; none where the signature is missing or broken. */
  readonly unsigned: ReadonlyMap<string, readonly string[]>;
  readonly input: ActInput;
};

/** A rule gives every refusal that it has; none when it holds. */
export type Rule = (release: Release, facts: Facts, verb: AnyVerb) => readonly Refusal[];
