import type { RoomCard } from '../../foundation/card.ts';
import { deliverAlarms } from './acts/deliver.ts';
import { watchBackups } from './acts/report-backup.ts';
import { escalateAlarms, tellAlarms } from './acts/tell.ts';
import { alarmMachine } from './core/alarm-machine.ts';
import { backupMissedKind } from './core/backups.ts';
import { escalationMinutes } from './core/profile.ts';
import { recordTypes } from './core/record-types.ts';
import { backupRoutes } from './http/backup-routes.ts';
import { routes } from './http/routes.ts';
import { subjects } from './store/subjects.ts';

/** Who must act on some kind of alarm, or is told where nobody did. */
const acting = ['administrator', 'quality', 'validation-lead', 'system-owner', 'business-process-owner'];

export const alarms: RoomCard = {
  room: 'alarms',
  rights: {
    'alarms.read': { says: 'See alarms and who acknowledged them', roles: [...acting, 'auditor', 'inspector'], scope: 'read' },
    'alarms.report-backups': { says: 'Report that a back-up was made', roles: ['administrator'], scope: 'administer' },
    'alarms.acknowledge': {
      says: 'Acknowledge alarms of the kinds on which one’s role must act',
      roles: acting,
      personOnly: true,
      scope: 'administer',
    },
  },
  acts: {
    'alarms.raised': 'raised the alarm',
    'alarms.returned': 'raised the alarm once more, which nobody had acknowledged',
    'alarms.acknowledged': 'acknowledged the alarm',
    'alarms.ended': 'found that what had raised the alarm is over',
    'alarms.delivered': 'delivered the alarm by a channel',
    'alarms.delivery-failed': 'gave up delivering the alarm by a channel',
    'alarms.backup-reported': 'reported a back-up',
    'alarms.late-backup-reported': 'reported a back-up that is older than the time in which the next one was due',
    'alarms.backup-missed': 'found that a back-up was missed',
    'alarms.escalated': 'escalated the alarm, which nobody had acknowledged in time',
  },
  machines: [alarmMachine],
  routes: [...routes, ...backupRoutes],
  alarms: [backupMissedKind],
  profile: [escalationMinutes],
  jobs: [
    { name: 'alarms.tell', everyMs: 1_000, run: tellAlarms },
    { name: 'alarms.escalate', everyMs: 5_000, run: escalateAlarms },
    { name: 'alarms.watch-backups', everyMs: 60_000, run: watchBackups },
    { name: 'alarms.deliver', everyMs: 1_000, run: deliverAlarms },
  ],
  subjects,
  register: recordTypes,
  migrations: { room: 'alarms', folder: new URL('./store/migrations/', import.meta.url) },
};
