import { expect, test } from 'vitest';
import { worthOf } from './exception-words.ts';

const one = { inForce: false, over: false } as const;

test('an exception is worth something only while it is in force', () => {
  expect(worthOf({ ...one, state: 'granted', inForce: true })).toEqual({ text: 'In force', tone: 'teal' });
  expect(worthOf({ ...one, state: 'granted', over: true }).text).toBe('Its time is over');
  expect(worthOf({ ...one, state: 'granted' })).toEqual({ text: 'Counts no more: unsigned', tone: 'red' });
  expect(worthOf({ ...one, state: 'asked' }).tone).toBe('yellow');
  expect(worthOf({ ...one, state: 'asked', over: true }).tone).toBe('gray');
  expect(worthOf({ ...one, state: 'refused' })).toEqual({ text: 'Refused', tone: 'red' });
});
