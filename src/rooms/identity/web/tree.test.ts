import { expect, it } from 'vitest';
import { linesOf, stepOf, type UnitRow } from './tree.ts';

const unit = (id: string, parentId: string | null): UnitRow => ({ id, key: id, name: id, parentId, state: 'active' });
const units = [unit('root', null), unit('b', 'root'), unit('a', 'root'), unit('a1', 'a'), unit('lost', 'gone')];

it('the tree shows units below their parents by name, and one whose parent is not there at the top', () => {
  expect(linesOf(units, new Set()).map((line) => [line.unit.id, line.level])).toEqual([
    ['lost', 1],
    ['root', 1],
    ['a', 2],
    ['a1', 3],
    ['b', 2],
  ]);
  expect(linesOf(units, new Set(['a'])).map((line) => line.unit.id)).not.toContain('a1');
});

it('right opens and goes in, left closes and goes out', () => {
  const open = linesOf(units, new Set());
  const closed = linesOf(units, new Set(['a']));
  expect(stepOf('ArrowRight', closed, 2)).toEqual({ kind: 'open', id: 'a' });
  expect(stepOf('ArrowRight', open, 2)).toEqual({ kind: 'go', id: 'a1' });
  expect(stepOf('ArrowLeft', open, 2)).toEqual({ kind: 'close', id: 'a' });
  expect(stepOf('ArrowLeft', open, 3)).toEqual({ kind: 'go', id: 'a' });
  expect(stepOf('ArrowUp', open, 0)).toBeNull();
});
