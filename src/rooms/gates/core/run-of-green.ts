import { type Criterion, greenUntil } from './criterion.ts';

/** How long a gate has been green, as an evaluation left it. */
export type Run = {
  /** Since when all criteria are green without break; null where they are not. */
  readonly greenSince: Date | null;
  /** When time alone ends it; null where it never does. */
  readonly greenUntil: Date | null;
  /** The latest moment that the gate has seen: where the clock steps back, no green time begins before it. */
  readonly latestAt: Date;
};

const later = (a: Date, b: Date): Date => (a > b ? a : b);

/** The first moment at which a gate that is green now no longer is, if nobody does anything; null where time alone never ends it. */
export function greenEnds(criteria: readonly Criterion[], now: Date): Date | null {
  const first = Math.min(...criteria.map((criterion) => greenUntil(criterion, now) ?? now.getTime()));
  return Number.isFinite(first) ? new Date(first) : null;
}

/**
 * Since when all criteria are green without break. Between two evaluations only time passes, so a run goes on exactly when the one before was green and
 * nothing in it ran out before now: what is renewed at the moment at which it would have run out never broke. A dip begins the time anew.
 */
export function greenSinceNow(last: Run | null, green: boolean, now: Date): Date | null {
  if (!green) return null;
  const unbroken = last !== null && last.greenSince !== null && (last.greenUntil === null || last.greenUntil >= now);
  if (unbroken) return last.greenSince;
  return last === null ? now : later(last.latestAt, now);
}

/** The run of green that an evaluation leaves behind. */
export const runAfter = (last: Run | null, green: boolean, criteria: readonly Criterion[], now: Date): Run => ({
  greenSince: greenSinceNow(last, green, now),
  greenUntil: green ? greenEnds(criteria, now) : null,
  latestAt: last === null ? now : later(last.latestAt, now),
});

const hour = 3_600_000;

/** The first moment at which a gate that stays green can pass; null where it is not green. */
export const canPassFrom = (greenHours: number | null, since: Date | null): Date | null =>
  since === null ? null : new Date(since.getTime() + (greenHours ?? 0) * hour);
