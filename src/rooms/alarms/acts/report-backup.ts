import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { type Call, transact } from '../../../foundation/transact.ts';
import { backupDue, backupsSubject, backupRefusals as no } from '../core/backups.ts';
import { type Backup, backupMissed, backups, insertBackup } from '../store/backups.ts';
import { mayNotEverywhere } from './everywhere.ts';
import { systemCall } from './tell.ts';

/** Whoever makes back-ups reports each one. A report of one that is too old to count leaves the alarm standing. */
export const reportBackup = (call: Call, madeAt: Date, says: string): Promise<Outcome<{ readonly id: string }>> =>
  transact(call, async (work) => {
    const denied = mayNotEverywhere(work, 'alarms.report-backups');
    if (denied.length > 0) return refused(denied);
    if (madeAt > work.now) return refuse(no['backup-ahead']({}, { field: '/madeAt' }));
    const one: Backup = { id: uuidv7(work.now.getTime()), madeAt, reportedAt: work.now, says };
    await insertBackup(work.tx, one);
    const due = backupDue(work.app.settings.backupEveryHours ?? null, madeAt);
    work.say({
      act: due === null || due > work.now ? 'alarms.backup-reported' : 'alarms.late-backup-reported',
      subject: backupsSubject,
      version: 1,
      before: null,
      after: { id: one.id, madeAt: madeAt.toISOString(), says },
    });
    return done({ id: one.id });
  });

/** Raises the alarm once where no back-up was reported in time. Where the operator did not say how often one is made, none is missed. */
export async function watchBackups(app: Services): Promise<void> {
  const every = app.settings.backupEveryHours ?? null;
  if (every === null) return;
  const { db } = app.database;
  const [last] = await backups(db, 1);
  const due = last === undefined ? app.clock.now() : backupDue(every, last.madeAt);
  if (due === null || due > app.clock.now() || (await backupMissed(db))) return;
  const says =
    last === undefined
      ? 'No back-up was ever reported.'
      : `The last one that was reported is of ${last.madeAt.toISOString()}; one is made every ${every} hours.`;
  await transact(systemCall(app, 'alarms.watch-backups'), async (work) => {
    work.say({ act: 'alarms.backup-missed', subject: backupsSubject, version: 1, before: null, after: { says } });
    return done(null);
  });
}
