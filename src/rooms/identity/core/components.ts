import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';

/** When signing in asks for a second factor, from the loosest to the strictest. `required-to-decide`: of people whose roles do more than read. */
export const secondFactorChoices = ['off', 'when-enrolled', 'required-to-decide', 'required'] as const;
export type SecondFactorChoice = (typeof secondFactorChoices)[number];

/** What a signature is given with, from the loosest to the strictest (21 CFR 11.200(a)(1); compliance profile `signing.components`). */
export const signingComponentChoices = ['password-only', 'password-and-second-factor'] as const;
export type SigningComponents = (typeof signingComponentChoices)[number];

/** The choices in words, for screens. */
export const choicesInWords = {
  secondFactor: {
    off: 'Never',
    'when-enrolled': 'When the person has one',
    'required-to-decide': 'Always, of people who do more than read',
    required: 'Always',
  },
  signingComponents: {
    'password-only': 'Password',
    'password-and-second-factor': 'Password and second factor',
  },
} as const;

/** How somebody proved to be themself. */
export type Method = 'password' | 'code' | 'passkey' | 'recovery-code';

/** Where a signature stands in an unbroken series of them (21 CFR 11.200(a)(1)(i)): the first, or one that follows within its limits. */
export type Series = 'first' | 'continued';

const no = defineRefusals('identity', {
  'components-missing': {
    kind: 'rule',
    says: (f: { needs: readonly string[] }) => `This needs ${f.needs.join(' and ')}.`,
    remedy: 'Give what is missing, all of it for this one act.',
  },
});

const say = {
  password: 'your password',
  second: 'a code of your authenticator app or your passkey',
  one: 'your password, a code of your authenticator app or your passkey',
} as const;

type Given = { readonly password?: unknown; readonly code?: unknown; readonly passkey?: unknown };

/**
 * What is missing of the components that the profile asks for. The first signature of a series takes all of them; one that follows takes at least one that only
 * this person can use. A session never counts as one.
 */
export function missingComponents(given: Given, components: SigningComponents, series: Series): readonly Refusal[] {
  const password = given.password !== undefined && given.password !== '';
  const second = (given.code !== undefined && given.code !== '') || given.passkey !== undefined;
  if (series === 'continued') return password || second ? [] : [no['components-missing']({ needs: [say.one] })];
  const needs = [...(password ? [] : [say.password]), ...(second || components === 'password-only' ? [] : [say.second])];
  return needs.length === 0 ? [] : [no['components-missing']({ needs }, { field: password ? '/code' : '/password' })];
}
