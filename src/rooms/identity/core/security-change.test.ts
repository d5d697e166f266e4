import fc from 'fast-check';
import { expect, test } from 'vitest';
import { secondFactorChoices, signingComponentChoices } from './components.ts';
import { profileBounds, type SecurityAmounts, type SecurityProfile, strictProfile } from './password.ts';
import { loosened, securityChangeFaults, securityValues } from './security-change.ts';

const value = (name: keyof SecurityAmounts) => fc.integer({ min: profileBounds[name][0], max: profileBounds[name][1] });
const profile: fc.Arbitrary<SecurityProfile> = fc
  .record({
    passwordMinLength: value('passwordMinLength'),
    failuresBeforeLock: value('failuresBeforeLock'),
    lockMinutes: value('lockMinutes'),
    idleMinutes: value('idleMinutes'),
    absoluteMinutes: value('absoluteMinutes'),
    rotateMinutes: value('rotateMinutes'),
    tokenMaxDays: value('tokenMaxDays'),
    secondFactor: fc.constantFrom(...secondFactorChoices),
    signingComponents: fc.constantFrom(...signingComponentChoices),
  })
  .filter((one) => one.idleMinutes <= one.absoluteMinutes);

test('between two profiles within bounds only a loosening is refused without a reason, and nothing with one', () => {
  fc.assert(
    fc.property(profile, profile, (before, after) => {
      const looser = loosened(before, after);
      expect(securityChangeFaults(before, after, undefined).map((refusal) => refusal.code)).toEqual(
        looser.length > 0 ? ['identity.loosening-needs-reason'] : [],
      );
      expect(securityChangeFaults(before, after, 'asked by the site')).toEqual([]);
      for (const name of securityValues) {
        expect(looser.includes(name) || loosened(after, before).includes(name)).toBe(before[name] !== after[name]);
      }
    }),
  );
});

test('the strict default lies within its own bounds', () => {
  expect(securityChangeFaults(strictProfile, strictProfile, undefined)).toEqual([]);
});

test('giving up the second factor of sign-in or of signatures loosens, asking it of more people does not', () => {
  const with_ = (change: Partial<SecurityProfile>): SecurityProfile => ({ ...strictProfile, ...change });
  expect(loosened(strictProfile, with_({ secondFactor: 'off' }))).toEqual(['secondFactor']);
  expect(loosened(strictProfile, with_({ signingComponents: 'password-only' }))).toEqual(['signingComponents']);
  expect(loosened(strictProfile, with_({ secondFactor: 'required-to-decide' }))).toEqual([]);
  expect(loosened(with_({ secondFactor: 'required' }), with_({ secondFactor: 'required-to-decide' }))).toEqual(['secondFactor']);
});
