import { expect, test } from 'vitest';
import { freshBytes } from './fresh-bytes.ts';

test('bytes are never given twice, also where the supply is drawn anew, and are the own of whoever got them', () => {
  const given = Array.from({ length: 2_000 }, (_, index) => freshBytes(16 + (index % 3)));
  expect(given.map((bytes) => bytes.length).slice(0, 4)).toEqual([16, 17, 18, 16]);
  expect(new Set(given.map((bytes) => bytes.toString('hex'))).size).toBe(given.length);
  const [first] = given;
  const before = first?.toString('hex');
  first?.fill(1);
  expect(given.slice(1).some((bytes) => bytes.toString('hex') === before || bytes.every((one) => one === 0 || one === 1))).toBe(
    false,
  );
});
