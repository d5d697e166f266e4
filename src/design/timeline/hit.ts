import { barsOf, inPaintOrder } from './bars.ts';
import { barTop, type LaneRow, type Model, metrics, rowIndexAt } from './model.ts';
import type { TimelineItem, TimelineMarker } from './types.ts';
import { type View, xOf } from './view.ts';

export type Edge = 'start' | 'end' | 'body';
export type Hit = { readonly row: LaneRow; readonly item: TimelineItem; readonly index: number; readonly edge: Edge };

const edgePx = 6;
const leastForEdges = 24;

function edgeAt(x: number, left: number, width: number): Edge {
  if (width < leastForEdges) return 'body';
  if (x - left <= edgePx) return 'start';
  return left + width - x <= edgePx ? 'end' : 'body';
}

/** The row at a height of the content, where it is a lane. */
export function laneAt(model: Model, y: number): LaneRow | undefined {
  const row = model.rows[rowIndexAt(model.rows, y)];
  return row?.kind === 'lane' && y >= row.top && y < row.top + row.height ? row : undefined;
}

/** What lies at a point: x from the picture's left edge, y from the top of all rows. The bar drawn last wins. */
export function hitAt(model: Model, view: View, x: number, y: number): Hit | undefined {
  const row = laneAt(model, y);
  if (row === undefined) return undefined;
  const inside = y - row.top;
  const bar = inPaintOrder(barsOf(row, view)).findLast(({ index, x: left, width }) => {
    const top = barTop(row, index);
    return x >= left && x <= left + width && inside >= top && inside <= top + metrics.bar;
  });
  if (bar === undefined) return undefined;
  return { row, item: bar.item, index: bar.index, edge: edgeAt(x, bar.x, bar.width) };
}

/** The diamond at a point. */
export function markerAt(model: Model, view: View, x: number, y: number): TimelineMarker | undefined {
  const row = laneAt(model, y);
  if (row === undefined || y - row.top > metrics.barTop + 6) return undefined;
  return row.lane.markers?.findLast((marker) => Math.abs(xOf(view, marker.at) - x) <= 7);
}
