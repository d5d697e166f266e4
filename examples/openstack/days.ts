const dayMs = 86_400_000;

/** Days are texts such as 2025-03-31; the converter never needs a time zone for them. */
export const addDays = (day: string, days: number): string => new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);

export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

export type Shift = { readonly weeks: number; readonly day: (day: string) => string; readonly time: (time: string) => string };

/** Whole weeks, so that a Thursday stays a Thursday. */
export const shiftBy = (weeks: number): Shift => ({
  weeks,
  day: (day) => addDays(day, 7 * weeks),
  time: (time) => new Date(Date.parse(time) + 7 * weeks * dayMs).toISOString(),
});

/** The shift that puts `today` nearest to the middle between two days. */
export const shiftToMiddle = (start: string, end: string, today: string): Shift =>
  shiftBy(Math.round(daysBetween(addDays(start, Math.round(daysBetween(start, end) / 2)), today) / 7));
