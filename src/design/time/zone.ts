/** Wall clock and instant in a zone, on Intl alone: the browser already carries the zone rules. Pure. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, made);
  return made;
}

const HOUR = 3_600_000;
// Zones change their offset on quarter hours at the earliest; an hour's answer is kept because the calendar asks per frame.
const offsets = new Map<string, number>();

function readOffset(at: number, zone: string): number {
  const read: Record<string, number> = {};
  for (const part of formatOf(zone).formatToParts(at)) read[part.type] = Number(part.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = read;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** How far the zone's wall clock is ahead of UTC at this instant, in milliseconds. */
export function offsetAt(at: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const hour = Math.floor(at / HOUR);
  const key = `${zone}|${hour}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const found = readOffset(at, zone);
  // A change inside this very hour is not kept, so the answer stays exact in zones that change on the half hour.
  if (readOffset(hour * HOUR, zone) !== readOffset((hour + 1) * HOUR - 1, zone)) return found;
  if (offsets.size > 20_000) offsets.clear();
  offsets.set(key, found);
  return found;
}

/** The wall clock as if it were UTC: calendar sums are done on it, then `fromWall` goes back. */
export const toWall = (at: number, zone: string): number => at + offsetAt(at, zone);

/**
 * The instant at which the zone's clock shows `wall`. In the hour that daylight saving skips it is the instant after the skip; in the
 * hour that comes twice it is the first.
 */
export function fromWall(wall: number, zone: string): number {
  const before = offsetAt(wall - 24 * HOUR, zone);
  const after = offsetAt(wall + 24 * HOUR, zone);
  const early = wall - before;
  if (offsetAt(early, zone) === before) return early;
  const late = wall - after;
  return offsetAt(late, zone) === after ? late : early;
}

const DAY = 24 * HOUR;

/** Midnight that begins the day of this instant. */
export function startOfDay(at: number, zone: string): number {
  const wall = toWall(at, zone);
  return fromWall(Math.floor(wall / DAY) * DAY, zone);
}

/** The same time of day, so many calendar days on: across daylight saving a day is not always 24 hours. */
export const addDays = (at: number, days: number, zone: string): number => fromWall(toWall(at, zone) + days * DAY, zone);
