import type { Services } from '../../../foundation/services.ts';
import { clockBehind, followTimes } from '../core/time-order.ts';
import { clockWatch, saveFollowed, timesAfter } from '../store/time-order.ts';
import { endAlarmsOf, raiseAlarm } from './raise-alarm.ts';

const job = 'ledger.watch-clock';
const pageSize = 2_000;

const seconds = (ms: number): number => Math.round(ms / 1000);

/**
 * Follows the times of newly sealed entries and holds the clock of the server against the latest. Entries that are dated before one with an earlier place are kept for
 * the list of times out of order; a clock that stands before the trail, or new disorder, raises an alarm, which ends when a later turn finds neither.
 */
export async function watchClock(app: Services): Promise<void> {
  const { db } = app.database;
  let watch = await clockWatch(db);
  let found = 0;
  for (;;) {
    const entries = await timesAfter(db, watch.seq, pageSize);
    const last = entries.at(-1);
    if (last === undefined) break;
    const { ahead, disordered } = followTimes(watch.ahead, entries);
    const next = { seq: last.seq, ahead };
    await saveFollowed(db, watch.seq, next, disordered);
    watch = next;
    found += disordered.length;
  }
  const behind = clockBehind(watch.ahead, app.clock.now());
  if (watch.ahead !== null && behind > 0) {
    const says = `the clock of the server is ${seconds(behind)} s behind entry ${watch.ahead.seq} of the trail: it was set back, or was ahead before`;
    return raiseAlarm(app, job, 'clock', says);
  }
  if (found > 0)
    return raiseAlarm(app, job, 'clock', `${found} entries are dated before an earlier one: the clock was set back for a while`);
  return endAlarmsOf(app, job, ['clock']);
}
