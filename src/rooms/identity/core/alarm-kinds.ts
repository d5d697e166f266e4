import { type AlarmKind, saidOf } from '../../../foundation/alarm.ts';

const security = {
  roles: ['administrator', 'quality'],
  escalatesTo: ['system-owner', 'business-process-owner', 'validation-lead'],
};
/** What an administrator did is not acknowledged by administrators alone. */
const overseen = { roles: ['quality'], escalatesTo: ['system-owner', 'business-process-owner', 'validation-lead'] };

/** Attempts at unauthorised use, and what one person can do to the means of another (21 CFR 11.300(d)). Details name no person: texts of alarms are kept. */
export const alarmKinds: readonly AlarmKind[] = [
  {
    kind: 'identity.account-locked',
    says: 'An account was locked after failed attempts',
    severity: 'critical',
    ...security,
    raisedBy: [{ act: 'identity.account-locked' }],
    details: (said) => `The last attempt was at ${saidOf(said, '/attempt/at') || 'signing in'}.`,
  },
  {
    kind: 'identity.used-from-two-places',
    says: 'An account was used from two distant places at once: it is shared, or stolen',
    severity: 'critical',
    ...security,
    raisedBy: [{ act: 'identity.used-from-two-places' }],
  },
  {
    kind: 'identity.passkey-copied',
    says: 'A passkey was offered whose counter went backwards: there may be a copy of it',
    severity: 'critical',
    ...security,
    raisedBy: [{ act: 'identity.passkey-copied' }],
  },
  {
    kind: 'identity.recovery-code-used',
    says: 'Somebody signed in with a recovery code',
    severity: 'high',
    ...security,
    raisedBy: [{ act: 'identity.recovery-code-used' }],
  },
  {
    kind: 'identity.check-refused',
    says: 'Somebody tried to vouch for an identity against the rule of two persons',
    severity: 'critical',
    ...overseen,
    raisedBy: [{ act: 'identity.check-refused' }],
  },
  {
    kind: 'identity.first-check',
    says: 'The first check of somebody who checks identities was recorded, which no second person vouches for',
    severity: 'high',
    ...overseen,
    raisedBy: [{ act: 'identity.first-checker-checked' }, { act: 'identity.first-check-reopened' }],
  },
  {
    kind: 'identity.credentials-reset',
    says: 'Second factors and recovery codes of a person were taken away by somebody else',
    severity: 'high',
    ...overseen,
    raisedBy: [{ act: 'identity.credentials-reset' }],
  },
  {
    kind: 'identity.link-issued-alone',
    says: 'A link to set a password was issued with no second administrator to release it',
    severity: 'high',
    ...overseen,
    raisedBy: [{ act: 'identity.link-issued-alone' }],
  },
  {
    kind: 'identity.forbidden-pair',
    says: 'Somebody was found to hold two roles that are kept apart',
    severity: 'critical',
    ...overseen,
    raisedBy: [{ act: 'identity.forbidden-pair-found' }],
  },
  {
    kind: 'identity.stray-waiver',
    says: 'Somebody was let hold roles that are kept apart by a waiver that nobody granted',
    severity: 'critical',
    ...overseen,
    raisedBy: [{ act: 'identity.stray-waiver-ended' }],
  },
];
