import { systemActor } from '../../../foundation/actor.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { periodRecord, periodSubject } from '../core/programme/period.ts';
import { markCaughtUp, markOverdue, periodsCaughtUp, periodsGoneOverdue } from '../store/overdue-periods.ts';
import { findPeriod } from '../store/periods.ts';

export const watchPeriodsJob = 'records.watch-periods';

const callOf = (app: Services): Call => ({
  app,
  actor: systemActor(watchPeriodsJob),
  requestId: uuidv7(),
  ifVersion: null,
  idempotency: null,
});

/** Raises the alarm once for each period whose review is not finished when it is due, and ends it when the review is. */
export async function watchPeriods(app: Services): Promise<void> {
  const { db } = app.database;
  for (const id of await periodsGoneOverdue(db, app.clock.now()))
    await transact(callOf(app), async (work) => {
      if (await markOverdue(work.tx, id, work.now)) await say(work, id, 'records.period-overdue', 2, ['drawn', 'overdue']);
      return done(null);
    });
  for (const id of await periodsCaughtUp(db))
    await transact(callOf(app), async (work) => {
      if (await markCaughtUp(work.tx, id, work.now)) await say(work, id, 'records.period-caught-up', 3, ['overdue', 'reviewed']);
      return done(null);
    });
}

async function say(work: Work, id: string, act: string, version: number, [from, to]: readonly [string, string]): Promise<void> {
  const period = await findPeriod(work.tx, id);
  if (period === null) throw new Error(`period ${id} is gone while it was found overdue`);
  const fields = periodRecord(period);
  work.say({
    act,
    subject: periodSubject(period),
    version,
    before: { ...fields, state: from },
    after: { ...fields, state: to },
  });
}
