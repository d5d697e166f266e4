import { amount } from '../../../foundation/profile.ts';

export const personYears = amount({
  key: 'retention.personYears',
  says: 'What somebody did is kept with their name, after they left, for',
  unit: 'years',
  least: 3,
  most: 50,
  stricter: 'higher',
  strict: 10,
  source: '21 CFR 11.50 with 11.10(c) (the printed name as long as the record) against GDPR 17 and 5(1)(e)',
});
