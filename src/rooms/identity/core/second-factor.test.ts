import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { rooms } from '../../../entrances/rooms.ts';
import { readRecoveryCode, recoveryCodeText } from './recovery-code.ts';
import { demandOf, readingRoles } from './second-factor.ts';

test('the profile says of whom a second factor is asked, and who has to set one up first', () => {
  const has = { enrolled: true, decides: false };
  const decider = { enrolled: false, decides: true };
  const reader = { enrolled: false, decides: false };
  expect([has, decider, reader].map((person) => demandOf('off', person))).toEqual(['open', 'open', 'open']);
  expect([has, decider, reader].map((person) => demandOf('when-enrolled', person))).toEqual(['second-factor', 'open', 'open']);
  expect([has, decider, reader].map((person) => demandOf('required-to-decide', person))).toEqual([
    'second-factor',
    'enrol',
    'open',
  ]);
  expect([has, decider, reader].map((person) => demandOf('required', person))).toEqual(['second-factor', 'enrol', 'enrol']);
});

test('roles that count as reading hold no right to decide in any room', () => {
  // What each does for themself: to say that one has read a policy decides nothing.
  const own = new Set(['identity.name-deputy', 'identity.make-token', 'policies.acknowledge']);
  const deciding = rooms.flatMap((room) =>
    Object.entries(room.rights).filter(([name, right]) => right.personOnly === true && !own.has(name)),
  );
  expect(deciding.length).toBeGreaterThan(3);
  for (const [name, right] of deciding)
    expect(
      right.roles.filter((role) => readingRoles.includes(role)),
      name,
    ).toEqual([]);
});

test('a recovery code is read as it was printed, and as people copy it', () => {
  const code = recoveryCodeText(3, randomBytes(16));
  expect(code).toMatch(/^03(-[0-9A-HJKMNP-TV-Z]{4}){4}$/);
  const read = readRecoveryCode(code);
  expect(read?.position).toBe(3);
  expect(readRecoveryCode(code.toLowerCase().replaceAll('-', ' '))).toEqual(read);
  expect(readRecoveryCode('03-OOOO-IIII-LLLL-0000')).toEqual({ position: 3, secret: '0000111111110000' });
  for (const none of [
    '',
    '123456',
    '00-7KQ2-M9ZC-4HTR-XW5E',
    '11-7KQ2-M9ZC-4HTR-XW5E',
    '03-7KQ2-M9ZC-4HTR',
    '03-7KQ2-M9ZC-4HTR-XW5U',
  ])
    expect(readRecoveryCode(none), none).toBeNull();
});
