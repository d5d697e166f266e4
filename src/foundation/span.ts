/**
 * Half-open spans of time, `[start, end)`: the end belongs to what comes next, so spans that touch do not collide. An instant is a `Date`,
 * that is UTC milliseconds. A span that is empty, backwards or not a date is not valid and overlaps nothing.
 */
export type Span = { readonly start: Date; readonly end: Date };

const from = (startMs: number, endMs: number): Span => ({ start: new Date(startMs), end: new Date(endMs) });

/** True when both ends are dates and the end lies after the start. */
export const isValidSpan = (span: Span): boolean => span.start.getTime() < span.end.getTime();

/** Length in milliseconds; 0 for a span that is not valid. */
export const lengthOf = (span: Span): number => (isValidSpan(span) ? span.end.getTime() - span.start.getTime() : 0);

/** True when the two share at least one instant. Spans that only touch do not. */
export const overlaps = (a: Span, b: Span): boolean => lengthOfCommon(a, b) > 0;

/** The instants that both hold, or nothing. */
export function intersect(a: Span, b: Span): Span | undefined {
  if (!overlaps(a, b)) return undefined;
  return from(Math.max(a.start.getTime(), b.start.getTime()), Math.min(a.end.getTime(), b.end.getTime()));
}

/** True when every instant of `inner` lies in `outer`. */
export const contains = (outer: Span, inner: Span): boolean =>
  isValidSpan(outer) &&
  isValidSpan(inner) &&
  outer.start.getTime() <= inner.start.getTime() &&
  inner.end.getTime() <= outer.end.getTime();

/** True when the instant lies in the span; its end does not. */
export const containsInstant = (span: Span, instant: Date): boolean =>
  span.start.getTime() <= instant.getTime() && instant.getTime() < span.end.getTime();

/** Earlier start first; of equal starts, the earlier end first. For `toSorted`. */
export const bySpan = (a: Span, b: Span): number => a.start.getTime() - b.start.getTime() || a.end.getTime() - b.end.getTime();

/** The same instants as the given spans, ordered, without overlaps; spans that touch become one. Spans that are not valid drop out. */
export function union(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of spans.filter(isValidSpan).toSorted(bySpan)) {
    const last = merged.at(-1);
    if (last === undefined || last.end.getTime() < span.start.getTime()) merged.push({ start: span.start, end: span.end });
    else if (last.end.getTime() < span.end.getTime()) merged[merged.length - 1] = from(last.start.getTime(), span.end.getTime());
  }
  return merged;
}

/** What is left of `span` once all instants of `taken` are gone, in order. */
export function subtract(span: Span, taken: readonly Span[]): readonly Span[] {
  if (!isValidSpan(span)) return [];
  const left: Span[] = [];
  let free = span.start.getTime();
  for (const hole of union(taken)) {
    if (hole.end.getTime() <= free) continue;
    if (hole.start.getTime() >= span.end.getTime()) break;
    if (hole.start.getTime() > free) left.push(from(free, hole.start.getTime()));
    free = hole.end.getTime();
  }
  if (free < span.end.getTime()) left.push(from(free, span.end.getTime()));
  return left;
}

function lengthOfCommon(a: Span, b: Span): number {
  if (!isValidSpan(a) || !isValidSpan(b)) return 0;
  return Math.min(a.end.getTime(), b.end.getTime()) - Math.max(a.start.getTime(), b.start.getTime());
}
