import { amount, choice } from '../../../foundation/profile.ts';

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

export const notices = choice({
  key: 'approvals.notices',
  says: '“No objection by a date”, for records without GxP and SOX relevance',
  choices: [
    { value: 'allowed', says: 'notices may be given; silence is recorded, and is never an approval' },
    { value: 'refused', says: 'silence decides nothing' },
  ],
  strict: 'refused',
  source: 'EU GMP Annex 11 and 21 CFR Part 11 know no approval by silence',
});
