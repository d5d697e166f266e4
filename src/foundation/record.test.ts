import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alike } from './alike.ts';
import { canonicalJson, type Json } from './canonical-json.ts';
import { applyChanges, changesBetween, type FieldChange, type RecordFields } from './record.ts';

const leaf = fc.oneof(
  fc.string({ maxLength: 3 }),
  fc.integer({ min: 0, max: 3 }),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.nat(2), { maxLength: 2 }),
);
const key = fc.constantFrom('a', 'b', 'c/d', 'e~f', '');
const record: fc.Arbitrary<RecordFields> = fc.letrec<{ node: Json; fields: RecordFields }>((tie) => ({
  node: fc.oneof({ depthSize: 'small' }, leaf, tie('fields')),
  fields: fc.dictionary(key, tie('node'), { maxKeys: 4 }),
})).fields;

/** Leaf by leaf over whole lists of leaves: what the side-by-side walk must say. */
function plainChanges(before: RecordFields | null, after: RecordFields | null): readonly FieldChange[] {
  const leaves = (value: Json, path: string): readonly (readonly [string, Json])[] =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? [[path, value]]
      : Object.entries(value).flatMap(([name, inner]) =>
          leaves(inner, `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
        );
  const [old, now] = [new Map(leaves(before ?? {}, '')), new Map(leaves(after ?? {}, ''))];
  const changed = [...now].filter(([field, value]) => canonicalJson(value) !== canonicalJson(old.get(field) ?? null));
  const gone = [...old].filter(([field, value]) => !now.has(field) && value !== null);
  return [
    ...changed.map(([field, value]) => ({ field, old: old.get(field) ?? null, new: value })),
    ...gone.map(([field, value]) => ({ field, old: value, new: null })),
  ];
}

const byField = (changes: readonly FieldChange[]) => changes.toSorted((a, b) => (a.field < b.field ? -1 : 1));

describe('changes between two states of a record', () => {
  test('are those of its leaves, whatever became of its branches', () => {
    const states = fc.option(record, { nil: null });
    fc.assert(
      fc.property(states, states, (before, after) => {
        expect(byField(changesBetween(before, after))).toEqual(byField(plainChanges(before, after)));
      }),
      { numRuns: 2_000 },
    );
  });

  test('applied one after the other they rebuild the last state; fields that are null are left out', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 5 }), (states) => {
        const changes = states.flatMap((state, index) => changesBetween(states[index - 1] ?? null, state));
        const last = states.at(-1) ?? {};
        expect(alike(applyChanges(changes), applyChanges(changesBetween(null, last)))).toBe(true);
      }),
    );
  });

  test('a field that turns from a value into a branch, and back', () => {
    expect(changesBetween({ a: 1 }, { a: { b: 2 } })).toEqual([
      { field: '/a/b', old: null, new: 2 },
      { field: '/a', old: 1, new: null },
    ]);
    expect(changesBetween({ a: { b: 2 } }, { a: 1 })).toEqual([
      { field: '/a', old: null, new: 1 },
      { field: '/a/b', old: 2, new: null },
    ]);
  });
});
