import type { Scale, Span } from './types.ts';

export const DAY = 86_400_000;

/** What is seen: the time at the left edge, how wide a day is, how wide the picture is. */
export type View = { readonly left: number; readonly pxPerDay: number; readonly width: number };

/** The stretch of time over which the scroller's native bar runs; it grows as the reader goes on. */
export type Range = { readonly start: number; readonly end: number };

export const zoomLimits = { least: 0.25, most: 2400 } as const;
/** Browsers draw elements up to some 16 million pixels wide; a quarter of it leaves room for any of them. */
export const widestContent = 4_000_000;

export const xOf = (view: View, at: number): number => ((at - view.left) / DAY) * view.pxPerDay;
export const timeAt = (view: View, x: number): number => view.left + (x / view.pxPerDay) * DAY;
export const spanOf = (view: View): Span => ({ from: view.left, to: timeAt(view, view.width) });

const clampZoom = (pxPerDay: number): number => Math.min(zoomLimits.most, Math.max(zoomLimits.least, pxPerDay));

/** Zooms so that the time under the pointer stays under the pointer. */
export function zoomAt(view: View, factor: number, x: number): View {
  const pxPerDay = clampZoom(view.pxPerDay * factor);
  const left = timeAt(view, x) - (x / pxPerDay) * DAY;
  return { ...view, left, pxPerDay };
}

export const centredOn = (view: View, at: number): View => ({ ...view, left: at - (view.width / 2 / view.pxPerDay) * DAY });

/** Another width keeps the left edge and the zoom, so that nothing moves when the window is resized. */
export const withWidth = (view: View, width: number): View => ({ ...view, width });

export function viewOfSpan(span: Span, width: number): View {
  const days = Math.max((span.to - span.from) / DAY, 1 / 24);
  return { left: span.from, pxPerDay: clampZoom(width / days), width };
}

export const daysOfScale: Readonly<Record<Scale, number>> = { day: 1, week: 7, month: 31, quarter: 92, year: 366 };

export function withScale(view: View, scale: Scale): View {
  const middle = timeAt(view, view.width / 2);
  return centredOn({ ...view, pxPerDay: clampZoom(view.width / daysOfScale[scale]) }, middle);
}

/** The scale whose span is nearest to what is seen, by ratio. */
export function scaleOf(view: View): Scale {
  const days = view.width / view.pxPerDay;
  let best: Scale = 'year';
  let least = Number.POSITIVE_INFINITY;
  for (const [scale, of] of entriesOfScale) {
    const off = Math.abs(Math.log(days / of));
    if (off < least) {
      least = off;
      best = scale;
    }
  }
  return best;
}

const entriesOfScale: readonly (readonly [Scale, number])[] = [
  ['day', daysOfScale.day],
  ['week', daysOfScale.week],
  ['month', daysOfScale.month],
  ['quarter', daysOfScale.quarter],
  ['year', daysOfScale.year],
];

/** A range that holds the view with room on both sides and, where it fits, all the data. */
export function rangeAround(view: View, data: Span | undefined): Range {
  const span = (view.width / view.pxPerDay) * DAY;
  const middle = view.left + span / 2;
  const most = (widestContent / 2 / view.pxPerDay) * DAY;
  const start = Math.min(view.left - 2 * span, (data?.from ?? view.left) - span);
  const end = Math.max(view.left + 3 * span, (data?.to ?? view.left) + span);
  return { start: Math.max(start, middle - most), end: Math.min(end, middle + most) };
}

/** True while the view is at least half a page away from both ends. */
export function isInside(view: View, range: Range): boolean {
  const { from, to } = spanOf(view);
  const half = (to - from) / 2;
  return from - half >= range.start && to + half <= range.end;
}

export const contentWidth = (view: View, range: Range): number => ((range.end - range.start) / DAY) * view.pxPerDay;
export const scrollLeftOf = (view: View, range: Range): number => ((view.left - range.start) / DAY) * view.pxPerDay;
export const leftOfScroll = (view: View, range: Range, scrollLeft: number): number =>
  range.start + (scrollLeft / view.pxPerDay) * DAY;

/** Dragging snaps to days, and to quarter hours where an hour is wide enough to be aimed at. */
export function snapOf(view: View): number {
  if (view.pxPerDay >= 480) return DAY / 96;
  return view.pxPerDay >= 120 ? DAY / 24 : DAY;
}

export const snapDelta = (view: View, px: number): number => {
  const step = snapOf(view);
  return Math.round(((px / view.pxPerDay) * DAY) / step) * step;
};
