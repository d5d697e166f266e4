import { expect, test } from 'vitest';
import { initialsOf } from './initials.ts';

test.each([
  ['Mary Okafor', 'MO'],
  ['Dr. Elif Kaya', 'EK'],
  ['Prof. Dr. Paul van Renner', 'PR'],
  ['J. Smith', 'JS'],
  ['Interlock', 'I'],
  ['Dr.', 'D'],
  ['', '?'],
])('the initials of “%s” are %s: titles do not count', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
