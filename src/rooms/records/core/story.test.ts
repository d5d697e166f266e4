import { describe, expect, test } from 'vitest';
import type { Coverage } from '../../../foundation/signing.ts';
import { storyOf, type Told } from './story.ts';
import type { ToldEntry } from './told-entry.ts';

const table: readonly Coverage[] = [
  {
    verb: 'plan',
    act: 'releases.planned',
    meaning: 'approved',
    covers: ['goLive', 'follows'],
    afterChange: 'It is approved anew.',
  },
];

let number = 0;
const entry = (act: string, requestId: string, field: string): ToldEntry => {
  number += 1;
  return {
    id: `entry-${number}`,
    number,
    at: '2026-11-24T12:00:00.000Z',
    actor: { id: 'ana', name: 'Ana', kind: 'person', roles: ['release-manager'], via: 'session' },
    act,
    says: act,
    subject: { kind: 'release', id: 'r', key: 'REL-1', version: number, place: number },
    reason: null,
    requestId,
    changes: [{ field, old: null, new: number }],
    build: 'test',
    hash: '',
    previousHash: null,
  };
};

const changesAfter = (entries: readonly ToldEntry[]) => {
  const told: Told = {
    release: { id: 'r', key: 'REL-1', decisions: [] },
    gates: [],
    signatures: [],
    entries,
    coverage: new Map([['release', table]]),
  };
  return storyOf(told).map((decision) => decision.changedAfter.map((change) => change.says));
};

describe('what changed after a decision', () => {
  const planned = entry('releases.planned', 'one', '/state');

  test('is what its signature covers and a later act wrote', () => {
    expect(changesAfter([planned, entry('releases.moved', 'two', '/goLive/start')])).toEqual([['releases.moved']]);
    expect(changesAfter([planned, entry('releases.changed', 'two', '/summary')])).toEqual([[]]);
  });

  test('is nothing that the same act wrote beside its own entry', () => {
    expect(changesAfter([planned, entry('policies.followed', 'one', '/follows/POL-1')])).toEqual([[]]);
  });
});
