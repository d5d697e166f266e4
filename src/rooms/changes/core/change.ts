import type { ChangeModel, ChangeOutcome, ChangeState, ChangeVerb, LinkKind } from '../contract-words.ts';
import type { Answers, Risk } from './risk.ts';

export type Planned = { readonly start: Date; readonly end: Date; readonly zone: string };
export type ChangeApplication = { readonly applicationId: string; readonly role: 'changed' | 'regression' };
export type ChangeLink = { readonly kind: LinkKind; readonly label: string; readonly url: string };
/** This change needs another one to be implemented first. */
export type Need = { readonly changeId: string; readonly needBy: Date | null };

/** A step that somebody took. Going back takes its effect away, never the record of it. */
export type Decision = {
  readonly id: string;
  readonly kind: ChangeVerb;
  /** The state that it was taken in: quality agrees in three of them. */
  readonly state: ChangeState;
  readonly by: string;
  readonly at: Date;
  readonly reason: string | null;
  readonly voidedAt: Date | null;
  readonly voidWhy: string | null;
};

export type Change = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly model: ChangeModel;
  /** Key of the version of its model, fixed when it is submitted (STD-1-v2); of a standard draft the template that was chosen. */
  readonly follows: string | null;
  readonly unitId: string;
  readonly ownerId: string | null;
  readonly requestedBy: string;
  /** Everybody who wrote what is decided on, by id: none of them decides on it. */
  readonly authors: readonly string[];
  readonly state: ChangeState;
  readonly heldFrom: ChangeState | null;
  readonly planned: Planned | null;
  readonly backOutPlan: string;
  readonly testPlan: string;
  readonly answers: Answers;
  readonly applications: readonly ChangeApplication[];
  readonly links: readonly ChangeLink[];
  readonly needs: readonly Need[];
  readonly assessed: (Risk & { readonly at: Date }) | null;
  readonly decisions: readonly Decision[];
  readonly outcome: { readonly result: ChangeOutcome; readonly note: string; readonly at: Date } | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
};

/** The last word of quality in the state that the change is in; undefined where there is none. */
export const wordOfQuality = (change: Pick<Change, 'decisions' | 'state'>): Decision | undefined =>
  change.decisions.findLast(
    ({ kind, state, voidedAt }) => (kind === 'agree' || kind === 'object') && state === change.state && voidedAt === null,
  );
