import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Span } from '../../../foundation/span.ts';
import { calendarRefusals as no } from './calendar-refusals.ts';
import { readRecurrenceRule } from './read-recurrence-rule.ts';
import {
  type ExpansionChoices,
  expandRecurrence,
  faultsOfRecurrence,
  type Occurrence,
  type Recurrence,
  type Truncation,
} from './recurrence.ts';
import { localTimeOf, startOfDate } from './zoned-time.ts';

const dayMs = 86_400_000;
/** Restrictions stand in the index for twenty-four months from now, and for a year back: that is how far windows are looked for. */
const aheadDays = 731;
const backDays = 366;

/** The part of a recurrence that stands in the index of restrictions. */
export const horizonAround = (now: Date): Span => ({
  start: new Date(now.getTime() - backDays * dayMs),
  end: new Date(now.getTime() + aheadDays * dayMs),
});

/** In both daylight-saving cases a freeze leaves no frozen wall-clock time open; a window takes the first of two, as RFC 5545 does. */
export const choicesFor = {
  freeze: { gap: 'next', startFold: 'earlier', endFold: 'later' },
  window: {},
} as const satisfies Record<string, ExpansionChoices>;

export type SeriesEnds = { readonly first: Span; readonly end: Date | null };

/** First occurrence and, where the rule ends, the end of the last one. A rule without any occurrence in ten years is refused. */
export function endsOfSeries(recurrence: Recurrence, kind: keyof typeof choicesFor): Outcome<SeriesEnds> {
  const faults = faultsOfRecurrence(recurrence);
  if (faults.length > 0) return refuse(...faults);
  const from = new Date(startOfDate(recurrence.startsAt.slice(0, 10), recurrence.zone).getTime() - 2 * dayMs);
  const whole = { start: from, end: new Date(from.getTime() + 3_660 * dayMs) };
  const read = readRecurrenceRule(recurrence.rule);
  if (!read.ok) return read;
  const ends = read.value.count !== null || read.value.until !== null;
  const found = expandRecurrence(recurrence, whole, { ...choicesFor[kind], mostOccurrences: ends ? 5_000 : 1 });
  if (!found.ok) return found;
  const { occurrences, truncated } = found.value;
  const [first] = occurrences;
  if (first === undefined) return refuse(no['recurrence-without-occurrences']({ rule: recurrence.rule }));
  const end = ends && truncated === null ? Math.max(...occurrences.map((one) => one.end.getTime())) : null;
  return done({ first: { start: first.start, end: first.end }, end: end === null ? null : new Date(end) });
}

/** Spans of a single or repeating time within a span of interest. */
export function spansWithin(
  time: { readonly span: Span; readonly recurrence: Recurrence | null },
  within: Span,
  kind: keyof typeof choicesFor,
): Outcome<{ readonly spans: readonly Span[]; readonly truncated: Truncation | null }> {
  if (time.recurrence === null) {
    const inside = time.span.start < within.end && within.start < time.span.end;
    return done({ spans: inside ? [time.span] : [], truncated: null });
  }
  const found = expandRecurrence(time.recurrence, within, choicesFor[kind]);
  if (!found.ok) return found;
  return done({ spans: found.value.occurrences.map(({ start, end }) => ({ start, end })), truncated: found.value.truncated });
}

/** The next ten occurrences from now on, the running one first. */
export function nextOccurrences(
  time: { readonly span: Span; readonly recurrence: Recurrence | null },
  now: Date,
  zone: string,
  kind: keyof typeof choicesFor,
): { readonly occurrences: readonly Occurrence[]; readonly truncated: Truncation | null } {
  const { span, recurrence } = time;
  if (recurrence === null) {
    const only: Occurrence = { ...span, local: localTimeOf(span.start, zone).local, startCase: 'unique', endCase: 'unique' };
    return { occurrences: span.end > now ? [only] : [], truncated: null };
  }
  const found = expandRecurrence(recurrence, { start: now, end: horizonAround(now).end }, choicesFor[kind]);
  if (!found.ok) return { occurrences: [], truncated: { by: 'effort', from: now } };
  return { occurrences: found.value.occurrences.slice(0, 10), truncated: found.value.truncated };
}
