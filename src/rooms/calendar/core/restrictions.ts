import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Span } from '../../../foundation/span.ts';
import { calendarRefusals as no } from './calendar-refusals.ts';
import type { Recurrence } from './recurrence.ts';
import { countSelectors, mostSelectors, type Scope, selectorsOf } from './scope.ts';
import { horizonAround, spansWithin } from './series.ts';

/** Most restrictions of one record: spans times combinations. */
export const mostRestrictions = 10_000;

export type Severity = 'blocks' | 'needs-exception' | 'warns';

/** In the words of the index. */
export type DraftRestriction = Span & {
  readonly slot: string;
  readonly kind: 'freeze' | 'window';
  readonly selector: readonly string[];
  readonly label: string;
  readonly severity: Severity;
};

export type Restricting = {
  readonly kind: 'freeze' | 'window';
  readonly name: string;
  readonly scope: Scope;
  readonly span: Span;
  readonly recurrence: Recurrence | null;
  readonly severity: Severity;
};
export type Restrictions = {
  readonly drafts: readonly DraftRestriction[];
  /** Up to here all of it stands in the index; null: all of it does. */
  readonly until: Date | null;
};

/**
 * What a window or freeze places into the index of restrictions. A rule whose next twenty-four months cannot be followed is refused: nobody may read
 * silence as "free".
 */
export function restrictionsOf(record: Restricting, now: Date): Outcome<Restrictions> {
  const selectors = countSelectors(record.scope);
  if (selectors > mostSelectors)
    return refuse(no['scope-too-wide']({ combinations: selectors, most: mostSelectors }, { field: '/scope' }));
  const horizon = horizonAround(now);
  const found =
    record.recurrence === null ? done({ spans: [record.span], truncated: null }) : spansWithin(record, horizon, record.kind);
  if (!found.ok) return found;
  const { spans, truncated } = found.value;
  if (truncated !== null) return refuse(no['recurrence-too-dense']({ from: truncated.from }, { field: '/repeats/rule' }));
  if (spans.length * selectors > mostRestrictions) {
    return refuse(
      no['restrictions-too-many']({ spans: spans.length, combinations: selectors, most: mostRestrictions }, { field: '/scope' }),
    );
  }
  const drafts = selectorsOf(record.scope).flatMap((selector) =>
    spans.map((span) => ({
      slot: [record.recurrence === null ? 'once' : span.start.toISOString(), ...selector].join(' '),
      kind: record.kind,
      start: span.start,
      end: span.end,
      selector,
      label: record.name,
      severity: record.severity,
    })),
  );
  return done({ drafts, until: record.recurrence === null ? null : horizon.end });
}
