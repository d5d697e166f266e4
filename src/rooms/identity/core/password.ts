import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import type { SecondFactorChoice, SigningComponents } from './components.ts';
import { missingClasses, wordIn } from './password-composition.ts';

/** Amounts on which standards differ. Durations in minutes. */
type SecurityAmounts = {
  readonly passwordMinLength: number;
  readonly failuresBeforeLock: number;
  readonly lockMinutes: number;
  readonly idleMinutes: number;
  readonly absoluteMinutes: number;
  readonly rotateMinutes: number;
  readonly tokenMaxDays: number;
  /** Days without any use after which an account is disabled. */
  readonly dormantDays: number;
  readonly credentialReviewDays: number;
};

/** Values on which standards differ; `core/security-values.ts` offers them to the compliance profile. */
export type SecurityProfile = SecurityAmounts & {
  /** Which rules of composition a new password is held against besides its length. */
  readonly passwordPreset: 'asvs-nist' | 'annex-11';
  readonly secondFactor: SecondFactorChoice;
  readonly signingComponents: SigningComponents;
  /** Days after which a password is asked to be another; `never` where length and the list of breached ones do. */
  readonly passwordMaxAge: 'never' | 'days-365' | 'days-180' | 'days-90';
  /** Who opens a locked account again. */
  readonly lockUnlock: 'after-time' | 'administrator';
  /** What follows where an account is used from two distant addresses at once. */
  readonly sharedUse: 'nothing' | 'sign-in-again';
};

const mostCharacters = 128;

const common = [
  'password',
  'passwort',
  'interlock',
  'qwertz',
  'qwerty',
  '123456',
  'letmein',
  'welcome',
  'iloveyou',
  'administrator',
  'changeme',
];

const no = defineRefusals('identity', {
  'password-too-short': {
    kind: 'rule',
    says: (f: { least: number }) => `A password has at least ${f.least} characters.`,
    remedy: 'Take a longer one; several words are easy to remember.',
  },
  'password-too-long': {
    kind: 'rule',
    says: () => `A password has at most ${mostCharacters} characters.`,
    remedy: 'Take a shorter one.',
  },
  'password-breached': {
    kind: 'rule',
    says: () => 'This password stands in a list of passwords that were stolen elsewhere: it is among the first that are tried.',
    remedy: 'Take another one, that you use nowhere else; and change it wherever you used this one.',
  },
  'password-classes': {
    kind: 'rule',
    says: (f: { missing: readonly string[] }) => `The password has no ${f.missing.join(' and no ')}.`,
    remedy: 'Use small and capital letters, digits and other characters: the rules of this installation ask for all four.',
  },
  'password-word': {
    kind: 'rule',
    says: (f: { word: string }) => `The password holds the word or name “${f.word}”, in whatever spelling.`,
    remedy: 'Take characters that make up no word and no name: the rules of this installation ask for that.',
  },
  'password-guessable': {
    kind: 'rule',
    says: (f: { part: string }) => `The password is easy to guess: it is built around “${f.part}”.`,
    remedy: 'Take words that have nothing to do with you or with this product.',
  },
});

/** As a proof it is worth nothing, however right it is. */
export const passwordBreached = (): Refusal => no['password-breached']({}, { field: '/password' });

/** What the draft of Annex 11 asks of the composition (11.5): all classes, no word and no name. */
function compositionFaults(password: string, person: { readonly name: string; readonly email: string }): readonly Refusal[] {
  const place = { field: '/password' };
  const missing = missingClasses(password);
  const word = wordIn(password, person);
  return [
    ...(missing.length === 0 ? [] : [no['password-classes']({ missing }, place)]),
    ...(word === null ? [] : [no['password-word']({ word }, place)]),
  ];
}

export type PasswordRules = { readonly least: number; readonly most: number; readonly says: readonly string[] };

/** The rules of `passwordFaults` for whoever is about to choose one, in their order. @param hasList whether the operator named a list of breached ones. */
export function passwordRules(profile: SecurityProfile, hasList: boolean): PasswordRules {
  const least = profile.passwordMinLength;
  const says = [`At least ${least} characters, at most ${mostCharacters}; several words are easy to remember.`];
  if (hasList) says.push('None that stands in a list of passwords that were stolen elsewhere.');
  if (profile.passwordPreset === 'annex-11')
    says.push('Small and capital letters, digits and other characters, and no word and no name in it, in whatever spelling.');
  says.push('Not built around your name, your address or a usual password, nor of the same few characters.');
  return { least, most: mostCharacters, says };
}

/** Every rule that a new password breaks. @param isBreached whether it stands in the list of breached ones. */
export function passwordFaults(
  password: string,
  person: { readonly name: string; readonly email: string },
  profile: SecurityProfile,
  isBreached: boolean,
): readonly Refusal[] {
  const place = { field: '/password' };
  const refusals: Refusal[] = [];
  if ([...password].length < profile.passwordMinLength)
    refusals.push(no['password-too-short']({ least: profile.passwordMinLength }, place));
  if (password.length > mostCharacters) refusals.push(no['password-too-long']({}, place));
  if (isBreached) refusals.push(no['password-breached']({}, place));
  const lower = password.toLowerCase();
  if (profile.passwordPreset === 'annex-11') refusals.push(...compositionFaults(password, person));
  const own = [...person.name.toLowerCase().split(/\s+/), person.email.split('@')[0] ?? ''].filter((part) => part.length >= 4);
  const part = [...common, ...own].find((word) => lower.includes(word) && lower.length - word.length < 8);
  if (part !== undefined) refusals.push(no['password-guessable']({ part }, place));
  if (new Set(lower).size < 5 && lower.length > 0) refusals.push(no['password-guessable']({ part: lower.slice(0, 3) }, place));
  return refusals;
}
