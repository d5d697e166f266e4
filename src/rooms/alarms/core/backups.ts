import { type AlarmKind, saidOf } from '../../../foundation/alarm.ts';
import type { Subject } from '../../../foundation/record.ts';
import { defineRefusals } from '../../../foundation/refusal.ts';

/** The back-ups of the installation are one record of the ledger, by a fixed id: they are asked after as a whole. */
export const backupsSubject: Subject = { kind: 'backups', id: '01935f00-0000-7000-8000-0000000000b1', key: null, unitIds: [] };

/** A back-up that takes a little longer than the last one is not missed yet. */
const toleranceMs = 30 * 60_000;

/** When the back-up after this one is missed; null where nobody said how often one is made. */
export const backupDue = (everyHours: number | null, madeAt: Date): Date | null =>
  everyHours === null ? null : new Date(madeAt.getTime() + everyHours * 3_600_000 + toleranceMs);

export const backupMissedKind: AlarmKind = {
  kind: 'alarms.backup-missed',
  says: 'A back-up was missed',
  severity: 'critical',
  roles: ['administrator'],
  escalatesTo: ['quality', 'system-owner'],
  raisedBy: [{ act: 'alarms.backup-missed' }],
  endedBy: [{ act: 'alarms.backup-reported' }],
  details: (said) => saidOf(said, '/says'),
};

export const backupRefusals = defineRefusals('alarms', {
  'backup-ahead': {
    kind: 'rule',
    says: () => 'A back-up that is yet to be made is not reported.',
    remedy: 'Say when the data were read, by a clock that is right.',
  },
});
