import { amount, choice } from '../../../foundation/profile.ts';

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

export const reasonPolicy = choice({
  key: 'audit.reasonPolicy',
  says: 'Whoever changes a regulated field that held a value gives',
  choices: [
    { value: 'acts', says: 'a reason where the act demands one' },
    { value: 'text', says: 'a reason in words' },
    { value: 'code-and-text', says: 'a reason in words and a code of the list' },
  ],
  strict: 'code-and-text',
  source:
    'EU GMP Annex 11 clause 9 (the reason for a change or deletion is documented) and draft 12.2; 21 CFR 11.10(e) asks for none',
});

export const reasonCharacters = amount({
  key: 'audit.reasonCharacters',
  says: 'A reason for the change of a regulated field has at least',
  unit: 'characters',
  least: 3,
  most: 200,
  stricter: 'higher',
  strict: 10,
  source: 'EU GMP Annex 11 clause 9 names no length; one word is seldom a reason',
});
