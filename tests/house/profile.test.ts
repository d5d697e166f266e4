import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rooms } from '../../src/entrances/rooms.ts';
import { directionOf, heldOf, isAllowed, type ProfileValue, strictProfile } from '../../src/foundation/profile.ts';
import { sayRoom } from '../../src/rooms/policies/web/words.ts';

const offered: readonly ProfileValue[] = rooms.flatMap((room) => room.profile ?? []);
const anyOf = (value: ProfileValue): fc.Arbitrary<number | string> =>
  value.type === 'choice'
    ? fc.constantFrom(...value.choices.map((one) => one.value))
    : fc.integer({ min: value.least, max: value.most });

test('the rooms offer values, each key once, each with its source, and each strict default is allowed', () => {
  expect(offered.length).toBeGreaterThan(15);
  expect(new Set(offered.map((value) => value.key)).size).toBe(offered.length);
  for (const value of offered) {
    expect(isAllowed(value, value.strict), value.key).toBe(true);
    expect(value.source.length, value.key).toBeGreaterThan(5);
    expect(heldOf(strictProfile, value)).toBe(value.strict);
  }
});

/** Where regulations and standards differ, row by row. */
const differ = [
  ['signature.subsequent', 'signature.components', 'signature.periodMinutes', 'signature.periodSignatures'],
  ['password.maxAgeDays', 'password.preset', 'credentials.reviewDays'],
  ['lockout.unlock', 'lockout.threshold', 'session.idleMinutes'],
  ['audit.reasonPolicy', 'retention.personYears', 'review.sample'],
  ['alarms.escalationMinutes', 'approvals.notices', 'access.inspectionDays'],
].flat();

test('every value on which sources differ is offered, and each room that offers one has its words on the screen', () => {
  const keys = new Set(offered.map(({ key }) => key));
  expect(differ.filter((key) => !keys.has(key))).toEqual([]);
  const offering = rooms.filter((room) => (room.profile ?? []).length > 0).map(({ room }) => room);
  expect(offering.filter((room) => sayRoom(room) === room)).toEqual([]);
});

test('between two values of one row exactly one way is looser, or both go another way where none is stricter; equal ones are the same', () => {
  const pairs = fc.constantFrom(...offered).chain((value) => fc.tuple(fc.constant(value), anyOf(value), anyOf(value)));
  fc.assert(
    fc.property(pairs, ([value, one, other]) => {
      const [there, back] = [directionOf(value, one, other), directionOf(value, other, one)];
      expect(one === other).toBe(there === 'same');
      const unranked = value.type === 'choice' && value.unranked === true;
      const differ = unranked ? ['other', 'other'] : ['looser', 'stricter'];
      expect([there, back].toSorted()).toEqual(one === other ? ['same', 'same'] : differ);
    }),
  );
});

test('a row that holds what a value may not be counts as strict, never as looser', () => {
  const held = fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.double({ noNaN: true }));
  fc.assert(
    fc.property(fc.constantFrom(...offered), held, (value, given) => {
      const holds = heldOf({ version: 3, held: { [value.key]: given } }, value);
      expect(holds).toBe(isAllowed(value, given) ? given : value.strict);
    }),
  );
});
