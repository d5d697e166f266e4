import type { Work } from '../../../foundation/transact.ts';
import { type Review, reviewErasable, reviewRecord, reviewSubject } from '../core/review.ts';
import { saveReview } from '../store/reviews.ts';

/** One entry of the ledger for a step of a review. */
export function sayReview(work: Work, act: string, before: Review | null, after: Review, reason: string | null = null): void {
  work.say({
    act,
    subject: reviewSubject(after),
    version: after.version,
    before: before === null ? null : reviewRecord(before),
    after: reviewRecord(after),
    reason,
    erasable: reviewErasable(after),
  });
}

/** Saves the next version of a review and says so. */
export async function nextReview(
  work: Work,
  act: string,
  before: Review,
  change: Partial<Review>,
  reason: string | null = null,
): Promise<Review> {
  const after = { ...before, ...change, version: before.version + 1 };
  await saveReview(work.tx, before, after);
  sayReview(work, act, before, after, reason);
  return after;
}
