import { alike } from '../../../foundation/alike.ts';
import { transitionOf } from '../../../foundation/state-machine.ts';
import { coveredPart } from '../../signatures/door.ts';
import type { ReleaseState } from '../contract.ts';
import { lifecycle } from './lifecycle.ts';
import { toRecord } from './record.ts';
import {
  type Class,
  type GoLive,
  type Milestone,
  type Phase,
  type Release,
  type ReleaseApplication,
  standingDecision,
} from './release.ts';
import { reliedOn } from './relied-on.ts';
import { signedSteps } from './signed-steps.ts';
import { withoutEffect } from './take-step.ts';

/** A patch with everything in it resolved; what is missing stays. */
export type Patch = {
  readonly name?: string | undefined;
  readonly summary?: string | undefined;
  readonly class?: Class | undefined;
  readonly ownerId?: string | null | undefined;
  readonly parentId?: string | null | undefined;
  readonly goLive?: GoLive | null | undefined;
  readonly backOutMinutes?: number | null | undefined;
  readonly warrantyEnd?: Date | null | undefined;
  readonly phases?: readonly Phase[] | undefined;
  readonly milestones?: readonly Milestone[] | undefined;
  readonly applications?: readonly Pick<ReleaseApplication, 'applicationId' | 'role' | 'version'>[] | undefined;
};

export type Changed = {
  readonly any: boolean;
  readonly goLive: boolean;
  readonly phases: boolean;
  readonly applications: boolean;
};

const unapproved: readonly ReleaseState[] = ['proposed', 'accepted', 'rejected', 'cancelled'];

/** True once the dates were approved: from then on changes need reasons. */
export const datesApproved = (release: Pick<Release, 'state' | 'heldFrom'>): boolean =>
  !unapproved.includes(release.state === 'on-hold' ? (release.heldFrom ?? 'proposed') : release.state);

/** The release with a patch laid over it: an application that stays keeps its result. */
export function withPatch(release: Release, patch: Patch): Release {
  const { applications, ...rest } = patch;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const known = new Map(release.applications.map((application) => [application.applicationId, application] as const));
  const next: Release = { ...release, ...given };
  if (applications === undefined) return next;
  return {
    ...next,
    applications: applications
      .map(
        (application): ReleaseApplication => ({
          result: 'pending',
          resultNote: null,
          ...known.get(application.applicationId),
          ...application,
        }),
      )
      .toSorted((a, b) => (a.applicationId < b.applicationId ? -1 : 1)),
  };
}

const differ = (one: unknown, other: unknown): boolean => !alike(one, other);

export function changedBetween(before: Release, after: Release): Changed {
  return {
    any: differ(before, after),
    goLive: differ(before.goLive, after.goLive) || before.backOutMinutes !== after.backOutMinutes,
    phases: differ(before.phases, after.phases),
    applications: differ(before.applications, after.applications),
  };
}

const applicationsOf = (release: Release) => release.applications.map((application) => application.applicationId);

/**
 * True where a change of a release may make the matrix of gates ask more of it: it is told apart by its class and its applications (kind and unit stay), and the
 * steps that are not behind it are those of its state.
 */
export const asksGatesAnew = (before: Release, after: Release): boolean =>
  before.class !== after.class || before.state !== after.state || differ(applicationsOf(before), applicationsOf(after));

/** Where a release stands for the decisions on it: on hold where it is held from; ready where its go is decided, for what covers the go takes it back there. */
function standsAt({ state, heldFrom }: Release): ReleaseState {
  if (state === 'ready') return 'in-progress';
  return state === 'on-hold' ? (heldFrom ?? state) : state;
}

/**
 * Decisions that later steps rely on, of which something covered by their signature differs (the published table says what that is). Only those that can be taken
 * again from where the release stands (decision 48): the go that a deployment began on is history, and keeps its decider apart from the deployment.
 */
function noLongerCovered(before: Release, after: Release): readonly string[] {
  const where = standsAt(before);
  const standing = reliedOn.filter(
    (verb) => standingDecision(before, verb) !== undefined && transitionOf(lifecycle, where, verb) !== undefined,
  );
  if (standing.length === 0) return [];
  const [was, is] = [toRecord(before), toRecord(after)];
  return standing.filter((verb) => {
    const covers = signedSteps.find((step) => step.verb === verb)?.covers ?? [];
    return differ(coveredPart(was, covers), coveredPart(is, covers));
  });
}

function whyLost(before: Release, after: Release): string {
  const changed = changedBetween(before, after);
  if (changed.applications) return 'the applications of the release changed';
  return before.name === after.name ? 'the dates of the release changed' : 'the name of the release changed';
}

/**
 * What a change takes away with it (law 4): whatever a decision was signed over, as long as it can be taken again. Another scope or name makes the accepted UAT and the go void, other dates the go,
 * another name the validation and the confirmations of the closure. A release that was ready is then in progress again.
 */
export function afterChange(before: Release, after: Release, now: Date): Release {
  const versioned = { ...after, updatedAt: now, version: before.version + 1 };
  const lost = noLongerCovered(before, after);
  if (lost.length === 0) return versioned;
  return {
    ...versioned,
    decisions: withoutEffect(after.decisions, lost, now, whyLost(before, after)),
    state: before.state === 'ready' && lost.includes('declare-ready') ? 'in-progress' : after.state,
  };
}
