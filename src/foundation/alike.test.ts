import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alike } from './alike.ts';

test('two values are alike exactly when their JSON is the same, in whatever order their keys were written', () => {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, inner]) => [key, sorted(inner)]),
    );
  };
  const text = (value: unknown) => JSON.stringify(sorted(value));
  const values = fc.jsonValue({ maxDepth: 3 }).map((value): unknown => JSON.parse(JSON.stringify(value)));
  fc.assert(
    fc.property(values, values, (one, other) => alike(one, other) === (text(one) === text(other))),
    { numRuns: 500 },
  );
  fc.assert(fc.property(values, (value) => alike(value, structuredClone(value))));
});

test('dates are compared by their moment, undefined counts as missing', () => {
  expect(alike({ at: new Date(5) }, { at: new Date(5) })).toBe(true);
  expect(alike({ at: new Date(5) }, { at: new Date(6) })).toBe(false);
  expect(alike({ at: new Date(5) }, { at: {} })).toBe(false);
  expect(alike({ a: 1, b: undefined }, { a: 1 })).toBe(true);
  expect(alike({ a: 1 }, { a: 1, b: undefined })).toBe(true);
  expect(alike([1, 2], [1])).toBe(false);
  expect(alike([], {})).toBe(false);
});
