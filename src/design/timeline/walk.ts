import type { LaneRow, Model, Place } from './model.ts';
import type { TimelineItem } from './types.ts';

export const itemOf = (place: Place): TimelineItem | undefined => place.row.items[place.index];

const isUsable = (row: Model['rows'][number] | undefined): row is LaneRow => row?.kind === 'lane' && row.items.length > 0;

function nearest(row: LaneRow, at: number): TimelineItem | undefined {
  return row.items.reduce<TimelineItem | undefined>(
    (best, item) => (best === undefined || Math.abs(item.start - at) < Math.abs(best.start - at) ? item : best),
    undefined,
  );
}

function inOtherLane(model: Model, place: Place, step: 1 | -1): TimelineItem | undefined {
  const start = itemOf(place)?.start ?? 0;
  for (let index = model.rows.indexOf(place.row) + step; index >= 0 && index < model.rows.length; index += step) {
    const row = model.rows[index];
    if (isUsable(row)) return nearest(row, start);
  }
  return undefined;
}

/** The item that an arrow leads to: along the lane, or the nearest in time in the next lane that has any. */
export function itemAfterKey(model: Model, place: Place, key: string): TimelineItem | undefined {
  switch (key) {
    case 'ArrowRight':
      return place.row.items[place.index + 1];
    case 'ArrowLeft':
      return place.row.items[place.index - 1];
    case 'ArrowDown':
      return inOtherLane(model, place, 1);
    case 'ArrowUp':
      return inOtherLane(model, place, -1);
    case 'Home':
      return place.row.items[0];
    case 'End':
      return place.row.items.at(-1);
    default:
      return undefined;
  }
}

/** Where the keyboard begins: the first item in view, from the first row in view on. */
export function firstInView(model: Model, firstRow: number, from: number, to: number): TimelineItem | undefined {
  const row = model.rows
    .slice(firstRow)
    .find((one): one is LaneRow => isUsable(one) && one.items.some((item) => item.end > from && item.start < to));
  return row?.items.find((item) => item.end > from && item.start < to);
}
