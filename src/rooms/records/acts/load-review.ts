import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import { notIndependent } from '../../identity/door.ts';
import { type Review, reviewSubject } from '../core/review/review.ts';
import { reviewRefusals as no } from '../core/review/review-refusals.ts';
import type { ToldEntry } from '../core/told-entry.ts';
import { reviewForUpdate } from '../store/reviews.ts';
import { handsIn } from './review-trail.ts';

/** Loads an open review, locked, for somebody who may review in its unit and saw its present version. */
export async function loadReview(work: Work, idOrKey: string): Promise<Outcome<Review>> {
  const review = await reviewForUpdate(work.tx, idOrKey);
  if (review === null || work.mayNot('records.read-reviews', review.unitId).length > 0)
    return refuse(no['no-such-review']({ id: idOrKey }));
  const denied = work.mayNot('records.review', review.unitId);
  if (denied.length > 0) return refused(denied);
  const stale = await work.stale(reviewSubject(review), review.version);
  if (stale.length > 0) return refused(stale);
  return review.state === 'open' ? done(review) : refuse(no['review-over']({ state: review.state }));
}

/** Nobody reviews work in which they had a hand, nor does their deputy. */
export const keptFromReviewing = async (
  work: Work,
  subject: { readonly kind: string; readonly id: string },
  entries: readonly ToldEntry[],
): Promise<readonly Refusal[]> =>
  notIndependent(work.tx, work.actor, await handsIn(work.app, work.tx, subject, entries), work.now);
