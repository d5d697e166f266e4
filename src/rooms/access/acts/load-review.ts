import type { Db, Tx } from '../../../foundation/database/database.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import { type AccessLine, accessIn, accessKey, accessStanding } from '../../identity/door.ts';
import type { Standings } from '../core/may-decide.ts';
import { accessRefusals as no } from '../core/refusals.ts';
import { type Review, standingOf } from '../core/review.ts';
import { reviewForUpdate } from '../store/reviews.ts';

/** Loads an open review, locked, for somebody who holds the right: to run it in its unit, to answer in at least one. */
export async function loadReview(
  work: Work,
  idOrKey: string,
  right: 'access.run-reviews' | 'access.review',
): Promise<Outcome<Review>> {
  const nowhere = work.mayNot(right, null);
  if (nowhere.length > 0) return refused(nowhere);
  const review = await reviewForUpdate(work.tx, idOrKey);
  if (review === null) return refuse(no['no-such-review']({ id: idOrKey }));
  const hidden = work.mayNot('access.read-reviews', review.unitId).length > 0;
  const within =
    right === 'access.review' && review.items.some(({ line }) => work.mayNot(right, line.unitId ?? review.unitId).length === 0);
  if (hidden && !within) return refuse(no['no-such-review']({ id: idOrKey }));
  const denied = right === 'access.review' ? [] : work.mayNot(right, review.unitId);
  if (denied.length > 0) return refused(denied);
  return review.state === 'open' ? done(review) : refuse(no['review-over']({ state: review.state }));
}

/** How the items of a review stand, read again. */
export async function standingsOf(db: Db | Tx, review: Pick<Review, 'items'>, now: Date): Promise<Standings> {
  const standing = await accessStanding(
    db,
    review.items.map(({ line }) => line),
    now,
  );
  const byKey = new Map(standing.map((line) => [accessKey(line), line] as const));
  return new Map(review.items.map((item) => [item.id, standingOf(item, byKey.get(accessKey(item.line)))] as const));
}

/** Access in the unit of a review that has no place in it. */
export async function cameSince(
  db: Db | Tx,
  review: Pick<Review, 'items' | 'unitId'>,
  now: Date,
): Promise<readonly AccessLine[]> {
  const held = new Set(review.items.map(({ line }) => accessKey(line)));
  return (await accessIn(db, review.unitId, now)).filter((line) => !held.has(accessKey(line)));
}

/** Of these, what came before the review was due; what has no time might have. */
export const cameInTime = (lines: readonly AccessLine[], dueAt: Date): readonly AccessLine[] =>
  lines.filter(({ since }) => since === null || since <= dueAt);
