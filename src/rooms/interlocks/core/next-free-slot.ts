import { bySpan, isValidSpan, lengthOf, type Span, subtract } from '../../../foundation/span.ts';
import { nextAtTimeOfDay, type TimeOfDay } from './time-of-day.ts';

export type FreeSlot = Span & {
  /** The whole free stretch that the slot lies in: how far it may be moved. */
  readonly room: Span;
  /** Which permitted span it lies in, by its place in the list; null when no permits were given. */
  readonly permit: number | null;
};

export type SlotSearch = {
  /** Everything the work needs, back-out time included, in milliseconds. */
  readonly neededMs: number;
  readonly from: Date;
  /** Nothing is known beyond this instant (truncated expansions end here), so nothing is offered beyond it. */
  readonly until: Date;
  readonly forbidden: readonly Span[];
  /** Windows that the work must lie in. `null`: no window is demanded. An empty list: nothing is permitted. */
  readonly permitted: readonly Span[] | null;
  /** The hour at which such work usually begins: kept where a free stretch has room for it. */
  readonly usually?: TimeOfDay | null;
};

/**
 * The next `most` slots that hold the needed time, earliest first, one for each free stretch; at its usual hour where the stretch has room for that. A slot lies inside one permitted span and
 * touches no forbidden instant; two permitted spans that touch are two windows, and no slot crosses from one to the other.
 */
export function nextFreeSlots(search: SlotSearch, most: number): readonly FreeSlot[] {
  const { neededMs, from, until, forbidden, permitted } = search;
  const whole: Span = { start: from, end: until };
  if (!(neededMs > 0) || !isValidSpan(whole)) return [];
  const permits =
    permitted === null ? [{ span: whole, permit: null }] : permitted.map((span, permit) => ({ span: clip(span, whole), permit }));
  const slots: FreeSlot[] = [];
  const taken = new Set<number>();
  for (const { span, permit } of permits.toSorted((a, b) => bySpan(a.span, b.span))) {
    for (const room of subtract(span, forbidden)) {
      if (lengthOf(room) < neededMs || taken.has(room.start.getTime())) continue;
      taken.add(room.start.getTime());
      const start = startIn(room, neededMs, search.usually ?? null);
      slots.push({ start, end: new Date(start.getTime() + neededMs), room, permit });
    }
  }
  return slots.toSorted(bySpan).slice(0, Math.max(0, most));
}

/** The usual hour, where the stretch holds the work from then on; else its first moment. */
function startIn(room: Span, neededMs: number, usually: TimeOfDay | null): Date {
  if (usually === null) return room.start;
  const usual = nextAtTimeOfDay(room.start, usually);
  return usual.getTime() + neededMs <= room.end.getTime() ? usual : room.start;
}

const clip = (span: Span, to: Span): Span => ({
  start: span.start > to.start ? span.start : to.start,
  end: span.end < to.end ? span.end : to.end,
});
