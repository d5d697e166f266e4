import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import type { Span } from '../../../foundation/span.ts';
import { calendarRefusals as no } from './calendar-refusals.ts';
import type { Recurrence } from './recurrence.ts';
import { type choicesFor, endsOfSeries } from './series.ts';
import { type FoldRule, instantOf, isLocalTime, isZone, localTimeOf } from './zoned-time.ts';

/** A local time that the clocks skip or show twice, with what was taken: whoever typed it must learn what became of it. */
export type ClockNote = {
  readonly field: string;
  readonly asked: string;
  readonly case: 'gap' | 'fold';
  /** Instants as ISO text: the notes are part of an answer that is kept for its Idempotency-Key as JSON. */
  readonly taken: string;
  readonly takenLocal: string;
  readonly other: string | null;
};

export type OnceText = { readonly start: string; readonly end: string; readonly goLive?: string | null | undefined };
export type RepeatsText = {
  readonly rule: string;
  readonly startsAt: string;
  readonly minutes: number;
  readonly measure: 'wall' | 'exact';
  readonly except: readonly string[];
  readonly also: readonly string[];
};
export type TimeText = {
  readonly zone: string;
  readonly once?: OnceText | undefined;
  readonly repeats?: RepeatsText | undefined;
};

export type TimeRead = {
  readonly span: Span;
  readonly goLive: Date;
  readonly series: { readonly recurrence: Recurrence; readonly end: Date | null } | null;
  readonly clock: readonly ClockNote[];
};

export const recurrenceFrom = (zone: string, text: RepeatsText): Recurrence => ({
  rule: text.rule,
  startsAt: text.startsAt,
  zone,
  length: { measure: text.measure, minutes: text.minutes },
  except: text.except,
  also: text.also,
});

/**
 * Reads when a window or freeze is. A start that the clocks skip moves to the first time that exists; of an end that comes twice the later counts for a
 * freeze, the earlier for a window; each such case is said.
 */
export function readTime(text: TimeText, kind: keyof typeof choicesFor): Outcome<TimeRead> {
  const { zone, once, repeats } = text;
  if (!isZone(zone)) return refuse(no['zone-unknown']({ zone }, { field: '/zone' }));
  if (once !== undefined && repeats === undefined) return readOnce(once, zone, kind === 'freeze' ? 'later' : 'earlier');
  if (repeats === undefined || once !== undefined) return refuse(no['time-once-or-repeats']({}, { field: '/once' }));
  const recurrence = recurrenceFrom(zone, repeats);
  const ends = endsOfSeries(recurrence, kind);
  if (!ends.ok) return refused(ends.refusals.map((refusal) => ({ field: '/repeats', ...refusal })));
  const { first, end } = ends.value;
  return done({ span: first, goLive: first.start, series: { recurrence, end }, clock: [] });
}

function readOnce(once: OnceText, zone: string, endFold: FoldRule): Outcome<TimeRead> {
  const start = readText(once.start, zone, '/once/start', 'earlier');
  const end = readText(once.end, zone, '/once/end', endFold);
  const goLive = once.goLive == null ? start : readText(once.goLive, zone, '/once/goLive', 'earlier');
  if (!start.ok || !end.ok || !goLive.ok) {
    const refusals: Refusal[] = [];
    for (const one of new Set([start, end, goLive])) if (!one.ok) refusals.push(...one.refusals);
    return refused(refusals);
  }
  const span = { start: start.value.instant, end: end.value.instant };
  if (span.end <= span.start) return refuse(no['span-not-valid']({}, { field: '/once/end' }));
  const notes = [start, end, goLive === start ? null : goLive].flatMap((one) =>
    one?.ok && one.value.note !== null ? [one.value.note] : [],
  );
  return done({ span, goLive: goLive.value.instant, series: null, clock: notes });
}

/** Reads one time: an instant with its offset as it is, a local time in the zone. */
export function readText(
  text: string,
  zone: string,
  field: string,
  fold: FoldRule,
): Outcome<{ readonly instant: Date; readonly note: ClockNote | null }> {
  if (!isLocalTime(text)) {
    const instant = new Date(text);
    const sound = !Number.isNaN(instant.getTime()) && /(Z|[+-]\d\d:\d\d)$/.test(text);
    return sound ? done({ instant, note: null }) : refuse(no['local-time-malformed']({ value: text }, { field }));
  }
  const found = instantOf(text, zone, { gap: 'next', fold });
  if (!found.ok) return refused(found.refusals.map((refusal) => ({ ...refusal, field })));
  const { instant, case: which, shown, other } = found.value;
  if (which === 'unique') return done({ instant, note: null });
  return done({
    instant,
    note: {
      field,
      asked: text,
      case: which,
      taken: instant.toISOString(),
      takenLocal: shown,
      other: other?.toISOString() ?? null,
    },
  });
}

/** The time of a record as texts that read back to it. */
export const timeTextOf = (record: {
  readonly zone: string;
  readonly span: Span;
  readonly goLive?: Date;
  readonly recurrence: Recurrence | null;
}): TimeText => {
  const { zone, span, goLive, recurrence } = record;
  if (recurrence === null) {
    const once = { start: span.start.toISOString(), end: span.end.toISOString(), goLive: goLive?.toISOString() ?? null };
    return { zone, once };
  }
  const { rule, startsAt, length, except, also } = recurrence;
  return { zone, repeats: { rule, startsAt, minutes: length.minutes, measure: length.measure, except, also } };
};

export const localOf = (instant: Date, zone: string): string => localTimeOf(instant, zone).local;
