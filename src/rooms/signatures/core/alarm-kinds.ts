import type { AlarmKind } from '../../../foundation/alarm.ts';

/** Whoever sees to security must act at once, and whoever answers for the records hears of it (21 CFR 11.300(d)). Details name nobody: texts of alarms are kept. */
const security = {
  severity: 'critical',
  roles: ['quality', 'administrator'],
  escalatesTo: ['system-owner', 'business-process-owner', 'validation-lead'],
} as const;

export const alarmKinds: readonly AlarmKind[] = [
  {
    kind: 'signatures.wrong-signer',
    says: 'Somebody tried to sign with a ceremony that was begun by another person',
    ...security,
    raisedBy: [{ act: 'signatures.wrong-signer' }],
  },
  {
    kind: 'signatures.revoked-component',
    says: 'Somebody tried to sign, and failed, after a second factor of theirs had been taken away',
    ...security,
    raisedBy: [{ act: 'signatures.revoked-component' }],
  },
];
