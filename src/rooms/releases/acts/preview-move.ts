import type { Db } from '../../../foundation/database/database.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Span } from '../../../foundation/span.ts';
import { type Call, foundationRefusals, transact } from '../../../foundation/transact.ts';
import * as interlocks from '../../interlocks/door.ts';
import * as portfolio from '../../portfolio/door.ts';
import { consequencesOf, demandsOfMove, type Move, type MovedPart } from '../core/move.ts';
import { deploymentSpan, type Release } from '../core/release.ts';
import { movePossible } from '../core/rules/move-possible.ts';
import { type CollisionCount, collisionCounts, noCollisions } from '../store/collision-counts.ts';
import { loadForAct } from './load-release.ts';
import { type MoveInput, moveIn, moveOf } from './move-release.ts';
import { refOf } from './release-subject.ts';

export type MoveForeseen = {
  readonly before: Release;
  readonly move: Move;
  readonly parts: readonly MovedPart[];
  readonly openBefore: CollisionCount;
  readonly openAfter: CollisionCount;
  readonly found: readonly interlocks.Collision[];
  readonly freeSlots: readonly Span[];
  readonly consequences: readonly string[];
  readonly demands: readonly ('reason' | 'signature')[];
  readonly refusals: readonly Refusal[];
};

/**
 * What a move would bring: the move itself, in a transaction that is never committed. So the preview cannot differ from the act. Refusals of the move
 * are part of the answer, not an error.
 */
export async function previewMove(
  call: Call,
  idOrKey: string,
  input: Omit<MoveInput, 'reason' | 'signature'>,
): Promise<Outcome<MoveForeseen>> {
  let before: MoveForeseen | null = null;
  const first = await transact<null>({ ...call, idempotency: null }, async (work) => {
    const loaded = await loadForAct(work, idOrKey, 'releases.read');
    if (!loaded.ok) return loaded;
    const { release } = loaded.value;
    const move = moveOf(release, input);
    const openBefore = await countOf(work.tx, release, work.now);
    const refusals = [...work.mayNot('releases.move', release.unitId), ...movePossible(release, move, work.now)];
    before = {
      before: release,
      move,
      parts: [],
      openBefore,
      openAfter: openBefore,
      found: [],
      freeSlots: [],
      consequences: [],
      demands: demandsOfMove(release),
      refusals,
    };
    before = { ...before, freeSlots: await freeSlots(work.tx, release, move, work.now) };
    const moved = await moveIn(work, release, move, null);
    if (!moved.ok) {
      before = { ...before, refusals: [...refusals, ...moved.refusals] };
      return refused(moved.refusals);
    }
    const openAfter = await countOf(work.tx, moved.value.after, work.now);
    before = {
      ...before,
      parts: moved.value.parts,
      openAfter,
      found: await interlocks.collisionsOf(work.tx, refOf(release), work.now),
      consequences: consequencesOf(release, moved.value.after),
    };
    // Takes everything back: nothing of a preview is ever committed.
    return refuse(foundationRefusals.busy({}));
  });
  if (before !== null) return done(before);
  return first.ok ? refuse(foundationRefusals.busy({})) : first;
}

const countOf = async (db: Db, release: Release, now: Date): Promise<CollisionCount> =>
  (await collisionCounts(db, [release], now)).get(release.id) ?? noCollisions;

async function freeSlots(
  tx: Parameters<typeof portfolio.facetsOf>[0],
  release: Release,
  move: Move,
  now: Date,
): Promise<readonly Span[]> {
  const span = deploymentSpan({ goLive: move.goLive, backOutMinutes: move.backOutMinutes });
  const changed = release.applications
    .filter((application) => application.role === 'changed')
    .map((application) => application.applicationId);
  if (span === null || changed.length === 0 || span.end <= span.start) return [];
  const usual = release.goLive ?? move.goLive;
  const facets = (await portfolio.facetsOf(tx, changed)).flatMap((each) => each.facets);
  return interlocks.nextFreeSlots(tx, {
    resources: changed.map((id) => ({ kind: 'application', id })),
    facets: [...new Set(facets)],
    durationMs: span.end.getTime() - span.start.getTime(),
    from: new Date(Math.max(now.getTime(), span.start.getTime())),
    needsWindow: release.kind !== 'emergency',
    ignoreOwner: refOf(release),
    usually: { as: usual.start, zone: usual.zone },
    count: 3,
  });
}
