import { Temporal } from 'temporal-polyfill';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import { calendarRefusals as no } from './calendar-refusals.ts';

/**
 * What the zone's clocks did at a local time. `gap`: they went forward over it, it does not exist. `fold`: they went back, it exists twice.
 * Screens show the case, because a person who typed 02:30 must learn what became of it.
 */
export type LocalTimeCase = 'unique' | 'gap' | 'fold';

/**
 * What to do in a gap. `shift`: by the length of the gap, as RFC 5545 section 3.3.5 reads such a time (02:30 becomes 03:30).
 * `next`: the first time that exists (02:30 becomes 03:00), which is right for the edge of a span of wall-clock time. `refuse`: say so.
 */
export type GapRule = 'refuse' | 'shift' | 'next';
/** Which of the two in a fold; RFC 5545 section 3.3.5 takes the earlier. */
export type FoldRule = 'earlier' | 'later';

export type ZonedTime = {
  readonly instant: Date;
  readonly zone: string;
  /** The wall time that was asked for. */
  readonly asked: string;
  /** The wall time that the zone's clocks show at the instant; differs from `asked` only in a gap. */
  readonly shown: string;
  /** Offset from UTC in force at the instant, such as +02:00. */
  readonly offset: string;
  readonly case: LocalTimeCase;
  /** In a fold, the instant that was not taken. */
  readonly other: Date | null;
};

const localTimePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/;
const datePattern = /^\d{4}-\d\d-\d\d$/;

/** True for a zone of the IANA database that names a place, and for UTC. Offsets and abbreviations (EST, CET) hide daylight saving. */
export const isZone = (zone: string): boolean =>
  zone === 'UTC' || (/^[A-Za-z]+(\/[A-Za-z0-9_+-]+)+$/.test(zone) && isKnown(zone));

/** True for a date of the calendar, written 2026-03-29. */
export const isLocalDate = (text: string): boolean =>
  datePattern.test(text) && isRead(() => Temporal.PlainDate.from(text, { overflow: 'reject' }));

/** True for a date and a time of day, written 2026-03-29T22:00, seconds allowed, no leap second. */
export const isLocalTime = (text: string): boolean =>
  localTimePattern.test(text) && !text.endsWith(':60') && isRead(() => Temporal.PlainDateTime.from(text, { overflow: 'reject' }));

/**
 * The instant at which the clocks of a zone show a local time (RFC 5545, section 3.3.5, form 3). Both daylight-saving cases are named in
 * the answer and decided by rule; a gap is refused and the earlier of a fold is taken unless said otherwise.
 */
export function instantOf(
  asked: string,
  zone: string,
  rule: { readonly gap?: GapRule; readonly fold?: FoldRule } = {},
): Outcome<ZonedTime> {
  const refusals = [
    ...(isZone(zone) ? [] : [no['zone-unknown']({ zone })]),
    ...(isLocalTime(asked) ? [] : [no['local-time-malformed']({ value: asked })]),
  ];
  if (refusals.length > 0) return refuse(...refusals);
  const time = resolveLocalTime(asked, zone, rule.gap === 'shift' ? 'shift' : 'next', rule.fold ?? 'earlier');
  if (time.case === 'gap' && (rule.gap ?? 'refuse') === 'refuse') {
    return refuse(no['local-time-skipped']({ value: asked, zone, next: time.shown }));
  }
  return done(time);
}

/** As `instantOf`, for a zone and a local time that were checked before; never refuses. */
export function resolveLocalTime(asked: string, zone: string, gap: 'shift' | 'next', fold: FoldRule): ZonedTime {
  const wall = Temporal.PlainDateTime.from(asked);
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = wall.toZonedDateTime(zone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return zonedTime(earlier, asked, 'unique', null);
  if (earlier.toPlainDateTime().equals(wall)) {
    const [taken, other] = fold === 'earlier' ? [earlier, later] : [later, earlier];
    return zonedTime(taken, asked, 'fold', new Date(other.epochMilliseconds));
  }
  // In a gap "later" reads the time with the offset before it, which is the shift by the gap's length; `earlier` lies before the gap.
  const firstAfter = gap === 'next' ? earlier.getTimeZoneTransition('next') : null;
  return zonedTime(firstAfter ?? later, asked, 'gap', null);
}

/** The wall time that a zone's clocks show at an instant, with the offset in force. The zone was checked before. */
export function localTimeOf(
  instant: Date,
  zone: string,
): { readonly local: string; readonly date: string; readonly offset: string } {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
  return { local: shownBy(zoned), date: zoned.toPlainDate().toString(), offset: zoned.offset };
}

/** The instant at which a local date begins in a zone: midnight, or the first time after it where the clocks skip midnight. */
export const startOfDate = (date: string, zone: string): Date =>
  new Date(Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds);

/** The instant at which a local date has passed in a zone. */
export const startOfNextDate = (date: string, zone: string): Date =>
  startOfDate(Temporal.PlainDate.from(date).add({ days: 1 }).toString(), zone);

const shownBy = (zoned: Temporal.ZonedDateTime): string =>
  zoned.toPlainDateTime().toString({ smallestUnit: zoned.second === 0 && zoned.millisecond === 0 ? 'minute' : 'second' });

const zonedTime = (zoned: Temporal.ZonedDateTime, asked: string, which: LocalTimeCase, other: Date | null): ZonedTime => ({
  instant: new Date(zoned.epochMilliseconds),
  zone: zoned.timeZoneId,
  asked,
  shown: shownBy(zoned),
  offset: zoned.offset,
  case: which,
  other,
});

const isKnown = (zone: string): boolean => isRead(() => new Temporal.ZonedDateTime(0n, zone));

function isRead(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false; // Temporal has no question "is this valid?", only an exception; it ends here.
  }
}
