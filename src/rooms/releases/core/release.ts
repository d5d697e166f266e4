import type { Span } from '../../../foundation/span.ts';
import type { ReleaseState, ReleaseVerb } from '../contract.ts';

export type Kind = 'enterprise' | 'project' | 'independent' | 'emergency' | 'maintenance';
export type Class = 'major' | 'minor' | 'patch';
export type PhaseKind = 'plan' | 'build' | 'integrate' | 'uat' | 'deploy' | 'warranty';
export type Result = 'pending' | 'completed' | 'rejected' | 'rolled-back';
export type ReleaseOutcome = 'completed' | 'partially-completed' | 'failed';

export type GoLive = { readonly start: Date; readonly end: Date; readonly zone: string };
export type Phase = {
  readonly key: string;
  readonly name: string;
  readonly kind: PhaseKind;
  readonly start: Date;
  readonly end: Date;
};
export type Milestone = { readonly key: string; readonly name: string; readonly at: Date; readonly doneAt: Date | null };
export type ReleaseApplication = {
  readonly applicationId: string;
  readonly role: 'changed' | 'regression';
  readonly version: string | null;
  readonly result: Result;
  readonly resultNote: string | null;
};
/** A decision of a named person, signed where its step asks for it (before signatures there was a re-entered password). A later change can take its effect away, never the record of it. */
export type Decision = {
  readonly id: string;
  /** The verb by which it was decided; `move` for a go-live that was moved. */
  readonly kind: string;
  readonly by: string;
  readonly at: Date;
  readonly result: string | null;
  readonly reason: string | null;
  readonly voidedAt: Date | null;
  readonly voidWhy: string | null;
};
/** Dates as they were approved; lateness is measured against them. */
export type Baseline = { readonly at: Date; readonly goLive: GoLive | null; readonly phases: readonly Phase[] };
export type Deviation = { readonly text: string; readonly disposition: string };

export type Release = {
  readonly id: string;
  readonly key: string;
  readonly planRef: string | null;
  readonly name: string;
  readonly summary: string;
  readonly kind: Kind;
  readonly class: Class;
  readonly unitId: string;
  readonly ownerId: string | null;
  readonly proposedBy: string;
  readonly parentId: string | null;
  readonly state: ReleaseState;
  readonly heldFrom: ReleaseState | null;
  readonly goLive: GoLive | null;
  readonly backOutMinutes: number | null;
  readonly warrantyEnd: Date | null;
  readonly phases: readonly Phase[];
  readonly milestones: readonly Milestone[];
  readonly applications: readonly ReleaseApplication[];
  readonly decisions: readonly Decision[];
  readonly baseline: Baseline | null;
  readonly outcome: ReleaseOutcome | null;
  readonly deviation: Deviation | null;
  readonly origin: 'native' | 'imported';
  readonly source: string | null;
  readonly sourceTime: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
};

/** The last decision of a kind that still has its effect. */
export const standingDecision = (release: Pick<Release, 'decisions'>, kind: ReleaseVerb | 'move'): Decision | undefined =>
  release.decisions.filter((decision) => decision.kind === kind && decision.voidedAt === null).at(-1);

/**
 * What a release takes of the calendar: its go-live with the time to back out (law 7: a freeze is held against the whole span). An unknown time
 * to back out counts as none here; the dates are not approved before it is known.
 */
export function deploymentSpan(release: Pick<Release, 'goLive' | 'backOutMinutes'>): Span | null {
  if (release.goLive === null) return null;
  return { start: release.goLive.start, end: new Date(release.goLive.end.getTime() + (release.backOutMinutes ?? 0) * 60_000) };
}
