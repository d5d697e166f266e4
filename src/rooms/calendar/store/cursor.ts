import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import { calendarRefusals as no } from '../core/calendar-refusals.ts';

/** Keyset cursors: the sort values of the last row of a page, as opaque text. */
const cursorOf = (values: readonly string[]): string => Buffer.from(JSON.stringify(values)).toString('base64url');

const isTexts = (value: unknown, count: number): value is readonly string[] =>
  Array.isArray(value) && value.length === count && value.every((part: unknown) => typeof part === 'string');

/** The two values of a cursor, the first of them fit for a column; null on the first page. */
export function readCursor(
  cursor: string | undefined,
  fits: (value: string) => boolean,
): Outcome<readonly [string, string] | null> {
  if (cursor === undefined) return done(null);
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const [first, second] = isTexts(values, 2) ? values : [];
    if (first !== undefined && second !== undefined && fits(first) && /^[0-9a-f-]{36}$/.test(second))
      return done([first, second]);
  } catch {
    // Not JSON: no cursor of ours.
  }
  return refuse(no['bad-cursor']({}));
}

export const isStamp = (text: string): boolean => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text));
export const isText = (text: string): boolean => text.length <= 300;

export type Page<T> = { readonly rows: readonly T[]; readonly nextCursor: string | null };

/** A page out of one row more than it shows: the extra row tells that there is a next page. */
export function pageFrom<T>(rows: readonly T[], limit: number, keyOf: (row: T) => readonly [string, string]): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, nextCursor: rows.length > limit && last !== undefined ? cursorOf(keyOf(last)) : null };
}

/** Text as a LIKE pattern that finds it anywhere. */
export const containing = (text: string): string => `%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
