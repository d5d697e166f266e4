import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import { intersect, isValidSpan, overlaps, type Span, union } from '../../../foundation/span.ts';
import { calendarRefusals as no } from './calendar-refusals.ts';
import { expandRecurrence, type Recurrence, type Truncation } from './recurrence.ts';

/** Whom a freeze holds. An empty list narrows nothing; several lists narrow together; a freeze without any holds the whole enterprise. */
export type FreezeScope = {
  /** Units of the organisation; each holds everything below it. */
  readonly unitIds: readonly string[];
  readonly applicationIds: readonly string[];
  readonly criticalities: readonly string[];
  readonly environmentClasses: readonly string[];
  readonly gxpOnly: boolean;
};

/** Once, or recurring in a zone. A recurring freeze carries its zone in the recurrence; `zone` says in which one a single span is shown. */
export type FreezeTime =
  | { readonly kind: 'once'; readonly span: Span; readonly zone: string }
  | { readonly kind: 'recurring'; readonly recurrence: Recurrence };

export type Freeze = { readonly id: string; readonly name: string; readonly scope: FreezeScope; readonly time: FreezeTime };

/** What is to be judged. `null`: not known; the unknown does not help (law 6), so it is held as if it matched. */
export type FreezeTarget = {
  /** The unit and every unit above it. */
  readonly unitPath: readonly string[] | null;
  readonly applicationId: string | null;
  readonly criticality: string | null;
  readonly environmentClass: string | null;
  readonly gxp: boolean | null;
};

export type Coverage = 'covered' | 'covered-as-unknown' | 'not-covered';

export type FrozenTime = {
  /** In order, without overlaps. */
  readonly spans: readonly Span[];
  /** From here on nothing is known: not free. */
  readonly truncated: Truncation | null;
};

export type FreezeHit = { readonly freezeId: string; readonly coverage: Coverage; readonly frozen: Span; readonly overlap: Span };

/** Whether a freeze's scope holds a target. One part that surely differs sets the target free; an unknown part does not. */
export function coverageOf(scope: FreezeScope, target: FreezeTarget): Coverage {
  const { unitPath } = target;
  const answers = [
    scope.unitIds.length === 0 || (unitPath === null ? null : unitPath.some((unit) => scope.unitIds.includes(unit))),
    isListed(scope.applicationIds, target.applicationId),
    isListed(scope.criticalities, target.criticality),
    isListed(scope.environmentClasses, target.environmentClass),
    !scope.gxpOnly || target.gxp,
  ];
  if (answers.includes(false)) return 'not-covered';
  return answers.includes(null) ? 'covered-as-unknown' : 'covered';
}

/**
 * The frozen time of a freeze within a span. Cautious in both daylight-saving cases: a start that the clocks skip moves to the first
 * time that exists, of an end that comes twice the later counts, so that no part of the frozen wall-clock time is left open.
 */
export function expandFreeze(freeze: Freeze, span: Span): Outcome<FrozenTime> {
  if (!isValidSpan(span)) return refuse(no['span-not-valid']());
  if (freeze.time.kind === 'once') {
    if (!isValidSpan(freeze.time.span)) return refuse(no['span-not-valid']());
    return done({ spans: overlaps(freeze.time.span, span) ? [freeze.time.span] : [], truncated: null });
  }
  const found = expandRecurrence(freeze.time.recurrence, span, { gap: 'next', startFold: 'earlier', endFold: 'later' });
  if (!found.ok) return found;
  return done({ spans: union(found.value.occurrences), truncated: found.value.truncated });
}

/** The whole span that a freeze is held against (law 7): the work and the time to back it out. */
export const wholeSpanOf = (start: Date, workMs: number, backOutMs: number): Span => ({
  start,
  end: new Date(start.getTime() + workMs + backOutMs),
});

/**
 * Where a freeze meets a planned span, back-out time included. Time beyond a truncated expansion counts as frozen, because silence is
 * not "free".
 */
export function hitsOfFreeze(freeze: Freeze, target: FreezeTarget, whole: Span): Outcome<readonly FreezeHit[]> {
  const coverage = coverageOf(freeze.scope, target);
  if (coverage === 'not-covered') return done([]);
  const found = expandFreeze(freeze, whole);
  if (!found.ok) return found;
  const { spans, truncated } = found.value;
  const beyond = truncated === null ? [] : [{ start: truncated.from, end: whole.end }];
  return done(
    [...spans, ...beyond].flatMap((frozen) => {
      const overlap = intersect(frozen, whole);
      return overlap === undefined ? [] : [{ freezeId: freeze.id, coverage, frozen, overlap }];
    }),
  );
}

const isListed = (list: readonly string[], value: string | null): boolean | null =>
  list.length === 0 || (value === null ? null : list.includes(value));
