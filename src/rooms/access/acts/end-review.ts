import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import type { Signing } from '../../../foundation/signing.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { sign } from '../../signatures/door.ts';
import { closingFaults, suspendedFaults } from '../core/may-decide.ts';
import { isDone, reviewRecord, reviewSubject } from '../core/review.ts';
import { cameInTime, cameSince, loadReview, standingsOf } from './load-review.ts';
import { type Acted, itemsOf } from './open-review.ts';
import { nextReview } from './say-review.ts';

/** Takes access that came since the snapshot into an addendum. */
export const extendReview = (call: Call, id: string): Promise<Outcome<Acted>> =>
  transact(call, async (work) => {
    const loaded = await loadReview(work, id, 'access.run-reviews');
    if (!loaded.ok) return loaded;
    const late = await cameSince(work.tx, loaded.value, work.now);
    if (late.length > 0)
      await nextReview(work, 'access.review-extended', loaded.value, {
        items: [...loaded.value.items, ...itemsOf(work, late, true)],
      });
    return done({ id: loaded.value.id });
  });

/** Closes and signs a review: every item is answered, and reading again shows that what was decided was done. */
export const closeReview = (call: Call, id: string, conclusion: string, signature: Signing): Promise<Outcome<Acted>> =>
  transact(call, (work) => closeReviewIn(work, id, conclusion, signature));

export async function closeReviewIn(work: Work, id: string, conclusion: string, signature: Signing): Promise<Outcome<Acted>> {
  const loaded = await loadReview(work, id, 'access.run-reviews');
  if (!loaded.ok) return loaded;
  const review = loaded.value;
  const stale = await work.stale(reviewSubject(review), review.version);
  if (stale.length > 0) return refused(stale);
  const standings = await standingsOf(work.tx, review, work.now);
  const late = cameInTime(await cameSince(work.tx, review, work.now), review.dueAt);
  const broken = closingFaults(review, standings, late.length);
  if (broken.length > 0) return refused(broken);
  const items = review.items.map((item) => ({
    ...item,
    verifiedAt: isDone(item, standings.get(item.id) ?? 'gone') === true ? work.now : null,
  }));
  const change = { state: 'closed', items, conclusion, endedBy: work.actor.id, endedAt: work.now } as const;
  const after = await nextReview(work, 'access.review-closed', review, change);
  const removed = items.filter(({ verifiedAt }) => verifiedAt !== null).length;
  const due = {
    subject: reviewSubject(after),
    label: `${review.key} Review of access`,
    version: review.version,
    verb: 'close',
    after: reviewRecord(after),
    input: { conclusion },
    effects: [`The review is closed with ${items.length} answers; ${removed} removals and changes were read again.`],
  };
  const signed = await sign(work, due, signature);
  return signed.ok ? done({ id: review.id }) : signed;
}

/** Ends a review that will not be finished; it stays readable. */
export const withdrawReview = (call: Call, id: string, reason: string): Promise<Outcome<Acted>> =>
  transact(call, async (work) => {
    const loaded = await loadReview(work, id, 'access.run-reviews');
    if (!loaded.ok) return loaded;
    const review = loaded.value;
    const stale = await work.stale(reviewSubject(review), review.version);
    if (stale.length > 0) return refused(stale);
    const broken = suspendedFaults(review, await standingsOf(work.tx, review, work.now));
    if (broken.length > 0) return refused(broken);
    const ended = { state: 'withdrawn', withdrawnWhy: reason, endedBy: work.actor.id, endedAt: work.now } as const;
    await nextReview(work, 'access.review-withdrawn', review, ended, reason);
    return done({ id: review.id });
  });
