import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawSample, sampleSize } from './sample.ts';

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at + 1);

test('the size follows the rule: all of a few, the root and one, never more than 200', () => {
  expect([0, 4, 10, 50, 81, 100, 900, 10_000, 1_000_000].map(sampleSize)).toEqual([0, 4, 10, 10, 10, 11, 31, 101, 200]);
});

test('the same seed over the same entries draws the same, another seed another', () => {
  const first = drawSample('a seed', upTo(500), 24);
  expect(drawSample('a seed', upTo(500).toReversed(), 24)).toEqual(first);
  expect(drawSample('another', upTo(500), 24)).not.toEqual(first);
  expect(first).toHaveLength(24);
});

test('entries that are added change nothing in the order of the others', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 60 }), (seed, before, more) => {
      const drawn = drawSample(seed, upTo(before), 10);
      const again = drawSample(seed, upTo(before + more), 10).filter((number) => number <= before);
      expect(drawn).toEqual(expect.arrayContaining([...again]));
    }),
  );
});
