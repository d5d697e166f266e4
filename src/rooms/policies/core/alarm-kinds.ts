import type { AlarmKind } from '../../../foundation/alarm.ts';
import type { Said } from '../../../foundation/record.ts';

/** Values of the profile by which the trail, its times, its retention and the alarms themselves go, as entries of changes name them. */
const ofTheTrail = /^\/values\/((?:audit|ledger|time|retention|alarms)\.[^/]+)\/to$/;

const quality = { roles: ['quality'], escalatesTo: ['validation-lead', 'system-owner', 'business-process-owner'] };

const touchesTrail = (said: Said): boolean => said.changes.some(({ field }) => ofTheTrail.test(field));

/** Changes of what the trail goes by are no secret of whoever configures (EU GMP Annex 11 draft 12.3). */
export const alarmKinds: readonly AlarmKind[] = [
  {
    kind: 'policies.trail-settings-changed',
    says: 'Values of the compliance profile by which the audit trail and the alarms go were tightened, or are proposed to be loosened',
    severity: 'critical',
    ...quality,
    suppressible: false,
    raisedBy: ['policies.profile-tightened', 'policies.profile-change-proposed'].map((act) => ({ act, when: touchesTrail })),
    details: (said) =>
      said.changes
        .flatMap(({ field, new: to }) => {
          const key = ofTheTrail.exec(field)?.[1];
          return key === undefined ? [] : [`${key} to ${to}`];
        })
        .join(', '),
  },
  {
    kind: 'policies.loosened-unsigned',
    says: 'The compliance profile was loosened by two persons without a signature, because nothing was signed here yet',
    severity: 'high',
    ...quality,
    raisedBy: [{ act: 'policies.profile-confirmed' }],
  },
];
