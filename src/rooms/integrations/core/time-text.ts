import { Temporal } from 'temporal-polyfill';
import type { Complaint } from './plan-problem.ts';

/** A day, a local time, or a time with offset. Nothing else has exactly one reading. */
export const timePattern = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|[+-]\d{2}:\d{2})?)?$/;
/** The day alone means that whole days are meant. */
export const localTimePattern = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?)?$/;
export const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

const slashed = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(.*)$/;
const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const remedy = 'Write 2027-02-01 for a day, 2027-02-01T20:00 for a local time, 2027-02-01T20:00+01:00 for an exact one.';

/** The parts of a time text, valid in the calendar; or what is wrong with it. */
type Parts = {
  readonly epochMs: number;
  readonly form: 'day' | 'local' | 'exact';
  /** `2027-02-01T20:00:00.000`, without zone. */
  readonly local: string;
};

const complaint = (code: string, message: string): Complaint => ({ code, message, remedy });

function complaintAboutForeignForm(text: string): Complaint {
  const found = slashed.exec(text);
  if (!found) return complaint('plan.time-form', `"${text}" is not a time that has exactly one reading.`);
  const [, one = '', , two = '', year = ''] = found;
  const monthFirst = monthNames[Number(one) - 1];
  const monthSecond = monthNames[Number(two) - 1];
  if (year.length === 4 && monthFirst && monthSecond && one !== two) {
    const readings = `${Number(one)} ${monthSecond} ${year} or ${Number(two)} ${monthFirst} ${year}`;
    return complaint('plan.time-two-readings', `"${text}" has two readings: ${readings}.`);
  }
  return complaint('plan.time-form', `"${text}" is written in a form that other people read differently.`);
}

function offsetMinutes(offset: string): number | undefined {
  if (offset === 'Z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(4, 6));
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) return undefined;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** Reads the calendar part only; no zone is asked. */
export function readTimeText(text: string): Parts | Complaint {
  const found = text.length <= 40 ? timePattern.exec(text) : null;
  if (!found) return complaintAboutForeignForm(text.length > 60 ? `${text.slice(0, 60)}…` : text);
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', fraction = '0', offset] = found;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0')}`;
  const epochMs = Date.parse(`${local}Z`);
  const exists = !Number.isNaN(epochMs) && new Date(epochMs).toISOString() === `${local}Z`;
  if (!exists) return complaint('plan.time-no-such', `"${text}" names a day or an hour that does not exist.`);
  if (Number(year) < 1990 || Number(year) > 2199)
    return complaint('plan.time-range', `"${text}" lies outside the years 1990 to 2199.`);
  if (offset === undefined) return { epochMs, local, form: found[4] === undefined ? 'day' : 'local' };
  const minutes = offsetMinutes(offset);
  if (minutes === undefined) return complaint('plan.time-no-such', `"${text}" has an offset that no zone has.`);
  return { epochMs: epochMs - minutes * 60_000, local, form: 'exact' };
}

const isComplaint = (value: Parts | Complaint): value is Complaint => 'code' in value;

export function complaintAboutTime(text: string): Complaint | undefined {
  const read = readTimeText(text);
  return isComplaint(read) ? read : undefined;
}

export function complaintAboutLocalTime(text: string): Complaint | undefined {
  const read = readTimeText(text);
  if (isComplaint(read)) return read;
  if (localTimePattern.test(text)) return undefined;
  return {
    code: 'plan.time-not-local',
    message: `"${text}" is not a local time; a recurrence begins at one and lives in its zone.`,
    remedy:
      'Write the local day and time without offset, such as 2027-01-09T20:00, and the zone beside it; the day alone for whole days.',
  };
}

export function complaintAboutDay(text: string): Complaint | undefined {
  const read = readTimeText(text);
  if (isComplaint(read)) return read;
  if (dayPattern.test(text)) return undefined;
  return { code: 'plan.day', message: `"${text}" is not a day.`, remedy: 'Write it as 2027-02-01.' };
}

/** One text for one local time: seconds only where there are any. */
export const canonicalLocal = (text: string): string => (text.length === 19 && text.endsWith(':00') ? text.slice(0, 16) : text);

type Instant = { readonly instant: string } | Complaint;

/** A local time that the clocks skip or show twice has no reading or two: it is refused, never moved. */
function inZone(text: string, local: string, zone: string): Instant {
  const plain = Temporal.PlainDateTime.from(local);
  const early = plain.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const late = plain.toZonedDateTime(zone, { disambiguation: 'later' });
  if (early.epochMilliseconds === late.epochMilliseconds) return { instant: new Date(early.epochMilliseconds).toISOString() };
  const skipped = !early.toPlainDateTime().equals(plain);
  return {
    code: skipped ? 'plan.time-skipped' : 'plan.time-twice',
    message: skipped
      ? `"${text}" does not exist in ${zone}: the clocks go forward over it.`
      : `"${text}" happens twice in ${zone}: the clocks go back over it.`,
    remedy: `Write the offset: ${spell(early)} or ${spell(late)}.`,
  };
}

const spell = (time: Temporal.ZonedDateTime): string => time.toString({ timeZoneName: 'never', smallestUnit: 'minute' });

/** The one instant that a time text means, as UTC with milliseconds. The zone must be a valid one. */
export function instantOf(text: string, zone: string): Instant {
  const read = readTimeText(text);
  if (isComplaint(read)) return read;
  if (read.form === 'exact' || zone === 'UTC') return { instant: new Date(read.epochMs).toISOString() };
  if (read.form === 'local') return inZone(text, read.local, zone);
  // A day begins at midnight, or where summer time skips midnight (Santiago, Beirut), at its first moment.
  const start = Temporal.PlainDate.from(read.local.slice(0, 10)).toZonedDateTime(zone);
  return { instant: new Date(start.epochMilliseconds).toISOString() };
}

/** The instant as a person in that zone reads it, with its offset, so that it has one reading anywhere. */
export function writeInstant(instant: string, zone: string): string {
  if (zone === 'UTC') return instant.replace(/(?::00)?\.000Z$/, 'Z');
  const time = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  const unit = time.millisecond > 0 ? 'millisecond' : time.second > 0 ? 'second' : 'minute';
  return time.toString({ timeZoneName: 'never', smallestUnit: unit });
}
