import { amount } from '../../../foundation/profile.ts';

export const exceptionDays = amount({
  key: 'policies.exceptionDays',
  says: 'An exception from a policy ends at the latest after',
  unit: 'days',
  least: 1,
  most: 180,
  stricter: 'lower',
  strict: 90,
  source: 'ICH Q9(R1) 5.1 (risk is accepted for a time and reviewed)',
});
