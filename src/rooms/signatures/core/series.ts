import type { Series } from '../../identity/door.ts';

/** The running series of a session, as its signatures tell it. */
export type Running = { readonly lastAt: Date; readonly begunAt: Date; readonly count: number };

/**
 * 21 CFR 11.200(a)(1)(i) lets later signings of one unbroken period take fewer components; EU draft Annex 11 13.3 says “in immediate sequence”. So the
 * period is short: it ends with the session, some minutes after the last signature, an hour after the first, and after so many.
 */
export const pauseMinutes = 10;
export const lengthMinutes = 60;
export const most = 50;

const minutes = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 60_000;

/** Whether the next signature of this session begins a series or continues one, and which it is. A clock that went back begins anew. */
export function nextInSeries(running: Running | null, now: Date): { readonly series: Series; readonly number: number } {
  const first = { series: 'first', number: 1 } as const;
  if (running === null || running.count >= most) return first;
  const [pause, length] = [minutes(running.lastAt, now), minutes(running.begunAt, now)];
  if (pause < 0 || length < 0 || pause >= pauseMinutes || length >= lengthMinutes) return first;
  return { series: 'continued', number: running.count + 1 };
}
