import { amount } from '../../../foundation/profile.ts';

export const escalationMinutes = amount({
  key: 'alarms.escalationMinutes',
  says: 'An alarm that nobody acknowledged goes to others as well after',
  unit: 'minutes',
  least: 1,
  most: 1440,
  stricter: 'lower',
  strict: 15,
  source: '21 CFR 11.300(d) (reported at once to security and, where fitting, to management)',
});
