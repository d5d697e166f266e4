import { amount, choice, heldOf, type Profile } from '../../../foundation/profile.ts';

export const reviewSample = choice({
  key: 'review.sample',
  says: 'A review of the audit trail looks, besides its focus list, at',
  choices: [
    { value: 'drawn', says: 'a sample that is drawn with a recorded seed' },
    { value: 'everything', says: 'every entry that it covers' },
  ],
  strict: 'drawn',
  // Neither is stricter: one trusts a rule, the other the patience of whoever reads two thousand entries.
  unranked: true,
  source:
    'EU GMP Annex 11 draft 12.7 (a review of everything may be ineffective), PIC/S PI 041-1 9.8 (random and targeted); against it: auditors who sample whole populations',
});

export const lateHours = amount({
  key: 'review.lateHours',
  says: 'A review looks at results that were recorded later after they were found than',
  unit: 'hours',
  least: 1,
  most: 168,
  stricter: 'lower',
  strict: 24,
  source: 'PIC/S PI 041-1 (contemporaneous); no source names a number',
});

/** How a review is drawn, of the profile in force. */
export type ReviewRules = { readonly sample: 'drawn' | 'everything'; readonly lateHours: number };

export const reviewRulesOf = (profile: Profile): ReviewRules => ({
  sample: heldOf(profile, reviewSample),
  lateHours: heldOf(profile, lateHours),
});
