import { expect, test } from 'vitest';
import { gridSort, queryOf, viewOf } from './list-query.ts';

test('an address without filters means open releases by go-live', () => {
  expect(queryOf({})).toEqual({ open: 'true', sort: 'goLive' });
  expect(viewOf({ peek: 'REL-1001' })).toBe('open');
});

test('a named view and its filters in the address are the same list', () => {
  expect(queryOf({ view: 'mine' })).toEqual(queryOf({ open: 'true', owner: 'me' }));
  expect(viewOf({ open: 'true', owner: 'me' })).toBe('mine');
});

test('own filters belong to no view, and all releases stay all when a filter is cleared', () => {
  expect(viewOf({ q: 'lims', open: 'true' })).toBeNull();
  expect(queryOf({ view: 'all' })).toEqual({ sort: '-updated' });
});

test('a minus in the address sorts descending', () => {
  expect(gridSort({ sort: '-key' })).toEqual({ column: 'key', direction: 'desc' });
  expect(gridSort({ sort: 'nonsense' })).toEqual({ column: 'goLive', direction: 'asc' });
});
