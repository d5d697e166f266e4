import type { ReleaseState } from '../contract.ts';
import { deploymentSpan, type PhaseKind, type Release } from './release.ts';

/** `milestone`: the key of the one that is past and not done. */
export type Late = { readonly what: string; readonly since: Date; readonly milestone?: string };

const before = (...states: readonly ReleaseState[]): ReadonlySet<ReleaseState> => new Set(states);
const untilStart = before('proposed', 'accepted', 'planned');
const untilReady = before('proposed', 'accepted', 'planned', 'in-progress', 'backed-out');
const untilDeployed = before('proposed', 'accepted', 'planned', 'in-progress', 'ready', 'deploying', 'backed-out');
const untilClosed = before('deployed', 'released-for-use', 'warranty', 'backed-out');

/** While in these states, work that belongs to a phase of the kind is not done: its end is missed once it is past. */
const behind: Readonly<Record<PhaseKind, ReadonlySet<ReleaseState>>> = {
  plan: before('proposed', 'accepted'),
  build: untilStart,
  integrate: untilStart,
  uat: untilReady,
  deploy: untilDeployed,
  warranty: new Set([...untilDeployed, ...untilClosed]),
};

type Timed = Pick<
  Release,
  'state' | 'heldFrom' | 'goLive' | 'backOutMinutes' | 'warrantyEnd' | 'phases' | 'milestones' | 'origin' | 'sourceTime'
>;

/** Every moment at which the release would be late in its present state, earliest first. On hold, time goes on: it counts as where it was held. */
export function deadlinesOf(release: Timed): readonly Late[] {
  if (release.origin === 'imported') return [];
  const state = release.state === 'on-hold' ? (release.heldFrom ?? 'proposed') : release.state;
  return [...ofPhases(release, state), ...ofGoLive(release, state), ...ofMilestones(release, state)].toSorted(
    (a, b) => a.since.getTime() - b.since.getTime(),
  );
}

const ofPhases = (release: Timed, state: ReleaseState): readonly Late[] =>
  release.phases
    .filter((phase) => behind[phase.kind].has(state))
    .map((phase) => ({
      what: `Phase “${phase.name}” has ended and the release is still ${state.replaceAll('-', ' ')}`,
      since: phase.end,
    }));

const ofMilestones = (release: Timed, state: ReleaseState): readonly Late[] =>
  release.milestones
    .filter((milestone) => milestone.doneAt === null && (untilDeployed.has(state) || untilClosed.has(state)))
    .map((milestone) => ({
      what: `Milestone “${milestone.name}” is past and not done`,
      since: milestone.at,
      milestone: milestone.key,
    }));

function ofGoLive(release: Timed, state: ReleaseState): readonly Late[] {
  const deadlines: Late[] = [];
  const span = deploymentSpan(release);
  if (span !== null && state === 'deploying')
    deadlines.push({ what: 'The deployment outlasts its time, back-out included', since: span.end });
  else if (span !== null && untilDeployed.has(state))
    deadlines.push({ what: 'The go-live has begun and no deployment', since: span.start });
  if (release.warrantyEnd !== null && untilClosed.has(state)) {
    deadlines.push({ what: 'The warranty is over and the release is not closed', since: release.warrantyEnd });
  }
  return deadlines;
}

/** What should have happened by now. */
export const lateBy = (release: Timed, now: Date): readonly Late[] => deadlinesOf(release).filter((late) => late.since <= now);

/** From the first to the last date that the release names. */
export function wholeSpan(release: Timed): { readonly start: Date; readonly end: Date } | null {
  const span = deploymentSpan(release);
  const times = [
    ...release.phases.flatMap((phase) => [phase.start, phase.end]),
    ...release.milestones.map((milestone) => milestone.at),
    ...(span === null ? [] : [span.start, span.end]),
    ...(release.warrantyEnd === null ? [] : [release.warrantyEnd]),
    ...(release.sourceTime === null ? [] : [release.sourceTime]),
  ].map((time) => time.getTime());
  return times.length === 0 ? null : { start: new Date(Math.min(...times)), end: new Date(Math.max(...times)) };
}
