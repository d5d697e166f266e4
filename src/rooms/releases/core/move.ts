import type { ReleaseVerb } from '../contract.ts';
import { datesApproved } from './change.ts';
import type { GoLive, Release } from './release.ts';

export type Move = {
  readonly goLive: GoLive;
  readonly backOutMinutes: number | null;
  readonly shift: { readonly phases: boolean; readonly milestones: boolean; readonly gates: boolean };
};
export type MovedPart = {
  readonly what: 'phase' | 'milestone' | 'gate';
  readonly key: string;
  readonly name: string;
  readonly from: Date;
  readonly to: Date;
  readonly end: Date | null;
};

const later = (time: Date, byMs: number): Date => new Date(time.getTime() + byMs);

/** By how much the go-live moves; 0 where there was none. */
export const moveBy = (release: Pick<Release, 'goLive'>, move: Move): number =>
  release.goLive === null ? 0 : move.goLive.start.getTime() - release.goLive.start.getTime();

/**
 * The release with its go-live moved. Phases and milestones that are not over move along by the same time; a phase that has begun keeps its start where
 * that still lies before its end. What is past stays: it happened.
 */
export function withMove(
  release: Release,
  move: Move,
  now: Date,
): { readonly release: Release; readonly moved: readonly MovedPart[] } {
  const byMs = moveBy(release, move);
  const moved: MovedPart[] = [];
  const phases = release.phases.map((phase) => {
    if (!move.shift.phases || byMs === 0 || phase.end <= now) return phase;
    const end = later(phase.end, byMs);
    const start = phase.start <= now && phase.start < end ? phase.start : later(phase.start, byMs);
    moved.push({ what: 'phase', key: phase.key, name: phase.name, from: phase.start, to: start, end });
    return { ...phase, start, end };
  });
  const milestones = release.milestones.map((milestone) => {
    if (!move.shift.milestones || byMs === 0 || milestone.doneAt !== null || milestone.at <= now) return milestone;
    const at = later(milestone.at, byMs);
    moved.push({ what: 'milestone', key: milestone.key, name: milestone.name, from: milestone.at, to: at, end: null });
    return { ...milestone, at };
  });
  const warrantyEnd = release.warrantyEnd !== null && move.shift.phases ? later(release.warrantyEnd, byMs) : release.warrantyEnd;
  return {
    release: { ...release, goLive: move.goLive, backOutMinutes: move.backOutMinutes, phases, milestones, warrantyEnd },
    moved,
  };
}

/** Once the dates are approved, a move is a recorded decision. */
export const demandsOfMove = (release: Release): readonly ('reason' | 'password')[] =>
  datesApproved(release) ? ['reason', 'password'] : [];

/** What else a move brings, in words. */
export function consequencesOf(before: Release, after: Release): readonly string[] {
  const lost = (kind: ReleaseVerb): boolean =>
    before.decisions.some(
      (decision) =>
        decision.kind === kind &&
        decision.voidedAt === null &&
        after.decisions.find(({ id }) => id === decision.id)?.voidedAt !== null,
    );
  return [
    ...(lost('declare-ready') ? ['The go is void: it is decided again.'] : []),
    ...(before.state !== after.state ? [`The release is ${after.state} again.`] : []),
    ...(datesApproved(before) ? ['The approved dates stay as they were: lateness is measured against them.'] : []),
  ];
}
