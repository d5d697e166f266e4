import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, type Json, leafHash, sha256 } from '../../../foundation/canonical-json.ts';
import { canonicalEntry } from './canonical-entry.ts';
import { commitmentTo, type EntryBody, hashOfEntry } from './entry.ts';

const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })).filter((some) => some.isWellFormed());
const value: fc.Arbitrary<Json> = fc.letrec<{ any: Json }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 3 }),
    // Keys that look like numbers come in another order out of an object than RFC 8785 wants them.
    fc.dictionary(fc.oneof(text, fc.nat().map(String)), tie('any'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).any;

const body: fc.Arbitrary<EntryBody> = fc.record({
  id: text,
  at: text,
  actorId: text,
  actorKind: text,
  actorRoles: fc.array(text, { maxLength: 3 }),
  via: text,
  act: text,
  subjectKind: text,
  subjectId: text,
  subjectKey: fc.option(text),
  subjectVersion: fc.integer(),
  subjectPlace: fc.nat(),
  unitIds: fc.array(text, { maxLength: 3 }),
  changes: fc.array(fc.record({ field: text, old: value, new: value }), { maxLength: 4 }),
  commitments: fc.dictionary(text, text, { maxKeys: 4, noNullPrototype: true }),
  requestId: text,
  build: text,
  configuration: fc.option(fc.nat()),
  reasonCode: fc.option(text),
  previousHash: fc.option(text),
});

describe('what the hash of an entry covers', () => {
  test('the form that is written straight is that of RFC 8785, for any entry', () => {
    fc.assert(
      fc.property(body, (some) => {
        const { configuration, reasonCode, ...first } = some;
        const second = configuration === null && reasonCode === null ? { format: 1 } : { format: 2, configuration, reasonCode };
        const json: Json = { ...second, ...first, changes: some.changes.map((change) => ({ ...change })) };
        expect(canonicalEntry(some)).toBe(canonicalJson(json));
        expect(hashOfEntry(some)).toEqual(leafHash(json));
      }),
      { numRuns: 2_000 },
    );
  });

  test('an entry of the first version keeps its hash for all time', () => {
    const entry: EntryBody = {
      id: '0199c0de-0000-7000-8000-000000000001',
      at: '2026-11-24T12:00:00.000Z',
      actorId: '0199c0de-0000-7000-8000-000000000002',
      actorKind: 'person',
      actorRoles: ['release-manager'],
      via: 'session',
      act: 'releases.accepted',
      subjectKind: 'release',
      subjectId: '0199c0de-0000-7000-8000-000000000003',
      subjectKey: 'REL-1042',
      subjectVersion: 2,
      subjectPlace: 2,
      unitIds: [],
      changes: [{ field: '/state', old: 'proposed', new: 'accepted' }],
      commitments: { actor: '00' },
      requestId: 'r',
      build: '0.1.0',
      configuration: null,
      reasonCode: null,
      previousHash: null,
    };
    expect(hashOfEntry(entry).toString('hex')).toBe('62959ac24d0af2e208d99850609e1b9ae347c0e0c8cad6dc71da7563f011dd01');
    // A code or a configuration that somebody adds to it later is no part of what was hashed.
    for (const more of [{ reasonCode: 'correction' }, { configuration: 0 }])
      expect(hashOfEntry({ ...entry, ...more })).not.toEqual(hashOfEntry(entry));
  });

  test('a commitment is SHA-256 of salt and canonical value', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), value, (salt, some) => {
        const side = { slot: 'actor', salt: Buffer.from(salt).toString('hex'), value: some };
        expect(commitmentTo(side)).toBe(sha256(salt, canonicalJson(some)).toString('hex'));
      }),
    );
  });
});
