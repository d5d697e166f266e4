import { pharmaStory, type StoryState, type StoryStep } from '../../../examples/pharma/story.ts';
import type { handClock } from '../../foundation/clock.ts';
import type { Services } from '../../foundation/services.ts';
import type { ReleaseVerb } from '../../rooms/releases/contract.ts';
import { type ExportedRelease, releasesForExport } from '../../rooms/releases/door.ts';
import { Actors } from './actors.ts';
import type { Cast } from './found-demo.ts';

type HandClock = ReturnType<typeof handClock>;
type Beat = { readonly at: number; readonly release: string; readonly play: () => Promise<void> };

const hour = 3_600_000;
/** Plan keys of the programme at real scale. */
const programmePrefix = 'epoxy-';
const day = 24 * hour;

/** States that a release passes on its way; where the story leaves the road is told by `detours`. */
const road: readonly StoryState[] = [
  'proposed',
  'accepted',
  'planned',
  'in-progress',
  'ready',
  'deploying',
  'deployed',
  'released-for-use',
  'warranty',
  'closed',
];
const reaches = (target: StoryState, state: StoryState): boolean => road.indexOf(target) >= road.indexOf(state);

/** Where the road is left, and after which state. */
const detours: Readonly<
  Partial<Record<StoryState, { readonly after: StoryState; readonly verb: ReleaseVerb; readonly reason: string }>>
> = {
  'backed-out': { after: 'deployed', verb: 'back-out', reason: 'Time-outs at two sites during quick validation' },
  rejected: { after: 'proposed', verb: 'reject', reason: 'Personal data would leave the firm without a legal ground' },
  'on-hold': { after: 'planned', verb: 'hold', reason: 'The courier has no interface yet' },
  cancelled: { after: 'accepted', verb: 'cancel', reason: 'The electronic batch record replaces it' },
};

/** Milestones that were reached: all up to today, fewer where the story tells of trouble. */
function milestoneBeats(
  actors: Actors,
  release: ExportedRelease,
  step: StoryStep,
  until: number,
  build: number,
): readonly Beat[] {
  const reached = step.late === true ? 1 : step.red === undefined ? release.milestones.length : 2;
  return release.milestones
    .slice(0, reached)
    .map((milestone) => ({ milestone, at: milestone.at.getTime() - hour }))
    .filter(({ at }) => at < until)
    .map(({ milestone, at }) => ({
      at: Math.max(at, build + 2 * hour),
      release: step.release,
      play: () => actors.reach(step.release, milestone.key),
    }));
}

function beatsOf(actors: Actors, release: ExportedRelease, step: StoryStep, today: number): readonly Beat[] {
  const name = step.release;
  const detour = detours[step.reach];
  const target = detour?.after ?? step.reach;
  const goLive = release.goLive;
  const first = Math.min(
    ...release.phases.map((phase) => phase.start.getTime()),
    goLive?.start.getTime() ?? Number.POSITIVE_INFINITY,
  );
  const build = release.phases.find((phase) => phase.kind === 'build')?.start.getTime() ?? first + 10 * day;
  const start = goLive?.start.getTime() ?? first;
  const end = goLive?.end.getTime() ?? first;
  const warranty = Math.max(
    end + 28 * day,
    ...release.phases.filter((phase) => phase.kind === 'warranty').map((phase) => phase.end.getTime()),
  );
  const beats: Beat[] = [];
  const beat = (at: number, play: () => Promise<void>): void => void beats.push({ at, release: name, play });
  const verb = (at: number, one: ReleaseVerb, more: Parameters<Actors['act']>[2] = {}): void =>
    beat(at, () => actors.act(name, one, more));
  if (reaches(target, 'accepted')) {
    beat(first - 2 * day, () => actors.passGates(name, ['accept']));
    verb(first - day, 'accept');
  }
  if (reaches(target, 'planned')) {
    beat(first + day, () => actors.passGates(name, ['plan']));
    verb(first + 2 * day, 'plan');
  }
  if (reaches(target, 'in-progress')) {
    beat(build, () => actors.passGates(name, ['start']));
    verb(build + hour, 'start');
  }
  beats.push(...milestoneBeats(actors, release, step, reaches(target, 'in-progress') ? today : 0, build));
  for (const red of step.red ?? []) beat(today - 5 * hour, () => actors.measure(name, red.gate, red.criterion, red.measured));
  if (reaches(target, 'ready')) {
    verb(start - 30 * hour, 'accept-uat');
    beat(start - 26 * hour, () => actors.passGates(name, ['ready']));
    verb(start - 25 * hour, 'declare-ready');
  }
  if (reaches(target, 'deploying')) {
    beat(start - 20 * hour, () => actors.passGates(name, ['deploy']));
    verb(start + 10 * 60_000, 'deploy');
  }
  if (reaches(target, 'deployed')) verb(end - 20 * 60_000, 'complete', { results: 'completed' });
  if (reaches(target, 'released-for-use')) {
    verb(end + 2 * hour, 'validate', { validation: 'positive' });
    beat(end + 4 * hour, () => actors.passGates(name, ['release-for-use']));
    verb(end + 5 * hour, 'release-for-use');
  }
  if (reaches(target, 'warranty')) verb(end + day, 'enter-warranty');
  if (reaches(target, 'closed')) {
    verb(warranty + day, 'confirm-business');
    verb(warranty + day + hour, 'confirm-it');
    beat(warranty + day + 2 * hour, () => actors.passGates(name, ['close']));
    verb(warranty + day + 3 * hour, 'close');
  }
  if (detour !== undefined) verb((beats.at(-1)?.at ?? first) + 3 * hour, detour.verb, { reason: detour.reason });
  return beats;
}

/** A programme under way: each of its releases was accepted, planned and begun, and its milestones up to today were reached. */
function programmeBeats(actors: Actors, release: ExportedRelease, today: number): readonly Beat[] {
  const name = release.planRef ?? release.key;
  const first = Math.min(
    ...release.phases.map((phase) => phase.start.getTime()),
    release.goLive?.start.getTime() ?? Number.POSITIVE_INFINITY,
  );
  const plannable = release.phases.length > 0 && release.goLive !== null && release.applications.length > 0;
  // OpenStack publishes no time to back out: the example's people agree on one, the converter invents none.
  const backOut = { at: first - hour, release: name, play: () => actors.agreeOnBackOut(name, 240) };
  const verbs = (plannable ? (['accept', 'plan', 'start'] as const) : (['accept'] as const)).map((verb, order) => ({
    at: first + order * hour,
    release: name,
    play: () => actors.act(name, verb, {}),
  }));
  const reached = release.milestones
    .filter((milestone) => milestone.at.getTime() < today)
    .map((milestone) => ({
      at: Math.max(milestone.at.getTime() - hour, first + 4 * hour),
      release: name,
      play: () => actors.reach(name, milestone.key),
    }));
  return [backOut, ...verbs, ...reached];
}

/** Plays all beats in the order of time; what would lie ahead happens just before today. */
async function play(beats: readonly Beat[], clock: HandClock, today: Date): Promise<void> {
  const latest = today.getTime() - 5_000 * (beats.length + 1);
  const inTime = beats
    .map((one, order) => ({ ...one, order, at: Math.min(one.at, latest) }))
    .toSorted((one, two) => one.at - two.at || one.order - two.order);
  for (const one of inTime) {
    // Beats of one moment follow each other by seconds, so that the trail tells their order.
    clock.moveTo(new Date(Math.max(one.at, clock.now().getTime() + 1_000)));
    await one.play();
  }
}

/** Drives the releases of the story, and those of the programme, by their people, in the order of time; what would lie ahead happens just before today. */
export async function tellStory(app: Services, cast: Cast, clock: HandClock, today: Date): Promise<void> {
  const actors = new Actors(app, cast);
  const releases = await releasesForExport(app.database.db, { unitIds: 'all', origin: 'native', after: null, limit: 500 });
  const byRef = new Map(releases.map((release) => [release.planRef, release] as const));
  const beats = pharmaStory.flatMap((step) => {
    const release = byRef.get(step.release);
    if (release === undefined) throw new Error(`the story speaks of ${step.release}, the plan does not`);
    return beatsOf(actors, release, step, today.getTime());
  });
  const storied = new Set(pharmaStory.map((step) => step.release));
  const programme = releases.filter(
    (release) => release.planRef !== null && !storied.has(release.planRef) && release.planRef.startsWith(programmePrefix),
  );
  await play([...beats, ...programme.flatMap((release) => programmeBeats(actors, release, today.getTime()))], clock, today);
}
