import { expect, test } from 'vitest';
import { addressOfView, gridSort, isShown, keepableOf, queryOf, sortText, withSeveral } from './trail-query.ts';

test('the address is the query of the list and of its export; what does not narrow is left out', () => {
  expect(queryOf({ kind: 'release', key: '', peek: 'x', sort: 'at', from: '2026-12-01T00:00:00.000Z' })).toEqual({
    kind: 'release',
    from: '2026-12-01T00:00:00.000Z',
    sort: 'at',
  });
  expect(queryOf({ sort: '-at' })).toEqual({});
});

test('a kept view holds every filter and the order, and shows what it holds and nothing else', () => {
  const search = { kind: 'release', value: '9.1', sort: 'actor', peek: 'x', view: 'TVW-1', key: '' };
  const kept = keepableOf(search);
  expect(kept).toEqual({ kind: 'release', value: '9.1', sort: 'actor' });
  expect(addressOfView(kept)).toMatchObject({ kind: 'release', value: '9.1', sort: 'actor', actor: null, reason: null });
  expect([isShown(kept, search), isShown(kept, { ...search, role: 'quality' })]).toEqual([true, false]);
});

test('the newest entry comes first unless the address says otherwise, and a click says it', () => {
  expect(gridSort({})).toEqual({ column: 'at', direction: 'desc' });
  expect(sortText({ column: 'at', direction: 'asc' })).toBe('at');
  expect(gridSort({ sort: 'at' }).direction).toBe('asc');
  expect(sortText({ column: 'at', direction: 'desc' })).toBeNull();
  expect(sortText(null)).toBeNull();
});

test('a filter of the address that no single choice is, is shown in words', () => {
  const choices = [
    { value: 'release', label: 'Release' },
    { value: 'gate', label: 'Gate' },
  ];
  expect(withSeveral(choices, 'release,gate')).toEqual({ value: 'release,gate', label: 'Release or Gate' });
  expect(withSeveral(choices, 'plan')).toEqual({ value: 'plan', label: 'plan' });
  expect(withSeveral(choices, 'gate')).toBeNull();
  expect(withSeveral(choices, undefined)).toBeNull();
});
