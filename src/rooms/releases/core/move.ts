import { Temporal } from 'temporal-polyfill';
import { withinOf } from '../../../foundation/state-machine.ts';
import type { ReleaseVerb } from '../contract.ts';
import { datesApproved } from './change.ts';
import { lifecycle } from './lifecycle.ts';
import type { GoLive, Phase, Release } from './release.ts';

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
  /** End of a phase, before and after. */
  readonly oldEnd: Date | null;
  readonly end: Date | null;
};

type Shift = (time: Date) => Date;
const asItWas: Shift = (time) => time;

const inZone = (time: Date, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(time.getTime()).toZonedDateTimeISO(zone);

/**
 * What follows a go-live moves by whole calendar days of its zone and keeps its time of day, over a change of the clocks too: a phase that began at
 * midnight does not begin at 23:30 because the free slot was half an hour earlier in the evening. On the same day nothing follows.
 */
export function shiftOf(release: Pick<Release, 'goLive'>, move: Move): Shift {
  if (release.goLive === null) return asItWas;
  const { zone } = move.goLive;
  const days = inZone(release.goLive.start, zone).toPlainDate().until(inZone(move.goLive.start, zone).toPlainDate()).days;
  return days === 0 ? asItWas : (time) => new Date(inZone(time, zone).add({ days }).epochMilliseconds);
}

/** By how much the go-live itself moves; 0 where there was none. */
const movedMs = (release: Pick<Release, 'goLive'>, move: Move): number =>
  release.goLive === null ? 0 : move.goLive.start.getTime() - release.goLive.start.getTime();

const isMidnight = (time: Date, zone: string): boolean => inZone(time, zone).toPlainTime().equals(new Temporal.PlainTime());

/** A phase of deployment that is planned by the hour stays around the go-live: it moves by exactly as much. */
function shiftOfPhase(phase: Phase, byMs: number, zone: string, shift: Shift): Shift {
  const byHour = phase.kind === 'deploy' && !(isMidnight(phase.start, zone) && isMidnight(phase.end, zone));
  return byHour ? (time) => new Date(time.getTime() + byMs) : shift;
}

/**
 * The release with its go-live moved. Phases and milestones that are not over move along; a phase that has begun keeps its start where that still lies
 * before its end. What is past stays: it happened.
 */
export function withMove(
  release: Release,
  move: Move,
  now: Date,
): { readonly release: Release; readonly moved: readonly MovedPart[] } {
  const byMs = movedMs(release, move);
  const shift = shiftOf(release, move);
  const moved: MovedPart[] = [];
  const phases = release.phases.map((phase) => {
    if (!move.shift.phases || phase.end <= now) return phase;
    const along = shiftOfPhase(phase, byMs, move.goLive.zone, shift);
    const end = along(phase.end);
    if (end.getTime() === phase.end.getTime()) return phase;
    const start = phase.start <= now && phase.start < end ? phase.start : along(phase.start);
    moved.push({ what: 'phase', key: phase.key, name: phase.name, from: phase.start, to: start, oldEnd: phase.end, end });
    return { ...phase, start, end };
  });
  const milestones = release.milestones.map((milestone) => {
    if (!move.shift.milestones || milestone.doneAt !== null || milestone.at <= now) return milestone;
    const at = shift(milestone.at);
    if (at.getTime() === milestone.at.getTime()) return milestone;
    moved.push({
      what: 'milestone',
      key: milestone.key,
      name: milestone.name,
      from: milestone.at,
      to: at,
      oldEnd: null,
      end: null,
    });
    return { ...milestone, at };
  });
  const warrantyEnd = release.warrantyEnd !== null && move.shift.phases ? shift(release.warrantyEnd) : release.warrantyEnd;
  return {
    release: { ...release, goLive: move.goLive, backOutMinutes: move.backOutMinutes, phases, milestones, warrantyEnd },
    moved,
  };
}

/** Once the dates are approved, a move is a signed decision: by the row of the state that the release is in, or is held from. */
export const demandsOfMove = (release: Pick<Release, 'state' | 'heldFrom'>): readonly ('reason' | 'signature')[] => {
  const state = release.state === 'on-hold' ? (release.heldFrom ?? 'proposed') : release.state;
  return (withinOf(lifecycle, state, 'move')?.demands ?? []).filter((demand) => demand !== 'password');
};

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
