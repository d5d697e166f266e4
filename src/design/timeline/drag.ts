import { formatShortDay, formatWeekday } from '../time/format-instant.ts';
import type { Edge, Hit } from './hit.ts';
import type { Model } from './model.ts';
import type { Ghost } from './scene.ts';
import type { TimelineItem } from './types.ts';
import { DAY } from './view.ts';

/** What a drag has taken hold of; `taken` are the items that go along. */
export type Grip = { readonly hit: Hit; readonly edge: Edge; readonly taken: ReadonlySet<string> };

export type Taking = {
  readonly model: Model;
  readonly selected: ReadonlySet<string>;
  readonly takes: 'item' | 'lane';
};

const movable = (item: TimelineItem): boolean => item.movable !== false;

function takenBy(hit: Hit, { model, selected, takes }: Taking): readonly string[] {
  if (takes === 'lane') return hit.row.items.filter(movable).map((item) => item.id);
  if (!selected.has(hit.item.id)) return [hit.item.id];
  return [...selected].filter((id) => {
    const place = model.places.get(id);
    const item = place?.row.items[place.index];
    return item !== undefined && movable(item);
  });
}

/** An edge takes its own bar only; the body takes the selection, or the lane where the caller asked for it. */
export function gripOf(hit: Hit, taking: Taking): Grip | undefined {
  if (!movable(hit.item)) return undefined;
  const taken = hit.edge === 'body' ? takenBy(hit, taking) : [hit.item.id];
  return { hit, edge: hit.edge, taken: new Set(taken) };
}

const leastSpan = DAY / 96;

/** Where an item lies after the drag; a resized bar keeps at least a quarter of an hour. */
export function movedSpan(item: TimelineItem, edge: Edge, delta: number): { readonly start: number; readonly end: number } {
  if (edge === 'start') return { start: Math.min(item.start + delta, item.end - leastSpan), end: item.end };
  if (edge === 'end') return { start: item.start, end: Math.max(item.end + delta, item.start + leastSpan) };
  return { start: item.start + delta, end: item.end + delta };
}

export function ghostOf(grip: Grip, delta: number, model: Model): Ghost {
  const rowIds = new Set([...grip.taken].flatMap((id) => model.places.get(id)?.row.id ?? []));
  return { rowIds, spanOf: (item) => (grip.taken.has(item.id) ? movedSpan(item, grip.edge, delta) : undefined) };
}

/** Taken items by lane, for one call per lane. */
export function byLane(ids: Iterable<string>, model: Model): ReadonlyMap<string, readonly string[]> {
  const out = new Map<string, string[]>();
  for (const id of ids) {
    const lane = model.places.get(id)?.row.id;
    if (lane === undefined) continue;
    out.set(lane, [...(out.get(lane) ?? []), id]);
  }
  return out;
}

const signed = (delta: number): string => {
  const days = delta / DAY;
  const amount = Number.isInteger(days) ? `${Math.abs(days)} d` : `${Math.round(Math.abs(days) * 24 * 4) / 4} h`;
  return `${delta < 0 ? '−' : '+'}${amount}`;
};

/** "+3 d · Tue 12 May 2026 to 20 May": what the label beside the pointer says while dragging. */
export function dragText(grip: Grip, delta: number, zone: string): string {
  const { start, end } = movedSpan(grip.hit.item, grip.edge, delta);
  const others = grip.taken.size > 1 ? ` · ${grip.taken.size} bars` : '';
  return `${signed(delta)} · ${formatWeekday(start, zone)} to ${formatShortDay(end - 1, zone)}${others}`;
}
