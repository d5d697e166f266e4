import { heldOf, readProfile } from '../../../foundation/profile.ts';
import { done } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { transact } from '../../../foundation/transact.ts';
import { reviewDays } from '../core/profile.ts';
import { alarmLogSubject, reviewDueAt } from '../core/review.ts';
import { logBegan, reviewIsOverdue, reviewsPage } from '../store/reviews.ts';
import { systemCall } from './tell.ts';

/** Raises the alarm once where the log of alarms was not reviewed within the time of the profile. A log in which nothing stands yet needs no review. */
export async function watchReviews(app: Services): Promise<void> {
  const { db } = app.database;
  const [last] = await reviewsPage(db, { limit: 1, before: null });
  const due = reviewDueAt(last?.untilAt ?? (await logBegan(db)), heldOf(await readProfile(db), reviewDays));
  if (due === null || due > app.clock.now() || (await reviewIsOverdue(db))) return;
  const says =
    last === undefined
      ? `It was to be reviewed until ${due.toISOString()} and never was.`
      : `${last.key} reviewed it until ${last.untilAt.toISOString()}; the next was due at ${due.toISOString()}.`;
  await transact(systemCall(app, 'alarms.watch-reviews'), async (work) => {
    work.say({ act: 'alarms.review-overdue', subject: alarmLogSubject, version: 1, before: null, after: { says } });
    return done(null);
  });
}
