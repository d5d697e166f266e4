import type { RoomCard } from '../../foundation/card.ts';
import { deliverAlarms } from './acts/deliver.ts';
import { watchBackups } from './acts/report-backup.ts';
import { endSuppressions } from './acts/suppress.ts';
import { escalateAlarms, tellAlarms } from './acts/tell.ts';
import { watchReviews } from './acts/watch-reviews.ts';
import { alarmMachine } from './core/alarm-machine.ts';
import { backupMissedKind } from './core/backups.ts';
import { escalationMinutes, reviewDays, suppressionHours } from './core/profile.ts';
import { recordTypes } from './core/record-types.ts';
import { reviewOverdueKind } from './core/review.ts';
import { suppressionMachine } from './core/suppression-machine.ts';
import { backupRoutes } from './http/backup-routes.ts';
import { reviewRoutes } from './http/review-routes.ts';
import { routes } from './http/routes.ts';
import { suppressionRoutes } from './http/suppression-routes.ts';
import { subjects } from './store/subjects.ts';

/** Who must act on some kind of alarm, or is told where nobody did. */
const acting = ['administrator', 'quality', 'validation-lead', 'system-owner', 'business-process-owner'];

export const alarms: RoomCard = {
  room: 'alarms',
  rights: {
    'alarms.read': { says: 'See alarms and who acknowledged them', roles: [...acting, 'auditor', 'inspector'], scope: 'read' },
    'alarms.report-backups': { says: 'Report that a back-up was made', roles: ['administrator'], scope: 'administer' },
    'alarms.suppress': {
      says: 'Ask that nobody be told of a kind of alarm for a time',
      roles: acting,
      personOnly: true,
      scope: 'administer',
    },
    'alarms.approve-suppressions': {
      says: 'Decide whether nobody is told of a kind of alarm for a time',
      roles: ['quality'],
      personOnly: true,
      scope: 'administer',
    },
    'alarms.review': { says: 'Review the log of alarms', roles: ['quality'], personOnly: true, scope: 'administer' },
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
    'alarms.suppression-requested': 'asked that nobody be told of a kind of alarm for a time',
    'alarms.suppression-approved': 'approved that nobody is told of a kind of alarm for a time',
    'alarms.suppression-rejected': 'rejected that nobody be told of a kind of alarm for a time',
    'alarms.suppression-withdrawn': 'withdrew the wish that nobody be told of a kind of alarm',
    'alarms.suppression-ended': 'ended the suppression of a kind of alarm',
    'alarms.log-reviewed': 'reviewed the log of alarms',
    'alarms.review-overdue': 'found that the review of the log of alarms is overdue',
    'alarms.review-caught-up': 'caught up on the overdue review of the log of alarms',
    'alarms.escalated': 'escalated the alarm, which nobody had acknowledged in time',
  },
  machines: [alarmMachine, suppressionMachine],
  routes: [...routes, ...backupRoutes, ...suppressionRoutes, ...reviewRoutes],
  alarms: [backupMissedKind, reviewOverdueKind],
  profile: [escalationMinutes, suppressionHours, reviewDays],
  jobs: [
    { name: 'alarms.tell', everyMs: 1_000, run: tellAlarms },
    { name: 'alarms.escalate', everyMs: 5_000, run: escalateAlarms },
    { name: 'alarms.end-suppressions', everyMs: 5_000, run: endSuppressions },
    { name: 'alarms.watch-reviews', everyMs: 60_000, run: watchReviews },
    { name: 'alarms.watch-backups', everyMs: 60_000, run: watchBackups },
    { name: 'alarms.deliver', everyMs: 1_000, run: deliverAlarms },
  ],
  subjects,
  register: recordTypes,
  migrations: { room: 'alarms', folder: new URL('./store/migrations/', import.meta.url) },
};
