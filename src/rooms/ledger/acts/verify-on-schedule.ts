import type { Services } from '../../../foundation/services.ts';
import { dueSince } from '../core/due.ts';
import type { Report } from '../core/verify.ts';
import { saveFullReport, saveFullStart, selfCheck } from '../store/self-check.ts';
import { damageText } from './check-new-entries.ts';
import { endAlarmsOf, raiseAlarm } from './raise-alarm.ts';
import { verifyLedger } from './verify-ledger.ts';

const defaultTime = '02:00';

/** Draws the consequence of a verification of the whole ledger: damage raises an alarm, and none ends those that were raised. */
export async function concludeFrom(app: Services, job: string, report: Report): Promise<void> {
  if (report.damage !== null) await raiseAlarm(app, job, 'damage', damageText(report.damage));
  else await endAlarmsOf(app, job, ['damage']);
}

/** Verifies the whole ledger once a day, at the time that the operator set; after a start at which it is overdue, at once. */
export async function verifyOnSchedule(app: Services): Promise<void> {
  const { db } = app.database;
  const now = app.clock.now();
  const { fullStartedAt } = await selfCheck(db);
  if (fullStartedAt !== null && fullStartedAt >= dueSince(now, app.settings.signing?.verifyAt ?? defaultTime)) return;
  await saveFullStart(db, now);
  const report = await verifyLedger(db);
  await saveFullReport(db, report, app.clock.now());
  await concludeFrom(app, 'ledger.verify-on-schedule', report);
}
