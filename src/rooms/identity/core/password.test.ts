import { expect, test } from 'vitest';
import { afterFailure } from './lock-out.ts';
import { passwordFaults, passwordRules } from './password.ts';
import { strictSecurity } from './security-values.ts';
import { unitKeyFrom } from './unit-key.ts';

const person = { name: 'Ada Lovelace', email: 'ada.lovelace@firm.example' };
const codes = (password: string) =>
  passwordFaults(password, person, strictSecurity, false).map((refusal) => refusal.code.replace('identity.password-', ''));

test('long phrases are fine, with blanks and in any script; short, guessable and endless ones are not', () => {
  expect(codes('nine brown horses graze on the hill, said the old farmer to me!!')).toEqual([]);
  expect(codes('пять чёрных лошадей')).toEqual([]);
  expect(codes('short')).toContain('too-short');
  expect(codes('Interlock2026!')).toEqual(['guessable']);
  expect(codes('lovelace-1815')).toEqual(['guessable']);
  expect(codes('aaaaaaaaaaaaaaaa')).toEqual(['guessable']);
  expect(codes('nine brown horses '.repeat(10))).toEqual(['too-long']);
});

test('what is told before a password is chosen follows the values that hold', () => {
  const told = (more: object, hasList = false) => passwordRules({ ...strictSecurity, ...more }, hasList);
  expect(told({ passwordMinLength: 17 })).toMatchObject({
    least: 17,
    most: 128,
    says: [expect.stringContaining('17 characters'), expect.anything()],
  });
  expect(told({ passwordPreset: 'asvs-nist' }).says.join(' ')).not.toMatch(/capital|stolen/);
  expect(told({ passwordPreset: 'annex-11' }).says.join(' ')).toMatch(
    /capital letters, digits and other characters, and no word/,
  );
  expect(told({}, true).says.join(' ')).toContain('stolen');
});

test('the failure that reaches the limit locks and starts a new count', () => {
  const now = new Date('2026-11-24T12:00:00Z');
  expect(afterFailure(3, strictSecurity, now, true)).toEqual({ failed: 4, lock: null });
  const lock = { until: new Date('2026-11-24T12:15:00Z'), held: true };
  expect(afterFailure(4, strictSecurity, now, true)).toEqual({ failed: 0, lock });
});

test('a key is made of any name', () => {
  expect(unitKeyFrom('Müller & Söhne AG')).toBe('muller-sohne-ag');
  expect(unitKeyFrom('東京')).toBe('organisation');
  expect(unitKeyFrom(`${'x'.repeat(39)} y`)).toMatch(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/);
});
