import { done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import * as gates from '../../gates/door.ts';
import { lifecycleRefusals } from '../core/judge.ts';
import { guardsBehindReady, isFinal } from '../core/lifecycle.ts';
import type { Release } from '../core/release.ts';
import { gatesFixed } from '../core/rules/gates-fixed.ts';
import { commitRelease } from './commit-release.ts';
import { takeByItself } from './follow-house.ts';
import { demandsOfRelease, draftsOf, lostDemands, placeDemanded, withDemanded } from './gates-demanded.ts';
import { loadForAct } from './load-release.ts';
import { refOf, subjectOf, type Written, written } from './release-subject.ts';

/** Makes the gates of a release match the drafts. */
export const placeReleaseGates = (call: Call, idOrKey: string, drafts: readonly gates.GateDraft[]): Promise<Outcome<Written>> =>
  transact(call, async (work) => {
    const loaded = await loadForAct(work, idOrKey, 'releases.change');
    if (!loaded.ok) return loaded;
    const { release } = loaded.value;
    const stale = await work.stale(subjectOf(release), release.version);
    if (stale.length > 0) return refused(stale);
    const placed = await place(work, release, drafts);
    return placed.ok ? written(done(placed.value.release)) : placed;
  });

/** The same inside an open unit of work. */
export async function placeReleaseGatesIn(
  work: Work,
  idOrKey: string,
  drafts: readonly gates.GateDraft[],
): Promise<Outcome<gates.Placed>> {
  const loaded = await loadForAct(work, idOrKey, 'releases.change');
  if (!loaded.ok) return loaded;
  const placed = await place(work, loaded.value.release, drafts);
  return placed.ok ? done(placed.value.placed) : placed;
}

/** Places what the matrix demands of a release that was just proposed or changed. */
export const placeDemandedIn = (work: Work, release: Release): Promise<Outcome<Release>> =>
  placeDemanded(work, release, async (unit, of, drafts) => {
    const placed = await place(unit, of, drafts);
    return placed.ok ? done(placed.value.release) : placed;
  });

async function place(
  work: Work,
  release: Release,
  drafts: readonly gates.GateDraft[],
): Promise<Outcome<{ readonly release: Release; readonly placed: gates.Placed }>> {
  const present = (await gates.gateDraftsOf(work.tx, [refOf(release)])).get(release.id) ?? [];
  const strip = (await gates.gatesOf(work.tx, [refOf(release)], work.now)).get(release.id) ?? [];
  const failed = new Set(strip.filter((gate) => gate.state === 'failed').map((gate) => gate.key));
  const broken = [...closed(release), ...gatesFixed(release, present, drafts, failed)];
  if (broken.length > 0) return refused(broken);
  const demanded = await demandsOfRelease(work.app, work.tx, release, present);
  const placed = await gates.placeGatesIn(work, subjectOf(release), drafts);
  if (!placed.ok) return placed;
  const demandedNow = await demandsOfRelease(work.app, work.tx, release, await draftsOf(work.tx, release));
  const lost = lostDemands(demanded, demandedNow);
  if (lost.length > 0) return refused(lost);
  const counted = placed.value.changed ? await countVersion(work, release, drafts) : done(release);
  if (!counted.ok) return counted;
  const after = await stillReady(work, counted.value);
  return after.ok ? done({ release: after.value, placed: placed.value }) : after;
}

const namesOf = (drafts: readonly gates.GateDraft[]): string =>
  drafts.length === 0 ? 'It has no gates any more' : `Its gates: ${drafts.map((draft) => draft.name).join(', ')}`;

/**
 * The list of gates goes as a whole: another version of the release stands for another list, so that nobody overwrites one that they did not see. What
 * became of each gate is in its own entry; the one of the release names them.
 */
const countVersion = (work: Work, release: Release, drafts: readonly gates.GateDraft[]): Promise<Outcome<Release>> =>
  commitRelease(
    work,
    release,
    { ...release, version: release.version + 1, updatedAt: work.now },
    { act: 'releases.gates-placed', reason: namesOf(drafts).slice(0, 2000) },
  );

function closed(release: Release): readonly Refusal[] {
  if (release.origin === 'imported') return [lifecycleRefusals.imported({ source: release.source ?? 'another system' })];
  return isFinal(release.state) ? [lifecycleRefusals.over({ state: release.state })] : [];
}

/** A go relied on the gates as they were: one more before it that has not passed takes it back. */
async function stillReady(work: Work, release: Release): Promise<Outcome<Release>> {
  if (release.state !== 'ready') return done(release);
  for (const guard of guardsBehindReady) {
    const [first] = await gates.guardOf(work, refOf(release), guard);
    if (first !== undefined)
      return takeByItself(work, release, 'void-go', `The gates of the release changed: ${first.message}`.slice(0, 2000));
  }
  return done(release);
}

/** Places the gates that the matrix demands, and takes newer editions over where asked. */
export const placeDemandedGates = (call: Call, idOrKey: string, takeOver: readonly string[]): Promise<Outcome<Written>> =>
  transact(call, async (work) => {
    const loaded = await loadForAct(work, idOrKey, 'releases.change');
    if (!loaded.ok) return loaded;
    const { release } = loaded.value;
    const stale = await work.stale(subjectOf(release), release.version);
    if (stale.length > 0) return refused(stale);
    const present = await draftsOf(work.tx, release);
    const demands = await demandsOfRelease(work.app, work.tx, release, present);
    const placed = await place(work, release, withDemanded(present, demands, takeOver));
    return placed.ok ? written(done(placed.value.release)) : placed;
  });
