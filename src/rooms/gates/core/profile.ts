import { amount, heldOf, type Profile } from '../../../foundation/profile.ts';

export const waiverDays = amount({
  key: 'gates.waiverDays',
  says: 'A waiver of a criterion ends at the latest after',
  unit: 'days',
  least: 1,
  most: 180,
  stricter: 'lower',
  strict: 90,
  source: 'ICH Q9(R1) 5.1 (risk is accepted for a time and reviewed); GAMP 5 M7',
});

export const conditionDays = amount({
  key: 'gates.conditionDays',
  says: 'A conditional pass ends at the latest after',
  unit: 'days',
  least: 1,
  most: 90,
  stricter: 'lower',
  strict: 30,
  source: 'GAMP 5 D.7 (release with open deviations, each with its date)',
});

/** How far ahead waivers and conditional passes end at most. */
export const limitsOf = (profile: Profile) => ({
  waiverDays: heldOf(profile, waiverDays),
  conditionDays: heldOf(profile, conditionDays),
});
