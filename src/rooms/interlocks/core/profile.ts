import { amount } from '../../../foundation/profile.ts';

/** An exception is for a time that people still remember. */
export const exceptionDays = amount({
  key: 'interlocks.exceptionDays',
  says: 'An exception to a collision or freeze ends at the latest after',
  unit: 'days',
  least: 1,
  most: 180,
  stricter: 'lower',
  strict: 90,
  source: 'ICH Q9(R1) 5.1 (risk is accepted for a time and reviewed)',
});
