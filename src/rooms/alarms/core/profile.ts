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

export const suppressionHours = amount({
  key: 'alarms.suppressionHours',
  says: 'Nobody is told of a kind of alarm, where that was approved, for at most',
  unit: 'hours',
  least: 1,
  most: 168,
  stricter: 'lower',
  strict: 24,
  source: 'EU GMP Annex 11 draft 8.6 (suppression is limited in time, with its reason and approval)',
});

export const reviewDays = amount({
  key: 'alarms.reviewDays',
  says: 'The log of alarms is reviewed again within',
  unit: 'days',
  least: 1,
  most: 366,
  stricter: 'lower',
  strict: 30,
  source: 'EU GMP Annex 11 draft 8.7 (the log of alarms is reviewed from time to time)',
});
