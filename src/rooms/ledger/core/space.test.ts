import { expect, test } from 'vitest';
import { judgeSpace, spaceText } from './space.ts';

test.each([
  [79.9, 'between'],
  [80, 'short'],
  [100, 'short'],
  [78, 'between'],
  [77.9, 'enough'],
  [0, 'enough'],
])('%d of 100: %s', (used, judged) => {
  expect(judgeSpace({ used, limit: 100 })).toBe(judged);
});

test('nothing to fill is full, and the share is never rounded up', () => {
  expect(judgeSpace({ used: 0, limit: 0 })).toBe('short');
  expect(spaceText({ used: 32.99e9, limit: 40e9 })).toBe('82 % of 40 GB');
});
