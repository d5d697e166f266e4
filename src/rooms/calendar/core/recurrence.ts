import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { isValidSpan, overlaps, type Span } from '../../../foundation/span.ts';
import { calendarRefusals as no } from './calendar-refusals.ts';
import { readRecurrenceRule } from './read-recurrence-rule.ts';
import type { RecurrenceRule } from './recurrence-rule.ts';
import { clashesWithStart } from './recurrence-start-clashes.ts';
import { wallTimesOf } from './recurrence-wall-times.ts';
import {
  type FoldRule,
  isLocalDate,
  isLocalTime,
  isZone,
  type LocalTimeCase,
  resolveLocalTime,
  type ZonedTime,
} from './zoned-time.ts';

/**
 * How long an occurrence lasts. `wall`: by the clock on the wall, so that a window of 22:00 to 06:00 stays 22:00 to 06:00 in the night
 * the clocks change, whether that night has 7, 8 or 9 hours; right for windows and freezes, because people read clocks. `exact`: by
 * elapsed time, right for work that takes so long (a migration of 8 hours). RFC 5545, section 3.3.6, knows both: days and hours.
 */
export type RecurrenceLength = { readonly measure: 'wall' | 'exact'; readonly minutes: number };

export type Recurrence = {
  /** RRULE value, RFC 5545 section 3.3.10, such as FREQ=MONTHLY;BYDAY=2SA. */
  readonly rule: string;
  /** DTSTART: local time 2026-01-10T22:00, or a date for whole days. */
  readonly startsAt: string;
  readonly zone: string;
  readonly length: RecurrenceLength;
  /** EXDATE: local times, or dates that take out all that starts on them. */
  readonly except: readonly string[];
  /** RDATE: further local starts (dates, when `startsAt` is one); COUNT does not count them. */
  readonly also: readonly string[];
};

export type Occurrence = Span & {
  /** The start that the rule asked for, in wall time. */
  readonly local: string;
  readonly startCase: LocalTimeCase;
  readonly endCase: LocalTimeCase;
};

/** Where the answer stops being complete: from `from` on, nothing is known, and nobody may read silence as "free". */
export type Truncation = { readonly by: 'occurrences' | 'horizon' | 'effort'; readonly from: Date };

export type Expansion = {
  readonly occurrences: readonly Occurrence[];
  /** Starts that yield nothing because the clocks skip them. */
  readonly skipped: readonly string[];
  readonly truncated: Truncation | null;
};

export type ExpansionChoices = {
  /** `next`: a start in a gap moves to the first time that exists. `omit`: it is left out and not counted, as RFC 5545 says of rules. */
  readonly gap?: 'next' | 'omit';
  readonly startFold?: FoldRule;
  readonly endFold?: FoldRule;
  readonly mostOccurrences?: number;
  readonly horizonDays?: number;
};

const defaults = { gap: 'next', startFold: 'earlier', endFold: 'earlier', mostOccurrences: 1_000, horizonDays: 3_660 } as const;
/** Wall times looked at for one expansion, those before the span included (COUNT is counted from the start). */
const mostLookedAt = 20_000;
const minuteMs = 60_000;
const dayMs = 86_400_000;
/** No zone is further than this from UTC, gaps of a whole day included. */
const zoneSlackMs = 2 * dayMs;

/** Every fault of a recurrence at once; empty when it can be expanded. For forms, and for whoever stores one. */
export function faultsOfRecurrence(recurrence: Recurrence): readonly Refusal[] {
  const read = readRecurrenceRule(recurrence.rule);
  const allDay = isLocalDate(recurrence.startsAt);
  const refusals: Refusal[] = read.ok ? [...clashesWithStart(read.value, recurrence)] : [...read.refusals];
  if (!isZone(recurrence.zone)) refusals.push(no['zone-unknown']({ zone: recurrence.zone }));
  if (!allDay && !isLocalTime(recurrence.startsAt)) refusals.push(no['local-time-malformed']({ value: recurrence.startsAt }));
  const { minutes } = recurrence.length;
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 366 * 1_440) refusals.push(no['duration-not-positive']({ minutes }));
  for (const value of recurrence.except.filter((one) => !isLocalDate(one) && !isLocalTime(one)))
    refusals.push(no['local-time-malformed']({ value }));
  for (const value of recurrence.also.filter((one) => !(allDay ? isLocalDate(one) : isLocalTime(one)))) {
    refusals.push(allDay ? no['local-date-malformed']({ value }) : no['local-time-malformed']({ value }));
  }
  return refusals;
}

/**
 * The occurrences of a recurrence that share time with a span, expanded in the recurrence's own zone (RFC 5545, section 3.8.5), in
 * order, bounded by the span, a number, a horizon and an effort. A rule that cannot be expanded rightly is refused, never guessed.
 */
export function expandRecurrence(recurrence: Recurrence, span: Span, choices: ExpansionChoices = {}): Outcome<Expansion> {
  const faults = [...faultsOfRecurrence(recurrence), ...(isValidSpan(span) ? [] : [no['span-not-valid']()])];
  const read = readRecurrenceRule(recurrence.rule);
  if (faults.length > 0) return refused(faults);
  if (!read.ok) return read;
  const chosen = { ...defaults, ...choices };
  const horizon = Math.min(span.end.getTime(), span.start.getTime() + chosen.horizonDays * dayMs);
  const cut: Span = { start: span.start, end: new Date(horizon) };
  try {
    const found = startsOf(read.value, recurrence, cut, chosen);
    return done(assemble(recurrence, found, cut, span, chosen));
  } catch {
    return refuse(no['rule-too-costly']({ rule: recurrence.rule })); // the library's only signal is an exception; it ends here
  }
}

type Chosen = Required<ExpansionChoices>;
type Found = {
  readonly starts: readonly ZonedTime[];
  readonly skipped: readonly string[];
  readonly stoppedAt: Truncation | null;
};

function startsOf(rule: RecurrenceRule, recurrence: Recurrence, cut: Span, chosen: Chosen): Found {
  const start = wallMs(recurrence.startsAt);
  const until = lastStart(rule);
  const reach = recurrence.length.minutes * minuteMs + zoneSlackMs;
  // COUNT has to be counted from the start; every other rule may be entered shortly before the span.
  const from = rule.count === null ? cut.start.getTime() - reach : start;
  const starts: ZonedTime[] = [];
  const skipped: string[] = [];
  const isExcepted = exceptionsOf(recurrence);
  let looked = 0;
  let counted = 0;
  let inSpan = 0;
  for (const wall of wallTimesOf(rule, start, isLocalDate(recurrence.startsAt), from, cut.end.getTime() + zoneSlackMs)) {
    const time = resolveLocalTime(localText(wall), recurrence.zone, 'next', chosen.startFold);
    if (!until(wall, time.instant) || counted === rule.count) break;
    looked += 1;
    if (looked > mostLookedAt) return { starts, skipped, stoppedAt: { by: 'effort', from: time.instant } };
    if (time.case === 'gap' && chosen.gap === 'omit') {
      if (wall + reach >= cut.start.getTime()) skipped.push(time.asked);
      continue;
    }
    counted += 1;
    if (wall + reach < cut.start.getTime() || isExcepted(time.asked)) continue;
    starts.push(time);
    if (time.instant >= cut.start) inSpan += 1;
    if (inSpan > chosen.mostOccurrences) return { starts, skipped, stoppedAt: { by: 'occurrences', from: time.instant } };
  }
  return { starts, skipped, stoppedAt: null };
}

function assemble(recurrence: Recurrence, found: Found, cut: Span, asked: Span, chosen: Chosen): Expansion {
  const isExcepted = exceptionsOf(recurrence);
  const known = new Set(found.starts.map((time) => time.asked));
  const added = [...new Set(recurrence.also.map((one) => localText(wallMs(one))))]
    .filter((local) => !known.has(local) && !isExcepted(local))
    .map((local) => resolveLocalTime(local, recurrence.zone, 'next', chosen.startFold));
  const skipped = [...found.skipped];
  const all: Occurrence[] = [];
  for (const time of [...found.starts, ...added].toSorted((a, b) => a.instant.getTime() - b.instant.getTime())) {
    const occurrence = occurrenceAt(time, recurrence, chosen.endFold);
    if (!isValidSpan(occurrence)) skipped.push(time.asked);
    else if (overlaps(occurrence, cut)) all.push(occurrence);
  }
  const next = all[chosen.mostOccurrences];
  const stops: readonly (Truncation | null)[] = [
    found.stoppedAt,
    next === undefined ? null : { by: 'occurrences', from: next.start },
    cut.end < asked.end ? { by: 'horizon', from: cut.end } : null,
  ];
  const truncated = stops.reduce(
    (first, stop) => (stop !== null && (first === null || stop.from < first.from) ? stop : first),
    null,
  );
  const occurrences = truncated === null ? all : all.filter((one) => one.start < truncated.from);
  return { occurrences: occurrences.slice(0, chosen.mostOccurrences), skipped, truncated };
}

function occurrenceAt(time: ZonedTime, recurrence: Recurrence, endFold: FoldRule): Occurrence {
  const { measure, minutes } = recurrence.length;
  const base = { start: time.instant, local: time.asked, startCase: time.case };
  if (measure === 'exact') return { ...base, end: new Date(time.instant.getTime() + minutes * minuteMs), endCase: 'unique' };
  const end = resolveLocalTime(localText(wallMs(time.asked) + minutes * minuteMs), recurrence.zone, 'next', endFold);
  // Both ends in one fold: the end asked of the first pass must not lie before a start taken from the second.
  const instant = end.other !== null && end.instant <= time.instant && end.other > time.instant ? end.other : end.instant;
  return { ...base, end: instant, endCase: end.case };
}

function lastStart(rule: RecurrenceRule): (wall: number, instant: Date) => boolean {
  const { until } = rule;
  if (until === null) return () => true;
  const last = wallMs(until.text);
  if (until.kind === 'utc') return (_, instant) => instant.getTime() <= last;
  return until.kind === 'local' ? (wall) => wall <= last : (wall) => wall < last + dayMs;
}

function exceptionsOf(recurrence: Recurrence): (local: string) => boolean {
  const dates = new Set(recurrence.except.filter(isLocalDate));
  const times = new Set(recurrence.except.filter(isLocalTime).map((one) => localText(wallMs(one))));
  return (local) => times.has(local) || dates.has(local.slice(0, 10));
}

const wallMs = (local: string): number => Date.parse(local.length === 10 ? `${local}T00:00Z` : `${local}Z`);
const localText = (wall: number): string => new Date(wall).toISOString().slice(0, 19);
