import fc from 'fast-check';
import { expect, test } from 'vitest';
import { profileBounds, type SecurityProfile, strictProfile } from './password.ts';
import { loosened, securityChangeFaults, securityValues } from './security-change.ts';

const value = (name: keyof SecurityProfile) => fc.integer({ min: profileBounds[name][0], max: profileBounds[name][1] });
const profile: fc.Arbitrary<SecurityProfile> = fc
  .record({
    passwordMinLength: value('passwordMinLength'),
    failuresBeforeLock: value('failuresBeforeLock'),
    lockMinutes: value('lockMinutes'),
    idleMinutes: value('idleMinutes'),
    absoluteMinutes: value('absoluteMinutes'),
    rotateMinutes: value('rotateMinutes'),
    tokenMaxDays: value('tokenMaxDays'),
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
