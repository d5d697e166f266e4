import { amount, choice, heldOf, type Profile } from '../../../foundation/profile.ts';

const subsequent = choice({
  key: 'signature.subsequent',
  says: 'A signature that follows within a series is given with',
  choices: [
    { value: 'one-component', says: 'One component that only the signer can use' },
    { value: 'all-components', says: 'All components, each time' },
  ],
  strict: 'one-component',
  source: '21 CFR 11.200(a)(1)(i) (one is enough) against EU draft Annex 11 13.3 (“in immediate sequence”)',
});

const pauseMinutes = amount({
  key: 'signature.pauseMinutes',
  says: 'A series of signatures ends when none followed for',
  unit: 'minutes',
  least: 1,
  most: 30,
  stricter: 'lower',
  strict: 10,
  source: 'EU draft Annex 11 13.3 (“in immediate sequence”)',
});

const periodMinutes = amount({
  key: 'signature.periodMinutes',
  says: 'A series of signatures ends in any case after',
  unit: 'minutes',
  least: 5,
  most: 240,
  stricter: 'lower',
  strict: 60,
  source: '21 CFR 11.200(a)(1)(i) (one continuous period of controlled access)',
});

const periodSignatures = amount({
  key: 'signature.periodSignatures',
  says: 'Signatures that one series has at most',
  unit: 'signatures',
  least: 1,
  most: 200,
  stricter: 'lower',
  strict: 50,
  source: '21 CFR 11.200(a)(1)(i), with a limit by number',
});

export const ceremonyMinutes = amount({
  key: 'signature.ceremonyMinutes',
  says: 'What was shown to be signed can be signed for',
  unit: 'minutes',
  least: 2,
  most: 60,
  stricter: 'lower',
  strict: 10,
  source: '21 CFR 11.70; EU draft Annex 11 13.5 (the signer knows what they sign)',
});

export const signatureValues = [subsequent, pauseMinutes, periodMinutes, periodSignatures, ceremonyMinutes] as const;

/** Limits of an unbroken series of signatures. */
export type SeriesLimits = {
  readonly subsequent: 'one-component' | 'all-components';
  readonly pauseMinutes: number;
  readonly periodMinutes: number;
  readonly most: number;
};

export const seriesLimitsOf = (profile: Profile): SeriesLimits => ({
  subsequent: heldOf(profile, subsequent),
  pauseMinutes: heldOf(profile, pauseMinutes),
  periodMinutes: heldOf(profile, periodMinutes),
  most: heldOf(profile, periodSignatures),
});
