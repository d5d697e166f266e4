import { toWall } from './zone.ts';

export const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
export const longMonthNames = [
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
export const dayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

const two = (value: number): string => String(value).padStart(2, '0');

const zoneNames = new Map<string, Intl.DateTimeFormat>();

/** "CEST", "UTC", "GMT-4": the short name at this instant. */
export function zoneName(at: number, zone: string): string {
  const format = zoneNames.get(zone) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' });
  zoneNames.set(zone, format);
  return format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

/** "12 May 2026" */
export function formatDay(at: number, zone: string): string {
  const wall = new Date(toWall(at, zone));
  return `${wall.getUTCDate()} ${monthNames[wall.getUTCMonth()] ?? ''} ${wall.getUTCFullYear()}`;
}

/** "12 May" */
export function formatShortDay(at: number, zone: string): string {
  const wall = new Date(toWall(at, zone));
  return `${wall.getUTCDate()} ${monthNames[wall.getUTCMonth()] ?? ''}`;
}

/** "14:02" */
export function formatClock(at: number, zone: string): string {
  const wall = new Date(toWall(at, zone));
  return `${two(wall.getUTCHours())}:${two(wall.getUTCMinutes())}`;
}

/** "Tue 12 May 2026" */
export function formatWeekday(at: number, zone: string): string {
  return `${dayNames[new Date(toWall(at, zone)).getUTCDay()] ?? ''} ${formatDay(at, zone)}`;
}

/** "12 May 2026, 14:02 CEST" */
export const formatInstant = (at: number, zone: string): string =>
  `${formatDay(at, zone)}, ${formatClock(at, zone)} ${zoneName(at, zone)}`;

/** "2026-05-12T14:02" for a native field, in the zone's wall clock. */
export const toFieldValue = (at: number, zone: string): string => new Date(toWall(at, zone)).toISOString().slice(0, 16);
