import { dayNames, monthNames } from '../time/format-instant.ts';
import { fromWall, toWall } from '../time/zone.ts';
import { DAY, spanOf, type View } from './view.ts';

export type Tick = { readonly at: number; readonly label: string; readonly major: boolean };

type Unit = {
  /** The unit's beginning at or before a wall time. */
  readonly floor: (wall: number) => number;
  readonly next: (wall: number) => number;
  readonly label: (wall: number) => string;
};

const HOUR = DAY / 24;
const two = (value: number): string => String(value).padStart(2, '0');
const monthName = (date: Date): string => monthNames[date.getUTCMonth()] ?? '';

const months = (step: number, label: (date: Date) => string): Unit => ({
  floor: (wall) => {
    const date = new Date(wall);
    return Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / step) * step, 1);
  },
  next: (wall) => {
    const date = new Date(wall);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + step, 1);
  },
  label: (wall) => label(new Date(wall)),
});

const evenly = (step: number, phase: number, label: (date: Date) => string): Unit => ({
  floor: (wall) => Math.floor((wall - phase) / step) * step + phase,
  next: (wall) => wall + step,
  label: (wall) => label(new Date(wall)),
});

// 5 January 1970 was a Monday.
const monday = 4 * DAY;

const units = {
  year: months(12, (date) => String(date.getUTCFullYear())),
  quarter: months(3, (date) => `Q${date.getUTCMonth() / 3 + 1} ${date.getUTCFullYear()}`),
  quarterShort: months(3, (date) => `Q${date.getUTCMonth() / 3 + 1}`),
  month: months(1, (date) => `${monthName(date)} ${date.getUTCFullYear()}`),
  monthShort: months(1, monthName),
  week: evenly(7 * DAY, monday, (date) => String(date.getUTCDate())),
  day: evenly(DAY, 0, (date) => `${(dayNames[date.getUTCDay()] ?? '').charAt(0)} ${date.getUTCDate()}`),
  dayNamed: evenly(DAY, 0, (date) => `${dayNames[date.getUTCDay()] ?? ''} ${date.getUTCDate()}`),
  dayLong: evenly(
    DAY,
    0,
    (date) => `${dayNames[date.getUTCDay()] ?? ''} ${date.getUTCDate()} ${monthName(date)} ${date.getUTCFullYear()}`,
  ),
} as const satisfies Record<string, Unit>;

const hourSteps = [1, 2, 3, 6, 12] as const;
const hours = (pxPerDay: number): Unit => {
  const step = hourSteps.find((hoursOfStep) => (pxPerDay / 24) * hoursOfStep >= 44) ?? 12;
  return evenly(step * HOUR, 0, (date) => `${two(date.getUTCHours())}:00`);
};

function unitsFor(pxPerDay: number): readonly [major: Unit, minor: Unit] {
  if (pxPerDay < 0.9) return [units.year, units.quarterShort];
  if (pxPerDay < 12) return [units.quarter, units.monthShort];
  if (pxPerDay < 30) return [units.month, units.week];
  if (pxPerDay < 64) return [units.month, units.day];
  if (pxPerDay < 240) return [units.month, units.dayNamed];
  return [units.dayLong, hours(pxPerDay)];
}

function along(unit: Unit, fromWallTime: number, toWallTime: number, zone: string, major: boolean): readonly Tick[] {
  const out: Tick[] = [];
  for (let wall = unit.floor(fromWallTime); wall <= toWallTime; wall = unit.next(wall)) {
    out.push({ at: fromWall(wall, zone), label: unit.label(wall), major });
  }
  return out;
}

export type Ticks = { readonly majors: readonly Tick[]; readonly minors: readonly Tick[] };

/** Calendar units in the zone's own days; each row begins with the unit that is cut by the left edge. */
export function ticksOf(view: View, zone: string): Ticks {
  const { from, to } = spanOf(view);
  const [major, minor] = unitsFor(view.pxPerDay);
  const fromWallTime = toWall(from, zone);
  const toWallTime = toWall(to, zone);
  return {
    majors: along(major, fromWallTime, toWallTime, zone, true),
    minors: along(minor, fromWallTime, toWallTime, zone, false),
  };
}

/** Saturdays and Sundays in view, where a day is wide enough to be told from its neighbours. */
export function weekendsOf(view: View, zone: string): readonly { readonly start: number; readonly end: number }[] {
  if (view.pxPerDay < 14) return [];
  const { from, to } = spanOf(view);
  const saturday = evenly(7 * DAY, 2 * DAY, () => '');
  const out: { start: number; end: number }[] = [];
  for (let wall = saturday.floor(toWall(from, zone)); wall <= toWall(to, zone); wall += 7 * DAY) {
    out.push({ start: fromWall(wall, zone), end: fromWall(wall + 2 * DAY, zone) });
  }
  return out;
}
