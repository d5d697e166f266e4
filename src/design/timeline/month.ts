import { fromWall, toWall } from '../time/zone.ts';
import { isWhole } from './bands.ts';
import type { TimelineBand } from './types.ts';
import { DAY } from './view.ts';

export type MonthDay = {
  readonly start: number;
  readonly end: number;
  readonly date: number;
  readonly inMonth: boolean;
  readonly isToday: boolean;
};

const monthShape = /^(\d{4})-(\d{2})$/;

/** Wall time of the first of a month `YYYY-MM`; the month of `now` where the text is none. */
export function firstOfMonth(month: string, now: number, zone: string): number {
  const [, year, number] = monthShape.exec(month) ?? [];
  if (year !== undefined && number !== undefined) return Date.UTC(Number(year), Number(number) - 1, 1);
  const wall = new Date(toWall(now, zone));
  return Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), 1);
}

export const monthOfWall = (wall: number): string => new Date(wall).toISOString().slice(0, 7);

/** "2026-05" and -1 give "2026-04". */
export function otherMonth(month: string, by: number, now: number, zone: string): string {
  const first = new Date(firstOfMonth(month, now, zone));
  return monthOfWall(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + by, 1));
}

/** Whole weeks from Monday that hold the month. */
export function weeksOfMonth(month: string, now: number, zone: string): readonly (readonly MonthDay[])[] {
  const first = firstOfMonth(month, now, zone);
  const weekday = (new Date(first).getUTCDay() + 6) % 7;
  const out: MonthDay[][] = [];
  for (
    let week = first - weekday * DAY;
    week === first - weekday * DAY || monthOfWall(week) === monthOfWall(first);
    week += 7 * DAY
  ) {
    out.push(
      Array.from({ length: 7 }, (_, index) => {
        const wall = week + index * DAY;
        const start = fromWall(wall, zone);
        const end = fromWall(wall + DAY, zone);
        const date = new Date(wall).getUTCDate();
        return { start, end, date, inMonth: monthOfWall(wall) === monthOfWall(first), isToday: now >= start && now < end };
      }),
    );
  }
  return out;
}

type Spanned = { readonly start: number; readonly end: number };

/** What lies on a day; a span that ends at its midnight does not. */
export const onDay = <T extends Spanned>(items: readonly T[], day: MonthDay): readonly T[] =>
  items.filter((item) => item.start < day.end && Math.max(item.end, item.start + 1) > day.start);

export type DayBands = {
  /** What holds everything on that day: it tints the day. */
  readonly freeze: boolean;
  readonly window: boolean;
  /** The gravest in words, narrow ones too: freezes first, what holds everything before what holds a part. */
  readonly first: TimelineBand | undefined;
  readonly more: readonly TimelineBand[];
};

const graver = (band: TimelineBand): number => (band.kind === 'freeze' ? 0 : 2) + (isWhole(band) ? 0 : 1);

/** Windows and freezes of a day. A narrow one is told, but does not tint the day: it concerns some of its items only. */
export function bandsOnDay(bands: readonly TimelineBand[], day: MonthDay): DayBands {
  const [first, ...more] = onDay(bands, day).toSorted((a, b) => graver(a) - graver(b));
  const all = first === undefined ? [] : [first, ...more];
  const has = (kind: TimelineBand['kind']): boolean => all.some((band) => band.kind === kind && isWhole(band));
  return { freeze: has('freeze'), window: has('window'), first, more };
}

/** Collisions stand first, so that "n more" never hides one behind something harmless. */
export function shownOnDay<T extends { readonly collision?: boolean | undefined }>(
  items: readonly T[],
  room: number,
): { readonly shown: readonly T[]; readonly hidden: readonly T[] } {
  const sorted = items.toSorted((a, b) => Number(b.collision === true) - Number(a.collision === true));
  return { shown: sorted.slice(0, room), hidden: sorted.slice(room) };
}
