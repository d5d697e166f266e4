import type { Series } from '../../identity/door.ts';
import type { SeriesLimits } from './profile.ts';

/** The running series of a session, as its signatures tell it. */
export type Running = { readonly lastAt: Date; readonly begunAt: Date; readonly count: number };

const minutes = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 60_000;

/**
 * Whether the next signature of this session begins a series or continues one, and which it is. 21 CFR 11.200(a)(1)(i) lets later signings of one unbroken
 * period take fewer components; EU draft Annex 11 13.3 says “in immediate sequence”. So the period is short: it ends with the session, some minutes after the
 * last signature, some after the first, and after so many; where the profile asks for all components each time, each begins anew. So does a clock that went back.
 */
export function nextInSeries(
  running: Running | null,
  now: Date,
  limits: SeriesLimits,
): { readonly series: Series; readonly number: number } {
  const first = { series: 'first', number: 1 } as const;
  if (running === null || limits.subsequent === 'all-components' || running.count >= limits.most) return first;
  const [pause, length] = [minutes(running.lastAt, now), minutes(running.begunAt, now)];
  if (pause < 0 || length < 0 || pause >= limits.pauseMinutes || length >= limits.periodMinutes) return first;
  return { series: 'continued', number: running.count + 1 };
}
