import { expect, test } from 'vitest';
import { layOut, metrics } from './model.ts';
import { pagesOf } from './pages.ts';
import { DAY } from './view.ts';

const lane = (id: string, groupId?: string, overlapping = 1) => ({
  id,
  title: id,
  groupId,
  items: Array.from({ length: overlapping }, (_, at) => ({
    id: `${id}${at}`,
    start: 0,
    end: DAY,
    phase: 'build' as const,
    label: '',
    aria: '',
  })),
});

test('no lane is cut: a page ends before one that does not fit, however high it is', () => {
  const { rows } = layOut([lane('a'), lane('b', undefined, 3), lane('c')]);
  expect(rows.map(({ height }) => height)).toEqual([36, 86, 36]);
  expect(pagesOf(rows, 122)).toEqual([
    { first: 0, count: 2 },
    { first: 2, count: 1 },
  ]);
  expect(pagesOf(rows, 50)).toEqual([
    { first: 0, count: 1 },
    { first: 1, count: 1 },
    { first: 2, count: 1 },
  ]);
});

test('the head of a group goes to the next page with its first lane', () => {
  const { rows } = layOut(
    [lane('a', 'g'), lane('b', 'h')],
    [
      { id: 'g', title: 'G' },
      { id: 'h', title: 'H' },
    ],
  );
  expect(pagesOf(rows, 2 * metrics.group + metrics.lane)).toEqual([
    { first: 0, count: 2 },
    { first: 2, count: 2 },
  ]);
});

test('nothing to print is one empty page', () => {
  expect(pagesOf([], 100)).toEqual([{ first: 0, count: 0 }]);
});
