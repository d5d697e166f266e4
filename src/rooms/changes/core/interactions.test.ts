import { describe, expect, test } from 'vitest';
import type { ChangeApplication } from './change.ts';
import { type Edge, interactionsOf } from './interactions.ts';

const changed = (applicationId: string): ChangeApplication => ({ applicationId, role: 'changed' });
const tested = (applicationId: string): ChangeApplication => ({ applicationId, role: 'regression' });
const needs = (fromId: string, toId: string): Edge => ({ fromId, toId });

describe('changes that touch each other', () => {
  test.each([
    ['both change it', [changed('a')], [changed('a')], 1],
    ['one changes what the other tests', [tested('a')], [changed('a')], 1],
    ['one tests what the other changes', [changed('a')], [tested('a')], 1],
    ['both only test it', [tested('a')], [tested('a')], 0],
    ['they touch different applications', [changed('a')], [changed('b')], 0],
  ])('the same application: %s', (_what, mine, theirs, count) => {
    expect(interactionsOf(mine, theirs, [])).toHaveLength(count);
  });

  test('what needs what the other changes is found from both sides, once each', () => {
    const edges = [needs('a', 'b')];
    expect(interactionsOf([changed('a')], [changed('b')], edges)).toEqual([{ how: 'needs', mine: 'a', theirs: 'b' }]);
    expect(interactionsOf([changed('b')], [changed('a')], edges)).toEqual([{ how: 'needed-by', mine: 'b', theirs: 'a' }]);
    expect(interactionsOf([tested('a')], [changed('b')], edges)).toHaveLength(1);
    expect(interactionsOf([changed('a')], [tested('b')], edges)).toEqual([]);
  });

  test('applications that need each other are told both ways', () => {
    const hows = interactionsOf([changed('a')], [changed('b')], [needs('a', 'b'), needs('b', 'a')]).map(({ how }) => how);
    expect(hows).toEqual(['needs', 'needed-by']);
  });
});
