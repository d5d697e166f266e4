import { expect, test } from 'vitest';
import { changesOf, valueText } from './history-entry.ts';

const person = '019c0633-f79f-7013-9bb9-3aa3457f1915';
const decision = '01a0c0d5-4f00-7002-bb58-2e231c86c8b1';

test('what came as a whole is one line, told by its parts and without ids', () => {
  const changes = [
    { field: '/state', old: 'accepted', new: 'planned' },
    { field: `/decisions/${decision}/kind`, old: null, new: 'plan' },
    { field: `/decisions/${decision}/place`, old: null, new: 1 },
    { field: `/decisions/${decision}/by`, old: null, new: person },
  ];
  expect(changesOf(changes, new Map([[person, 'Marc Delacroix']]))).toEqual([
    { field: 'state', before: 'accepted', after: 'planned' },
    { field: 'decisions', before: '', after: 'kind: plan; by: Marc Delacroix' },
  ]);
});

test('one changed field of a row names the row', () => {
  expect(changesOf([{ field: '/phases/uat/end', old: '2026-11-21T10:00:00.000Z', new: null }], new Map())).toEqual([
    { field: 'phases › uat › end', before: '2026-11-21 10:00 UTC', after: '' },
  ]);
});

test('records and lists become text', () => {
  expect(valueText({ start: '2026-11-21T10:00:00.000Z', zone: 'UTC', end: null })).toBe('start: 2026-11-21 10:00 UTC; zone: UTC');
  expect(valueText([1, true])).toBe('1, yes');
});
