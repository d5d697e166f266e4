import { type Amount, amount, choice } from '../../../foundation/profile.ts';

const years = (key: string, says: string, least: number, strict: number, source: string): Amount =>
  amount({ key: `retention.classes.${key}`, says, unit: 'years', least, most: 50, stricter: 'higher', strict, source });

/** Classes of retention, by name: values of the compliance profile, so that a shorter one needs the signature of quality. */
export const classes: Readonly<Record<string, Amount>> = {
  validation: years(
    'validation',
    'Releases, their gates, approvals and signatures, and applications are kept, after they closed, for',
    5,
    10,
    'EU GMP Chapter 4, 4.10 to 4.12; 21 CFR 211.180; 21 CFR 11.10(c)',
  ),
  rules: years(
    'rules',
    'Policies, requirements, templates and settings are kept, after they ended, for',
    5,
    10,
    'EU GMP Chapter 4, 4.12; EU GMP Annex 11, 4.1 and 10',
  ),
  planning: years(
    'planning',
    'Windows, freezes, calendars and collisions are kept, after they ended, for',
    2,
    7,
    'SOX 802 with 17 CFR 210.2-06 (seven years); EU GMP Chapter 4, 4.12',
  ),
  access: years(
    'access',
    'People, accounts, units, groups and tokens are kept, after they ended, for',
    3,
    10,
    '21 CFR 11.10(d), 11.100 and 11.300 with 11.10(c)',
  ),
};

/** What a kind of record without a row in the register does to the server. */
export const registerValue = choice({
  key: 'records.register',
  says: 'A kind of record that has no row in the register',
  choices: [
    { value: 'reported', says: 'is reported in the log of the server, which starts' },
    { value: 'regulated', says: 'keeps the server from starting' },
  ],
  strict: 'regulated',
  source:
    '21 CFR 11.1(b) and 11.2(a) with the FDA guidance of 2003, III.B (which records Part 11 is about is decided and written down)',
});
