import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import { secondFactorChoices, signingComponentChoices } from './components.ts';
import { profileBounds, type SecurityAmounts, type SecurityProfile } from './password.ts';

type Amount = keyof SecurityAmounts;
type Value = keyof SecurityProfile;

/** Which way each amount is stricter. */
const stricterWhen: { readonly [K in Amount]: 'higher' | 'lower' } = {
  passwordMinLength: 'higher',
  failuresBeforeLock: 'lower',
  lockMinutes: 'higher',
  idleMinutes: 'lower',
  absoluteMinutes: 'lower',
  rotateMinutes: 'lower',
  tokenMaxDays: 'lower',
};

export const securityAmounts: readonly Amount[] = [
  'passwordMinLength',
  'failuresBeforeLock',
  'lockMinutes',
  'idleMinutes',
  'absoluteMinutes',
  'rotateMinutes',
  'tokenMaxDays',
];
export const securityValues: readonly Value[] = [...securityAmounts, 'secondFactor', 'signingComponents'];

/** How strict a value is, as a number: higher protects more. */
function strictnessOf(profile: SecurityProfile, value: Value): number {
  if (value === 'secondFactor') return secondFactorChoices.indexOf(profile.secondFactor);
  if (value === 'signingComponents') return signingComponentChoices.indexOf(profile.signingComponents);
  return stricterWhen[value] === 'higher' ? profile[value] : -profile[value];
}

const no = defineRefusals('identity', {
  'outside-bounds': {
    kind: 'rule',
    says: (f: { value: string; least: number; most: number }) =>
      `${f.value} lies between ${f.least} and ${f.most}: no protection can be switched off.`,
    remedy: (f) => `Choose a value from ${f.least} to ${f.most}.`,
  },
  'loosening-needs-reason': {
    kind: 'rule',
    says: (f: { values: readonly string[] }) => `This loosens ${f.values.join(', ')}.`,
    remedy: 'Say why; the reason is recorded with the change.',
  },
  'idle-beyond-absolute': {
    kind: 'rule',
    says: (f: { idle: number; absolute: number }) => `A session would idle ${f.idle} minutes but live only ${f.absolute}.`,
    remedy: 'Let sessions idle no longer than they live.',
  },
});

/** Values of `after` that protect less than those of `before`. */
export const loosened = (before: SecurityProfile, after: SecurityProfile): readonly Value[] =>
  securityValues.filter((value) => strictnessOf(after, value) < strictnessOf(before, value));

/** Tightening is free; loosening needs a reason; bounds hold always. */
export function securityChangeFaults(
  before: SecurityProfile,
  after: SecurityProfile,
  reason: string | undefined,
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  for (const value of securityAmounts) {
    const [least, most] = profileBounds[value];
    if (after[value] < least || after[value] > most)
      refusals.push(no['outside-bounds']({ value, least, most }, { field: `/${value}` }));
  }
  if (after.idleMinutes > after.absoluteMinutes) {
    refusals.push(
      no['idle-beyond-absolute']({ idle: after.idleMinutes, absolute: after.absoluteMinutes }, { field: '/idleMinutes' }),
    );
  }
  const looser = loosened(before, after);
  if (looser.length > 0 && reason === undefined)
    refusals.push(no['loosening-needs-reason']({ values: looser }, { field: '/reason' }));
  return refusals;
}
