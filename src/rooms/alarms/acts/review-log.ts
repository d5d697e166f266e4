import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { alarmLogSubject, reviewRefusals as no } from '../core/review.ts';
import { insertReview, lockReviews, type Review, reviewIsOverdue, reviewsPage, statisticsOf } from '../store/reviews.ts';
import { mayNotEverywhere } from './everywhere.ts';

/**
 * Somebody reviewed the log of alarms up to a moment (EU GMP Annex 11 draft 8.7): the numbers as they saw them are kept with what they made of it. Each review begins where the
 * last one ended, so that nothing is left out.
 */
export const reviewLog = (call: Call, until: Date, comment: string): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, async (work) => {
    const denied = mayNotEverywhere(work, 'alarms.review');
    if (denied.length > 0) return refused(denied);
    await lockReviews(work.tx);
    const [last] = await reviewsPage(work.tx, { limit: 1, before: null });
    const fromAt = last?.untilAt ?? null;
    if (until > work.now) return refuse(no['until-ahead']({}, { field: '/until' }));
    if (fromAt !== null && until <= fromAt) return refuse(no['seen-otherwise']({ until: fromAt.toISOString() }));
    const review: Review = {
      id: uuidv7(work.now.getTime()),
      key: await work.nextKey('ALR'),
      fromAt,
      untilAt: until,
      statistics: await statisticsOf(work.tx, fromAt, until),
      comment,
      reviewedBy: work.actor.id,
    };
    await insertReview(work.tx, review);
    const { kinds, suppressions } = review.statistics;
    work.say({
      act: 'alarms.log-reviewed',
      subject: { kind: 'alarm-review', id: review.id, key: review.key, unitIds: [] },
      version: 1,
      before: null,
      after: {
        from: fromAt?.toISOString() ?? null,
        until: until.toISOString(),
        raised: kinds.reduce((sum, one) => sum + one.raised, 0),
        waiting: kinds.reduce((sum, one) => sum + one.waiting, 0),
        suppressions: suppressions.map((one) => one.key),
        comment,
        state: 'recorded',
      },
      reason: comment,
    });
    if (await reviewIsOverdue(work.tx))
      work.say({
        act: 'alarms.review-caught-up',
        subject: alarmLogSubject,
        version: 1,
        before: null,
        after: { says: `${review.key} reviewed it until ${until.toISOString()}.` },
      });
    return done({ id: review.id });
  });
