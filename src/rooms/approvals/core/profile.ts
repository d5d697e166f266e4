import { amount } from '../../../foundation/profile.ts';

export const emergencyHours = amount({
  key: 'approvals.emergencyHours',
  says: 'After a verbal authorisation the missing approvals are signed at the latest after',
  unit: 'hours',
  least: 4,
  most: 168,
  stricter: 'lower',
  strict: 72,
  source: 'NIST CM-3 (emergency changes are reviewed afterwards); ITIL 4 change enablement',
});
