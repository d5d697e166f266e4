import { amount, choice } from '../../../foundation/profile.ts';

/** What the compliance profile says of the separation of duties. */
export const separationValues = {
  /** Whether a waiver may let somebody hold a pair that Interlock itself keeps apart. */
  floor: choice<'by-waiver' | 'never'>({
    key: 'separation.builtIn',
    says: 'Roles that Interlock itself keeps apart may be held together',
    choices: [
      { value: 'by-waiver', says: 'By a signed waiver that ends' },
      { value: 'never', says: 'Never' },
    ],
    strict: 'never',
    source: '21 CFR 11.10(g); FDA Data Integrity guidance 2018, Q4; EU draft Annex 11 11.10',
  }),
  waiverDays: amount({
    key: 'separation.waiverDays',
    says: 'A waiver of roles kept apart lasts at most',
    unit: 'days',
    least: 1,
    most: 180,
    stricter: 'lower',
    strict: 90,
    source: 'SOX section 404, COSO principle 10 (compensating controls are temporary); FDA Data Integrity guidance 2018, Q4',
  }),
} as const;
