import type { AlarmKind } from '../../../foundation/alarm.ts';

/** A trail that nobody reviewed in time (EU GMP Annex 11 clause 9: audit trails are regularly reviewed) waits for quality, and for whoever answers for the unit's systems. */
export const alarmKinds: readonly AlarmKind[] = [
  {
    kind: 'records.period-overdue',
    says: 'The review of the audit trail of a period is overdue',
    severity: 'high',
    roles: ['quality'],
    escalatesTo: ['validation-lead', 'system-owner'],
    suppressible: false,
    raisedBy: [{ act: 'records.period-overdue' }],
    endedBy: [{ act: 'records.period-caught-up' }],
  },
];
