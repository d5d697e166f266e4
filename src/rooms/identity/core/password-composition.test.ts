import { expect, test } from 'vitest';
import { passwordsOfPresets } from '../../../../tests/support/passwords-of-presets.ts';
import { commonWords } from './common-words.ts';
import { passwordFaults } from './password.ts';
import { missingClasses, wordIn } from './password-composition.ts';
import { strictSecurity } from './security-values.ts';

const person = { name: 'Ada Lovelace', email: 'ada.lovelace@firm.example' };

test('two hundred passwords are taken or refused as the table says, under each preset', () => {
  expect(passwordsOfPresets).toHaveLength(200);
  const found = (preset: 'asvs-nist' | 'annex-11', password: string, isBreached: boolean): string => {
    const faults = passwordFaults(password, person, { ...strictSecurity, passwordPreset: preset }, isBreached);
    const codes = faults.map(({ code }) => code.replace('identity.password-', '')).toSorted();
    return codes.length === 0 ? 'taken' : codes.join(' ');
  };
  const all = passwordsOfPresets.map(({ password, asvs }) => ({
    password,
    asvs: found('asvs-nist', password, asvs === 'breached'),
    annex: found('annex-11', password, asvs === 'breached'),
  }));
  expect(all).toEqual(passwordsOfPresets);
});

test('a word counts in whatever spelling, a name from three letters on, and the list holds no word within another', () => {
  expect(wordIn('xX9#M0unt@inQ', person)).toBe('mountain');
  expect(wordIn('xX9#ádaQ7', person)).toBe('ada');
  expect(wordIn('xX9#Bq7&Zr', person)).toBe(null);
  expect(commonWords.length).toBeGreaterThan(400);
  for (const word of commonWords) expect(commonWords.filter((other) => other !== word && word.includes(other))).toEqual([]);
});

test('every class that is missing is told', () => {
  expect(missingClasses('bcdf')).toEqual(['capital letter', 'digit', 'other character']);
  expect(missingClasses('bF2#')).toEqual([]);
});
