import { alike } from '../../../foundation/alike.ts';
import type { ReleaseState } from '../contract.ts';
import type { Class, GoLive, Milestone, Phase, Release, ReleaseApplication } from './release.ts';
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

/**
 * What a change takes away with it (law 4): another scope makes the accepted UAT and the go void, other dates the go. A release that was ready is then
 * in progress again.
 */
export function afterChange(before: Release, after: Release, now: Date): Release {
  const changed = changedBetween(before, after);
  const versioned = { ...after, updatedAt: now, version: before.version + 1 };
  const lost = [
    ...(changed.applications ? ['accept-uat', 'declare-ready'] : []),
    ...(changed.goLive || changed.phases ? ['declare-ready'] : []),
  ];
  if (lost.length === 0) return versioned;
  const why = changed.applications ? 'the applications of the release changed' : 'the dates of the release changed';
  return {
    ...versioned,
    decisions: withoutEffect(after.decisions, lost, now, why),
    state: before.state === 'ready' ? 'in-progress' : after.state,
  };
}
