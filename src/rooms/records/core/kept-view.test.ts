import { expect, test } from 'vitest';
import { rooms } from '../../../entrances/rooms.ts';
import { isByItself, isKept, ownAccount, recordOf } from './kept-view.ts';

const page = { operation: 'releases.show', file: false };
const file = { operation: 'releases.export', file: true };

test('all that an inspector is shown is kept, of an auditor the files, of others nothing', () => {
  expect(isKept(['inspector'], page)).toBe(true);
  expect(isKept(['stakeholder', 'inspector'], file)).toBe(true);
  expect(isKept(['auditor'], page)).toBe(false);
  expect(isKept(['auditor'], file)).toBe(true);
  expect(isKept(['release-manager'], file)).toBe(false);
});

test('only what a person sees of their own sign-in is left out', () => {
  const reading = rooms.flatMap((room) => room.routes.map(({ operation }) => operation)).filter(({ method }) => method === 'GET');
  for (const id of ownAccount) {
    expect(reading.find((operation) => operation.id === id)?.right, id).toMatch(/^sign/);
    expect(isKept(['inspector'], { operation: id, file: false })).toBe(false);
  }
});

test('the record is the one that the address names', () => {
  expect(recordOf({ params: { kind: 'gate', id: 'x' }, query: {} })).toEqual({ kind: 'gate', record: 'x' });
  expect(recordOf({ params: {}, query: { key: 'REL-1' } })).toEqual({ kind: null, record: 'REL-1' });
  expect(recordOf({ params: {}, query: { limit: '5' } })).toEqual({ kind: null, record: null });
});

test('only a page that is signed in reads by itself; no header hides a file, nor what a machine reads', () => {
  expect(isByItself('session', { file: false, background: true })).toBe(true);
  expect(isByItself('session', { file: false, background: false })).toBe(false);
  expect(isByItself('session', { file: true, background: true })).toBe(false);
  expect(isByItself('token', { file: false, background: true })).toBe(false);
});
