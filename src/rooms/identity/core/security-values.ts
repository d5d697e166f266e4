import {
  amount,
  choice,
  heldOf,
  strictProfile as nothingHeld,
  type Profile,
  type ProfileValue,
} from '../../../foundation/profile.ts';
import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import {
  choicesInWords,
  type SecondFactorChoice,
  type SigningComponents,
  secondFactorChoices,
  signingComponentChoices,
} from './components.ts';
import type { SecurityProfile } from './password.ts';

const no = defineRefusals('identity', {
  'idle-beyond-absolute': {
    kind: 'rule',
    says: (f: { idle: number; absolute: number }) => `A session would idle ${f.idle} minutes but live only ${f.absolute}.`,
    remedy: 'Let sessions idle no longer than they live.',
  },
});

const passwordMinLength = amount({
  key: 'password.minLength',
  says: 'Characters that a new password has at least',
  unit: 'characters',
  least: 8,
  most: 64,
  stricter: 'higher',
  strict: 12,
  source: 'NIST SP 800-63B-4 and ASVS 5.0 6.2 (length over composition); EU draft Annex 11 11.5; 21 CFR 11.300',
});
const passwordPreset = choice<SecurityProfile['passwordPreset']>({
  key: 'password.preset',
  says: 'A new password is held against the rules of',
  choices: [
    {
      value: 'asvs-nist',
      says: 'ASVS and NIST: length, nothing easy to guess, nothing stolen elsewhere; no rule of composition',
    },
    {
      value: 'annex-11',
      says: 'Annex 11 draft: the same, and letters of both cases, digits, other characters, no word and no name',
    },
  ],
  strict: 'asvs-nist',
  unranked: true,
  source: 'EU draft Annex 11 11.5 (not in force); against it: ASVS 5.0 6.2.5, NIST SP 800-63B-4 3.1.1.2',
});
/** By default off: ageing makes passwords worse, and the list of breached ones finds those that need changing. */
const passwordMaxAge = choice<SecurityProfile['passwordMaxAge']>({
  key: 'password.maxAgeDays',
  says: 'A password is to be changed after',
  choices: [
    { value: 'never', says: 'No time; only when it was stolen elsewhere' },
    { value: 'days-365', says: '365 days' },
    { value: 'days-180', says: '180 days' },
    { value: 'days-90', says: '90 days' },
  ],
  strict: 'never',
  source: '21 CFR 11.300(b) (revised from time to time); against it: ASVS 5.0 6.2.10, NIST SP 800-63B-4 3.1.1.2',
});
const dormantDays = amount({
  key: 'account.dormantDays',
  says: 'An account that nobody uses is disabled after',
  unit: 'days',
  least: 30,
  most: 400,
  stricter: 'lower',
  strict: 90,
  source: '21 CFR 11.300(b) (recalled from time to time), 11.10(d); EU draft Annex 11 11.2; NIST SP 800-53 AC-2(3)',
});
const credentialReviewDays = amount({
  key: 'credentials.reviewDays',
  says: 'What everybody proves themself with is looked through every',
  unit: 'days',
  least: 30,
  most: 366,
  stricter: 'lower',
  strict: 180,
  source: '21 CFR 11.300(b) (checked periodically); EU draft Annex 11 11.2',
});
const failuresBeforeLock = amount({
  key: 'lockout.threshold',
  says: 'Failed attempts in a row that lock an account, signing included',
  unit: 'attempts',
  least: 3,
  most: 10,
  stricter: 'lower',
  strict: 5,
  source: '21 CFR 11.300(d)',
});
const lockMinutes = amount({
  key: 'lockout.minutes',
  says: 'How long a lock lasts that time may end',
  unit: 'minutes',
  least: 5,
  most: 1440,
  stricter: 'higher',
  strict: 15,
  source: 'EU draft Annex 11 11.7 (an administrator lifts it) against availability',
});
const lockUnlock = choice<SecurityProfile['lockUnlock']>({
  key: 'lockout.unlock',
  says: 'A locked account is opened again by',
  choices: [
    { value: 'after-time', says: 'Time, or an administrator earlier' },
    { value: 'administrator', says: 'An administrator alone, who says what they checked' },
  ],
  strict: 'administrator',
  source: 'EU draft Annex 11 11.7; 21 CFR 11.300(d); against it: availability, NIST SP 800-63B-4 3.2.2',
});
const sharedUse = choice<SecurityProfile['sharedUse']>({
  key: 'session.sharedUse',
  says: 'An account that is used from two distant addresses at once',
  choices: [
    { value: 'nothing', says: 'Goes on; the addresses of one person are distant here' },
    { value: 'sign-in-again', says: 'Is an alarm, and signs in again' },
  ],
  strict: 'sign-in-again',
  source:
    'EU draft Annex 11 11.1, 11.3 (accounts are personal); 21 CFR 11.300(d); against it: networks that leave by several addresses',
});
const absoluteMinutes = amount({
  key: 'session.absoluteMinutes',
  says: 'A session ends in any case after',
  unit: 'minutes',
  least: 60,
  most: 1440,
  stricter: 'lower',
  strict: 720,
  source: 'ASVS 5.0 7.3.2',
});
const idleMinutes = amount({
  key: 'session.idleMinutes',
  says: 'A session ends without a request after',
  unit: 'minutes',
  least: 5,
  most: 240,
  stricter: 'lower',
  strict: 30,
  source: 'EU draft Annex 11 11.8; WCAG 2.2.1 (warn and let extend)',
  faults: idleBeyondAbsolute,
});
const rotateMinutes = amount({
  key: 'session.rotateMinutes',
  says: 'The token of a session is replaced after',
  unit: 'minutes',
  least: 5,
  most: 60,
  stricter: 'lower',
  strict: 15,
  source: 'ASVS 5.0 7.2.4',
});
const tokenMaxDays = amount({
  key: 'token.maxDays',
  says: 'An API token lives at most',
  unit: 'days',
  least: 1,
  most: 366,
  stricter: 'lower',
  strict: 365,
  source: '21 CFR 11.300(b) (issued codes are revised)',
});
const secondFactor = choice<SecondFactorChoice>({
  key: 'signIn.secondFactor',
  says: 'Signing in asks for a second factor',
  choices: secondFactorChoices.map((value) => ({ value, says: choicesInWords.secondFactor[value] })),
  strict: 'when-enrolled',
  source: 'EU draft Annex 11 11.6; ASVS 5.0 6.3.3',
});
/** Also read by who tells what tightening it would do. */
export const signingComponentsValue = choice<SigningComponents>({
  key: 'signature.components',
  says: 'The first signature of a series is given with',
  choices: signingComponentChoices.map((value) => ({ value, says: choicesInWords.signingComponents[value] })),
  strict: 'password-and-second-factor',
  source: '21 CFR 11.200(a)(1); EU draft Annex 11 13.3',
});

export const securityValues = {
  passwordMinLength,
  passwordPreset,
  passwordMaxAge,
  dormantDays,
  credentialReviewDays,
  failuresBeforeLock,
  lockMinutes,
  lockUnlock,
  sharedUse,
  idleMinutes,
  absoluteMinutes,
  rotateMinutes,
  tokenMaxDays,
  secondFactor,
  signingComponents: signingComponentsValue,
} as const satisfies { readonly [K in keyof SecurityProfile]: ProfileValue };

/** What identity goes by, out of the profile in force. */
export const securityOf = (profile: Profile): SecurityProfile => ({
  passwordMinLength: heldOf(profile, passwordMinLength),
  passwordPreset: heldOf(profile, passwordPreset),
  passwordMaxAge: heldOf(profile, passwordMaxAge),
  dormantDays: heldOf(profile, dormantDays),
  credentialReviewDays: heldOf(profile, credentialReviewDays),
  failuresBeforeLock: heldOf(profile, failuresBeforeLock),
  lockMinutes: heldOf(profile, lockMinutes),
  lockUnlock: heldOf(profile, lockUnlock),
  sharedUse: heldOf(profile, sharedUse),
  idleMinutes: heldOf(profile, idleMinutes),
  absoluteMinutes: heldOf(profile, absoluteMinutes),
  rotateMinutes: heldOf(profile, rotateMinutes),
  tokenMaxDays: heldOf(profile, tokenMaxDays),
  secondFactor: heldOf(profile, secondFactor),
  signingComponents: heldOf(profile, signingComponentsValue),
});

function idleBeyondAbsolute(profile: Profile): readonly Refusal[] {
  const { idleMinutes: idle, absoluteMinutes: absolute } = securityOf(profile);
  return idle > absolute ? [no['idle-beyond-absolute']({ idle, absolute }, { field: `/values/${idleMinutes.key}` })] : [];
}

export const strictSecurity: SecurityProfile = securityOf(nothingHeld);
