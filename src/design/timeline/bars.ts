import { firstItemIndex, type LaneRow } from './model.ts';
import type { TimelineItem } from './types.ts';
import { timeAt, type View, xOf } from './view.ts';

/** One drawn bar; `merged` further items below a pixel lie under it. */
export type Bar = {
  readonly item: TimelineItem;
  readonly index: number;
  readonly level: number;
  readonly x: number;
  readonly width: number;
  merged: number;
};

export const leastWidth = 1.5;
/** A colliding item is never thinner than this, however far the reader zooms out. */
export const leastCollisionWidth = 4;

/**
 * The bars of a row in view. Items that lie within a pixel of a bar on the same line are merged into it, but one that collides
 * never is: hiding a collision would be a safety bug.
 */
export function barsOf(row: LaneRow, view: View): readonly Bar[] {
  const from = view.left;
  const to = timeAt(view, view.width);
  const out: Bar[] = [];
  const lastOfLevel: (Bar | undefined)[] = [];
  for (let index = firstItemIndex(row, from); index < row.items.length; index++) {
    const item = row.items[index];
    if (item === undefined || item.start > to) break;
    if (item.end < from) continue;
    const level = row.levels[index] ?? 0;
    const x = xOf(view, item.start);
    const width = xOf(view, item.end) - x;
    const before = lastOfLevel[level];
    if (item.collision !== true && before !== undefined && x + width <= before.x + before.width + 0.5) {
      before.merged += 1;
      continue;
    }
    const least = item.collision === true ? leastCollisionWidth : leastWidth;
    const bar = { item, index, level, x, width: Math.max(least, width), merged: 0 };
    out.push(bar);
    lastOfLevel[level] = bar;
  }
  return out;
}

/** Plain bars are drawn first, colliding ones over them. */
export const inPaintOrder = (bars: readonly Bar[]): readonly Bar[] => [
  ...bars.filter((bar) => bar.item.collision !== true),
  ...bars.filter((bar) => bar.item.collision === true),
];
