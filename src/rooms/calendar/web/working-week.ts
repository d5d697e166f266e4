import type { WorkingCalendarShown, weekdayNames } from '../contract.ts';

type Week = Readonly<Record<(typeof weekdayNames)[number], string>>;
type Hours = { readonly from: string; readonly to: string };

export const emptyWeek: Week = {
  MO: '09:00-17:00',
  TU: '09:00-17:00',
  WE: '09:00-17:00',
  TH: '09:00-17:00',
  FR: '09:00-17:00',
  SA: '',
  SU: '',
};

const spanPattern = /^(\d\d:\d\d)\s*[-–]\s*(\d\d:\d\d)$/;

/** "09:00-12:00, 13:00-17:30" as hours; null where it is not understood, nothing where the day is not worked. */
export function hoursOf(text: string): Hours[] | null {
  const parts = text.split(',').map((part) => part.trim());
  const hours: Hours[] = [];
  for (const part of parts.filter((one) => one !== '')) {
    const [, from, to] = spanPattern.exec(part) ?? [];
    if (from === undefined || to === undefined) return null;
    hours.push({ from, to });
  }
  return hours;
}

const textOf = (hours: readonly Hours[] | undefined): string => (hours ?? []).map(({ from, to }) => `${from}-${to}`).join(', ');

export function weekText(week: WorkingCalendarShown['week']): Week {
  return {
    MO: textOf(week.MO),
    TU: textOf(week.TU),
    WE: textOf(week.WE),
    TH: textOf(week.TH),
    FR: textOf(week.FR),
    SA: textOf(week.SA),
    SU: textOf(week.SU),
  };
}

export type HolidayDraft = { readonly name: string; readonly on: string; readonly yearly: boolean };

/** One holiday a line: "2026-12-25 Christmas Day, yearly". */
export function holidaysOf(text: string): HolidayDraft[] | null {
  const lines = text.split('\n').map((line) => line.trim());
  const holidays: HolidayDraft[] = [];
  for (const line of lines.filter((one) => one !== '')) {
    const [, on, rest] = /^(\d{4}-\d\d-\d\d)\s+(.+)$/.exec(line) ?? [];
    if (on === undefined || rest === undefined) return null;
    const yearly = /,\s*yearly$/i.test(rest);
    holidays.push({ on, yearly, name: rest.replace(/,\s*yearly$/i, '') });
  }
  return holidays;
}

const yearlyRule = 'FREQ=YEARLY';
type ShownHoliday = WorkingCalendarShown['holidays'][number];
/** A holiday with a rule of its own, such as one counted from Easter, that the lines cannot tell: it is kept as it is. */
export const isPlain = (holiday: ShownHoliday): boolean =>
  (holiday.rule === null || holiday.rule === yearlyRule) && holiday.except.length === 0;
export const holidaysText = (holidays: readonly ShownHoliday[]): string =>
  holidays
    .filter(isPlain)
    .map((holiday) => `${holiday.on} ${holiday.name}${holiday.rule === null ? '' : ', yearly'}`)
    .join('\n');
export const holidaySent = ({ name, on, yearly }: HolidayDraft) => ({ name, on, rule: yearly ? yearlyRule : null });
