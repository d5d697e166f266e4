import { amount, choice, heldOf, type Profile } from '../../../foundation/profile.ts';

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

export const trailBeforeDecision = choice({
  key: 'gates.trailBeforeDecision',
  says: 'Whoever decides a gate has been shown',
  choices: [
    { value: 'criteria', says: 'its criteria; the trail lies beside it' },
    { value: 'criteria-and-trail', says: 'its criteria, and the trail of the record since somebody looked last' },
  ],
  strict: 'criteria-and-trail',
  source:
    'FDA guidance on data integrity (2018), questions 7 and 8 (trails are reviewed with each record, before it is approved); EU GMP Annex 11 clause 9 asks for regular review',
});

/** How far ahead waivers and conditional passes end at most. */
export const limitsOf = (profile: Profile) => ({
  waiverDays: heldOf(profile, waiverDays),
  conditionDays: heldOf(profile, conditionDays),
});
