import { expect, test } from 'vitest';
import { idsIn, sayField, sayValue, sentenceOf } from './sentence.ts';

const id = '019c18dc-01f4-7000-a389-b0264d5be13f';
const names = new Map([[id, 'Lena Hofer']]);

test('a name stands for an id, words for a code, and a time says its zone', () => {
  expect(
    [id, 'in-progress', '2026-11-24T12:00:00.000Z', true, null, 4, 'LIMS 4.2'].map((value) => sayValue(value, names)),
  ).toEqual(['Lena Hofer', 'in progress', '2026-11-24 12:00 UTC', 'yes', 'nothing', '4', 'LIMS 4.2']);
  expect(['/goLive/start', '/ownerId', `/members/${id}`, ''].map((field) => sayField(field, names))).toEqual([
    'go live, start',
    'owner',
    'members, Lena Hofer',
    'the whole record',
  ]);
});

test('an entry is one sentence that names three changes and counts the rest', () => {
  const changes = ['/ownerId', '/state', '/a', '/b', '/c'].map((field) => ({ field, old: null, new: id }));
  expect(idsIn([{ changes }])).toEqual([id]);
  expect(
    sentenceOf({ by: 'Ada', roles: ['release manager'], says: 'changed the release', record: 'REL-1 LIMS', changes }, names),
  ).toBe(
    'Ada (release manager) changed the release: REL-1 LIMS; owner from nothing to Lena Hofer; state from nothing to Lena Hofer; a from nothing to Lena Hofer; 2 more fields',
  );
});
