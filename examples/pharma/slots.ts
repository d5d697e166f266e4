import { addDays } from '../openstack/days.ts';

/** Release slots of the firm, as days. Everything is counted from today, so that the example always has a running year. */
const weekdayOf = (day: string): number => new Date(`${day}T00:00Z`).getUTCDay();
const saturday = 6;

const nthInMonth = (day: string): number => Math.ceil(Number(day.slice(8)) / 7);

/** The year-end freeze, 18 December to 4 January: no slot lies in it, nor so close that backing out would reach it. */
export const inYearEnd = (day: string): boolean => day.slice(5) >= '12-16' || day.slice(5) <= '01-04';

export const isQuarterly = (day: string): boolean =>
  weekdayOf(day) === saturday && nthInMonth(day) === 1 && ['03', '06', '09', '12'].includes(day.slice(5, 7));

/** Second and fourth Saturday of the month. */
export const isGxp = (day: string): boolean => weekdayOf(day) === saturday && [2, 4].includes(nthInMonth(day));

/** Tuesdays and Thursdays; the month-end close (the last three days of a month and the first) is left alone. */
export const isEvening = (day: string): boolean =>
  [2, 4].includes(weekdayOf(day)) && Number(day.slice(8)) > 2 && Number(day.slice(8)) < 27;

type Kind = (day: string) => boolean;

const search = (from: string, step: 1 | -1, kind: Kind): string => {
  let day = from;
  while (!kind(day) || inYearEnd(day)) day = addDays(day, step);
  return day;
};

export const slotFrom = (from: string, kind: Kind): string => search(from, 1, kind);
export const slotUntil = (until: string, kind: Kind): string => search(until, -1, kind);
