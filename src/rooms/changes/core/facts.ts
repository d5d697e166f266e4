import type { Refusal } from '../../../foundation/refusal.ts';
import type { ChangeVerb, RiskBand } from '../contract-words.ts';
import type { Change } from './change.ts';
import type { FollowedModel } from './model.ts';
import type { KnownApplication } from './risk.ts';
import type { NeededChange } from './standing.ts';

/** What the actor brings to a verb. */
export type StepInput = { readonly reason: string | null; readonly outcome: string | null };
export const bareInput: StepInput = { reason: null, outcome: null };

/** All that the rules may know; gathered by the act, so that the rules stay pure. */
export type Facts = {
  readonly now: Date;
  readonly applications: readonly (KnownApplication & { readonly role: 'changed' | 'regression' })[];
  /** The version of its model by which it is judged: the one of its submission; of a draft the one in force. */
  readonly model: FollowedModel;
  /** The risk as things stand. */
  readonly band: RiskBand;
  /** What is missing of approvals before the verb, as the approvals room says it. */
  readonly missingApprovals: readonly Refusal[];
  /** Why the actor is not independent of what the verb decides; judged by identity over role changes, groups and deputies. */
  readonly dependence: readonly Refusal[];
  readonly needed: readonly NeededChange[];
  /** Decisions in force, by id, that are not signed over what the change is now, with the fields that differ; none where the signature is missing or broken. */
  readonly unsigned: ReadonlyMap<string, readonly string[]>;
  readonly input: StepInput;
};

/** A rule gives every refusal that it has; none when it holds. */
export type Rule = (change: Change, facts: Facts, verb: ChangeVerb) => readonly Refusal[];
