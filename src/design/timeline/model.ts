import type { TimelineGroup, TimelineItem, TimelineLane } from './types.ts';

export type LaneRow = {
  readonly kind: 'lane';
  readonly id: string;
  readonly top: number;
  readonly height: number;
  readonly lane: TimelineLane;
  /** Sorted by start. */
  readonly items: readonly TimelineItem[];
  /** Which line of the lane the item lies on, so that overlapping items do not cover each other. */
  readonly levels: readonly number[];
  /** The longest item bounds how far back a search must look. */
  readonly longest: number;
};

export type GroupRow = {
  readonly kind: 'group';
  readonly id: string;
  readonly top: number;
  readonly height: number;
  readonly group: TimelineGroup;
  readonly count: number;
  readonly collisions: number;
  readonly collapsed: boolean;
};

export type Row = LaneRow | GroupRow;
export type Place = { readonly row: LaneRow; readonly index: number };
export type Model = { readonly rows: readonly Row[]; readonly height: number; readonly places: ReadonlyMap<string, Place> };

export const metrics = { group: 32, lane: 36, barTop: 9, bar: 22, level: 25 } as const;

/** Greedy packing: each item takes the first line that is free again at its start. */
export function packLevels(items: readonly TimelineItem[]): readonly number[] {
  const freeAt: number[] = [];
  return items.map((item) => {
    const found = freeAt.findIndex((end) => end <= item.start);
    const level = found === -1 ? freeAt.length : found;
    freeAt[level] = item.end;
    return level;
  });
}

const countCollisions = (lanes: readonly TimelineLane[]): number =>
  lanes.reduce((sum, lane) => sum + lane.items.filter((item) => item.collision === true).length, 0);

function laneRow(lane: TimelineLane, top: number): LaneRow {
  const items = lane.items.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const levels = packLevels(items);
  const deepest = levels.reduce((most, level) => Math.max(most, level), 0);
  const longest = items.reduce((most, item) => Math.max(most, item.end - item.start), 0);
  return { kind: 'lane', id: lane.id, top, height: metrics.lane + deepest * metrics.level, lane, items, levels, longest };
}

type Section = { readonly group: TimelineGroup | undefined; readonly lanes: readonly TimelineLane[] };

/** Lanes by group, in the groups' order; lanes of no known group stand first. */
function sectionsOf(lanes: readonly TimelineLane[], groups: readonly TimelineGroup[]): readonly Section[] {
  const known = new Set(groups.map((group) => group.id));
  const byGroup = Map.groupBy(lanes, (lane) => (lane.groupId !== undefined && known.has(lane.groupId) ? lane.groupId : ''));
  const loose: Section = { group: undefined, lanes: byGroup.get('') ?? [] };
  return [loose, ...groups.map((group) => ({ group, lanes: byGroup.get(group.id) ?? [] }))].filter(
    (section) => section.lanes.length > 0,
  );
}

/** Every row with its place from top to bottom. */
export function layOut(
  lanes: readonly TimelineLane[],
  groups: readonly TimelineGroup[] = [],
  collapsed: ReadonlySet<string> = new Set(),
): Model {
  const rows: Row[] = [];
  const places = new Map<string, Place>();
  let top = 0;
  const add = (row: Row) => {
    rows.push(row);
    top += row.height;
  };
  for (const section of sectionsOf(lanes, groups)) {
    const { group } = section;
    const closed = group !== undefined && collapsed.has(group.id);
    if (group !== undefined) {
      const collisions = countCollisions(section.lanes);
      const count = section.lanes.length;
      add({ kind: 'group', id: group.id, top, height: metrics.group, group, count, collisions, collapsed: closed });
    }
    for (const lane of closed ? [] : section.lanes) {
      const row = laneRow(lane, top);
      row.items.forEach((item, index) => {
        places.set(item.id, { row, index });
      });
      add(row);
    }
  }
  return { rows, height: top, places };
}

/** The last index for which `holds` is true, where it holds for a first stretch only; -1 where for none. */
function lastWhere(count: number, holds: (index: number) => boolean): number {
  let low = -1;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Index of the row at this height; the first or last one outside. */
export const rowIndexAt = (rows: readonly Row[], y: number): number =>
  Math.max(
    0,
    lastWhere(rows.length, (index) => (rows[index]?.top ?? 0) <= y),
  );

/** Index of the first item that can still reach into `[from, …)`. */
export const firstItemIndex = (row: LaneRow, from: number): number =>
  lastWhere(row.items.length, (index) => (row.items[index]?.start ?? 0) < from - row.longest) + 1;

/** Top of an item inside its row. */
export const barTop = (row: LaneRow, index: number): number => metrics.barTop + (row.levels[index] ?? 0) * metrics.level;

/** The extent of all items; undefined where there are none. */
export function extentOf(lanes: readonly TimelineLane[]): { readonly from: number; readonly to: number } | undefined {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const lane of lanes) {
    for (const item of lane.items) {
      from = Math.min(from, item.start);
      to = Math.max(to, item.end);
    }
  }
  return from < to ? { from, to } : undefined;
}
