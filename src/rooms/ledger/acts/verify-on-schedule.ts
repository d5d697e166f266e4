import type { Services } from '../../../foundation/services.ts';
import { dueSince } from '../core/due.ts';
import type { Report } from '../core/verify.ts';
import { type SelfCheck, saveFullReport, saveFullStart, selfCheck } from '../store/self-check.ts';
import { damageText } from './check-new-entries.ts';
import { endAlarmsOf, raiseAlarm } from './raise-alarm.ts';
import { relyingOn } from './stamped.ts';
import { verifyLedger } from './verify-ledger.ts';

const defaultTime = '02:00';

/** Draws the consequence of a verification of the whole ledger: damage raises an alarm, and none ends those that were raised. */
export async function concludeFrom(app: Services, job: string, report: Report): Promise<void> {
  if (report.damage !== null) await raiseAlarm(app, job, 'damage', damageText(report.damage));
  else await endAlarmsOf(app, job, ['damage']);
  await askRooms(app, job);
}

/** Whether the rooms' own tables still are what the entries tell: the first difference raises an alarm, and none ends it. */
async function askRooms(app: Services, job: string): Promise<void> {
  for (const check of app.checks) {
    const says = await check(app);
    if (says !== null) return raiseAlarm(app, job, 'records', says);
  }
  await endAlarmsOf(app, job, ['records']);
}

/** A run that did not come to its end (the process was stopped, the database was away) is tried again after an hour, not each minute. */
const again = 3_600_000;

function isDue({ fullStartedAt, fullAt }: SelfCheck, now: Date, time: string): boolean {
  if (fullAt !== null && fullAt >= dueSince(now, time)) return false;
  const unfinished = fullStartedAt !== null && (fullAt === null || fullAt < fullStartedAt);
  return !unfinished || now.getTime() - fullStartedAt.getTime() >= again;
}

/** Verifies the whole ledger once a day, at the time that the operator set; after a start at which it is overdue, at once. */
export async function verifyOnSchedule(app: Services): Promise<void> {
  const { db } = app.database;
  const now = app.clock.now();
  if (!isDue(await selfCheck(db), now, app.settings.signing?.verifyAt ?? defaultTime)) return;
  await saveFullStart(db, now);
  const report = await verifyLedger(db, { relying: await relyingOn(db, now) });
  await saveFullReport(db, report, app.clock.now());
  await concludeFrom(app, 'ledger.verify-on-schedule', report);
}
