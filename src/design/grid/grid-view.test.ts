import { describe, expect, it } from 'vitest';
import { nextSort, readView, rowAfterKey } from './grid-view.ts';

const fallback = { hidden: ['cost'], density: 'normal' } as const;

describe('the grid', () => {
  it('reads a kept view back, and keeps its own where that is damaged', () => {
    expect(readView('{"hidden":["owner"],"density":"compact"}', fallback)).toEqual({ hidden: ['owner'], density: 'compact' });
    expect(readView('{"hidden":[1,"owner"],"density":"huge"}', fallback)).toEqual({ hidden: ['owner'], density: 'normal' });
    for (const text of [null, '', '{', '[]', 'null', '{"hidden":3}']) expect(readView(text, fallback)).toEqual(fallback);
  });

  it('sorts up, then down, then not at all', () => {
    const up = nextSort(null, 'name');
    const down = nextSort(up, 'name');
    expect([up, down, nextSort(down, 'name')]).toEqual([
      { column: 'name', direction: 'asc' },
      { column: 'name', direction: 'desc' },
      null,
    ]);
    expect(nextSort(up, 'date')).toEqual({ column: 'date', direction: 'asc' });
  });

  it('walks by key and never leaves the rows', () => {
    expect(rowAfterKey('ArrowDown', 4, 4, 10)).toBe(4);
    expect(rowAfterKey('ArrowUp', 0, 4, 10)).toBe(0);
    expect(rowAfterKey('PageDown', 1, 40, 10)).toBe(11);
    expect(rowAfterKey('PageUp', 3, 40, 10)).toBe(0);
    expect(rowAfterKey('End', 1, 40, 10)).toBe(40);
    expect(rowAfterKey('x', 1, 40, 10)).toBeUndefined();
  });
});
