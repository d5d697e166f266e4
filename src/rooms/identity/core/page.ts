import { isUuid } from '../../../foundation/ids.ts';
import { defineRefusals, done, type Outcome, refuse } from '../../../foundation/refusal.ts';

const no = defineRefusals('identity', {
  'bad-cursor': {
    kind: 'malformed',
    says: () => 'The cursor is none that this list gave.',
    remedy: 'Start again without a cursor; send `nextCursor` exactly as it came.',
  },
});

/** Keyset cursors: the sort values of the last row of a page, as opaque text. */
export const cursorOf = (values: readonly string[]): string => Buffer.from(JSON.stringify(values)).toString('base64url');

type Part = 'text' | 'uuid';

const fits = (value: unknown, parts: readonly Part[]): value is readonly string[] =>
  Array.isArray(value) &&
  value.length === parts.length &&
  value.every((part: unknown, place) => typeof part === 'string' && (parts[place] === 'text' || isUuid(part)));

/** The values of a cursor; null on the first page. */
export function readCursor(cursor: string | undefined, parts: readonly Part[]): Outcome<readonly string[] | null> {
  if (cursor === undefined) return done(null);
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return fits(values, parts) ? done(values) : refuse(no['bad-cursor']({}));
  } catch {
    return refuse(no['bad-cursor']({}));
  }
}

export type Page<T> = { readonly rows: readonly T[]; readonly nextCursor: string | null };

/** A page out of one row more than it shows: the extra row tells that there is a next page. */
export function pageOf<T>(rows: readonly T[], limit: number, keyOf: (row: T) => readonly string[]): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, nextCursor: rows.length > limit && last !== undefined ? cursorOf(keyOf(last)) : null };
}

/** Text as a LIKE pattern that finds it anywhere. */
export const containing = (text: string): string => `%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
