/** The shape of a recurrence rule that was read: parts, names and ranges of RFC 5545, section 3.3.10. */
export const frequencies = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'MINUTELY', 'SECONDLY'] as const;
export type Frequency = (typeof frequencies)[number];
export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof weekdays)[number];

/** UNTIL in the three forms of RFC 5545: a date, a local time (read in the recurrence's own zone) or an instant in UTC. */
export type Until = { readonly kind: 'date' | 'local' | 'utc'; readonly text: string };
export type ByDay = { readonly ordinal: number | null; readonly weekday: Weekday };

/** A rule that was read and found sound. An empty list means that the part is absent. */
export type RecurrenceRule = {
  readonly text: string;
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | null;
  readonly until: Until | null;
  readonly weekStart: Weekday;
  readonly byDay: readonly ByDay[];
  readonly numbers: Readonly<Record<NumberPart, readonly number[]>>;
};

/** Most occurrences that COUNT may ask for: a rule with COUNT has to be counted from its start each time. */
export const mostCounted = 5_000;

// Ranges of RFC 5545, section 3.3.10. Second 60 is left out: our clock has no leap seconds.
export const ranges = {
  BYSECOND: { least: 0, most: 59, signed: false },
  BYMINUTE: { least: 0, most: 59, signed: false },
  BYHOUR: { least: 0, most: 23, signed: false },
  BYMONTHDAY: { least: 1, most: 31, signed: true },
  BYYEARDAY: { least: 1, most: 366, signed: true },
  BYWEEKNO: { least: 1, most: 53, signed: true },
  BYMONTH: { least: 1, most: 12, signed: false },
  BYSETPOS: { least: 1, most: 366, signed: true },
} as const;
export type NumberPart = keyof typeof ranges;
export const numberParts = [
  'BYSECOND',
  'BYMINUTE',
  'BYHOUR',
  'BYMONTHDAY',
  'BYYEARDAY',
  'BYWEEKNO',
  'BYMONTH',
  'BYSETPOS',
] as const;
