import type { ReplyOf } from '../../../../foundation/contract.ts';
import { type releaseCalendar, releaseKinds, releaseStates } from '../../contract.ts';
import type { CalendarState } from './view-state.ts';

export type CalendarReply = ReplyOf<typeof releaseCalendar>;
export type CalendarRow = CalendarReply['rows'][number];
export type UndatedRow = CalendarReply['undated']['rows'][number];

const over: ReadonlySet<string> = new Set(['closed', 'closed-failed', 'rejected', 'cancelled', 'backed-out']);

/** "in-progress" as a person reads it. */
export const worded = (word: string): string => {
  const text = word.replaceAll('-', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
};

export const stateOfRow = (row: CalendarRow): string => releaseStates[row.state] ?? 'proposed';
export const kindOfRow = (row: CalendarRow): string => releaseKinds[row.kind] ?? 'project';
export const hitsOf = (row: CalendarRow): number => row.hits[0] + row.hits[1];
/** Whether a drag is worth offering; what may be done is the server's answer, asked before anything is sent. */
export const looksMovable = (row: CalendarRow): boolean => row.imported === 0 && !over.has(stateOfRow(row));

const matches = (row: { readonly key: string; readonly name: string }, q: string): boolean =>
  q === '' || `${row.key} ${row.name}`.toLowerCase().includes(q.toLowerCase());

/** Rows that the reader asked for, beyond what the server has filtered. */
export const rowsShown = (reply: CalendarReply, state: Pick<CalendarState, 'q' | 'collisionsOnly'>): readonly CalendarRow[] =>
  reply.rows.filter((row) => matches(row, state.q) && (!state.collisionsOnly || hitsOf(row) > 0));

/** What has no go-live, by the same words. Its `count` is the server's, that knows more than the 200 that it sends. */
export function undatedShown(reply: CalendarReply, q: string): { readonly count: number; readonly rows: readonly UndatedRow[] } {
  const rows = reply.undated.rows.filter((row) => matches(row, q));
  return { count: q === '' ? reply.undated.count : rows.length, rows };
}

/** Known rows keep their order and new ones come last, so that news never moves a row under the pointer. */
export function inStableOrder<R extends { readonly id: string }>(
  rows: readonly R[],
  known: ReadonlyMap<string, number>,
): readonly R[] {
  const rank = (row: R): number => known.get(row.id) ?? Number.MAX_SAFE_INTEGER;
  return rows.toSorted((a, b) => rank(a) - rank(b));
}

export const orderOf = (rows: readonly { readonly id: string }[]): ReadonlyMap<string, number> =>
  new Map(rows.map((row, index) => [row.id, index]));
