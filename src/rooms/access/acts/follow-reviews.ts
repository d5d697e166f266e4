import { systemActor } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { accessKey, suspendAccessIn } from '../../identity/door.ts';
import { isOpen, type Review } from '../core/review.ts';
import { dayOf, dueAfter, nextTurn } from '../core/rule.ts';
import { openReviews, reviewForUpdate } from '../store/reviews.ts';
import { findRule, rulesDue } from '../store/rules.ts';
import { cameInTime, cameSince, standingsOf } from './load-review.ts';
import { itemsOf, openReviewIn } from './open-review.ts';
import { nextReview } from './say-review.ts';
import { nextRule } from './set-rule.ts';

export const followReviewsJob = 'access.follow-reviews';

const callOf = (app: Services): Call => ({
  app,
  actor: systemActor(followReviewsJob),
  requestId: uuidv7(),
  ifVersion: null,
  idempotency: null,
});

/** Opens what rules ask for, takes in what came since, and suspends what has no answer when it is due. */
export async function followReviews(app: Services): Promise<void> {
  const { db } = app.database;
  for (const id of await rulesDue(db, dayOf(app.clock.now())))
    await transact(callOf(app), async (work) => done(await openByRule(work, id)));
  for (const id of await openReviews(db))
    await transact(callOf(app), async (work) => {
      const review = await reviewForUpdate(work.tx, id);
      if (review === null || review.state !== 'open' || review.dueDoneAt !== null) return done(null);
      await suspendUnanswered(work, await takeInLate(work, review));
      return done(null);
    });
}

/** A rule waits while a review of its unit is open. */
async function openByRule(work: Work, id: string): Promise<null> {
  const rule = await findRule(work.tx, id, true);
  if (rule === null || rule.endedAt !== null || rule.nextOn > dayOf(work.now)) return null;
  const opened = await openReviewIn(work, rule.unitId, dueAfter(work.now, rule.answerDays), null);
  if (opened.ok)
    await nextRule(work, 'access.rule-followed', rule, { nextOn: nextTurn(rule.nextOn, rule.everyMonths, work.now) });
  return null;
}

async function takeInLate(work: Work, review: Review): Promise<Review> {
  const late = cameInTime(await cameSince(work.tx, review, work.now), review.dueAt);
  if (late.length === 0) return review;
  return nextReview(work, 'access.review-extended', review, { items: [...review.items, ...itemsOf(work, late, true)] });
}

/** Once, when it is due. The last administrator of the whole organisation is spared, and their item stays open. */
async function suspendUnanswered(work: Work, review: Review): Promise<void> {
  if (review.dueAt > work.now) return;
  const standings = await standingsOf(work.tx, review, work.now);
  const open = review.items.filter((item) => isOpen(item, standings.get(item.id) ?? 'gone'));
  const suspended = await suspendAccessIn(
    work,
    open.map(({ line }) => line),
    review.key,
  );
  const keys = new Set(suspended.map(accessKey));
  const items = review.items.map((item) => (keys.has(accessKey(item.line)) ? { ...item, suspendedAt: work.now } : item));
  await nextReview(work, 'access.review-fell-due', review, { items, dueDoneAt: work.now }, 'The time for answers has ended');
}
