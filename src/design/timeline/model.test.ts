import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsOf, leastCollisionWidth } from './bars.ts';
import { hitAt } from './hit.ts';
import { barTop, firstItemIndex, type LaneRow, layOut, metrics, rowIndexAt } from './model.ts';
import type { TimelineItem, TimelineLane } from './types.ts';
import { DAY, timeAt, type View } from './view.ts';

const epoch = Date.UTC(2026, 0, 1);
const anItem = fc.record({
  start: fc.integer({ min: 0, max: 900 * 24 }),
  hours: fc.integer({ min: 1, max: 60 * 24 }),
  collision: fc.boolean(),
});
const someItems = fc.array(anItem, { maxLength: 60 }).map((raw) =>
  raw.map(
    (item, index): TimelineItem => ({
      id: `i${index}`,
      start: epoch + (item.start * DAY) / 24,
      end: epoch + ((item.start + item.hours) * DAY) / 24,
      phase: 'build',
      label: `Item ${index}`,
      aria: `Item ${index}`,
      collision: item.collision,
    }),
  ),
);
const someView = fc
  .record({ day: fc.double({ min: -100, max: 1000, noNaN: true }), zoom: fc.double({ min: -2, max: 10, noNaN: true }) })
  .map(({ day, zoom }): View => ({ left: epoch + day * DAY, pxPerDay: 2 ** zoom, width: 1100 }));

const laneOf = (items: readonly TimelineItem[], id = 'l1', groupId?: string): TimelineLane => ({ id, title: id, items, groupId });
function rowOf(items: readonly TimelineItem[]): LaneRow {
  const row = layOut([laneOf(items)]).rows[0];
  if (row?.kind !== 'lane') throw new Error('a lane was laid out');
  return row;
}
const inView = (item: TimelineItem, view: View): boolean => item.end > view.left && item.start < timeAt(view, view.width);

describe('the timeline never hides a collision', () => {
  it('draws every colliding item in view as a bar of its own, however far one zooms out', () => {
    fc.assert(
      fc.property(someItems, someView, (items, view) => {
        const drawn = new Map(barsOf(rowOf(items), view).map((bar) => [bar.item.id, bar]));
        for (const item of items.filter((one) => one.collision === true && inView(one, view))) {
          const bar = drawn.get(item.id);
          expect(bar === undefined ? 0 : bar.width).toBeGreaterThanOrEqual(leastCollisionWidth);
        }
      }),
    );
  });

  it('draws every other item, or merges it into a bar that covers it to within a pixel', () => {
    fc.assert(
      fc.property(someItems, someView, (items, view) => {
        const row = rowOf(items);
        const bars = barsOf(row, view);
        const merged = bars.reduce((sum, bar) => sum + bar.merged, 0);
        const seen = row.items.filter((item) => item.end >= view.left && item.start <= timeAt(view, view.width));
        expect(bars.length + merged).toBe(seen.length);
      }),
    );
  });

  it('still counts the collisions of a collapsed group', () => {
    const items = [{ id: 'a', start: 0, end: DAY, phase: 'uat', label: 'UAT', aria: 'UAT', collision: true } as const];
    const model = layOut([laneOf(items, 'l1', 'g')], [{ id: 'g', title: 'Group' }], new Set(['g']));
    expect(model.rows).toHaveLength(1);
    expect(model.rows[0]).toMatchObject({ kind: 'group', collisions: 1, collapsed: true });
  });
});

describe('the timeline finds what is in view', () => {
  it('begins its search early enough for the longest item', () => {
    fc.assert(
      fc.property(someItems, someView, (items, view) => {
        const row = rowOf(items);
        const before = row.items.slice(0, firstItemIndex(row, view.left));
        expect(before.every((item) => item.end < view.left)).toBe(true);
      }),
    );
  });

  it('puts items that overlap on different lines', () => {
    fc.assert(
      fc.property(someItems, (items) => {
        const row = rowOf(items);
        row.items.forEach((a, i) => {
          row.items.forEach((b, j) => {
            const overlap = i < j && a.start < b.end && b.start < a.end;
            expect(overlap && row.levels[i] === row.levels[j]).toBe(false);
          });
        });
      }),
    );
  });

  it('finds the row at every height', () => {
    const { rows, height } = layOut(Array.from({ length: 50 }, (_, i) => laneOf([], `l${i}`)));
    for (let y = 0; y < height; y += 7) {
      const row = rows[rowIndexAt(rows, y)];
      expect(row !== undefined && row.top <= y && y < row.top + row.height).toBe(true);
    }
  });

  it('hits the bar under the pointer, and its edges where it is wide enough', () => {
    const items = [{ id: 'a', start: epoch, end: epoch + 10 * DAY, phase: 'uat', label: 'UAT', aria: 'UAT' } as const];
    const model = layOut([laneOf(items)]);
    const view: View = { left: epoch, pxPerDay: 10, width: 600 };
    const y = barTop(rowOf(items), 0) + metrics.bar / 2;
    expect(hitAt(model, view, 50, y)).toMatchObject({ edge: 'body', item: { id: 'a' } });
    expect(hitAt(model, view, 2, y)).toMatchObject({ edge: 'start' });
    expect(hitAt(model, view, 98, y)).toMatchObject({ edge: 'end' });
    expect(hitAt(model, view, 140, y)).toBeUndefined();
    expect(hitAt(model, view, 50, 2)).toBeUndefined();
    expect(hitAt(model, { ...view, pxPerDay: 1 }, 1, y)).toMatchObject({ edge: 'body' });
  });
});
