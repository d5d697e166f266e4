import { type Route, route } from '../../../foundation/http/route.ts';
import { done, refused } from '../../../foundation/refusal.ts';
import { reportBackup } from '../acts/report-backup.ts';
import * as contract from '../contract-backups.ts';
import { backupDue } from '../core/backups.ts';
import { type Backup, backups, findBackup } from '../store/backups.ts';

const present = ({ id, madeAt, reportedAt, says }: Backup) => ({
  id,
  madeAt: madeAt.toISOString(),
  reportedAt: reportedAt.toISOString(),
  says,
});

export const backupRoutes: readonly Route[] = [
  route(contract.listBackups, async ({ call }) => {
    const { app, actor } = call;
    const denied = app.ports.authority.may(actor, 'alarms.read', null);
    if (denied.length > 0) return refused(denied);
    const items = await backups(app.database.db, 50);
    const everyHours = app.settings.backupEveryHours ?? null;
    const [last] = items;
    const dueAt = last === undefined ? null : (backupDue(everyHours, last.madeAt)?.toISOString() ?? null);
    return done({ body: { everyHours, dueAt, items: items.map(present) } });
  }),
  route(contract.reportBackup, async ({ call, body }) => {
    const outcome = await reportBackup(call, new Date(body.madeAt), body.says);
    return outcome.ok ? done({ body: present(await findBackup(call.app.database.db, outcome.value.id)) }) : outcome;
  }),
];
