import type { DecideVerb, GateState } from '../contract.ts';
import { type Criterion, greenUntil, isGreen, statusOf } from './criterion.ts';
import { findingOf, isMeasuredByHouse } from './found.ts';
import { stands } from './second-person.ts';
import type { TrailSeen } from './trail-seen.ts';

/** A criterion that was not green when the gate was decided, with the result it had then: another result is another fact and not tolerated. */
export type Tolerance = { readonly criterionId: string; readonly key: string; readonly resultId: string | null };

export type DecisionInForce = {
  readonly id: string;
  readonly outcome: DecideVerb;
  readonly by: string;
  readonly role: string;
  readonly condition: string | null;
  readonly expiresAt: Date | null;
  readonly tolerates: readonly Tolerance[];
  /** The part of the trail that the decider looked at; null where nobody had to. */
  readonly trail: TrailSeen | null;
  readonly at: Date;
  /** Why its signature counts no more; missing where it counts, or nobody looked. */
  readonly unsigned?: string;
};

/** States that let the guarded verb through. */
export const passingStates: readonly GateState[] = ['passed', 'passed-conditionally', 'not-applicable'];
export const isPassing = (state: GateState): boolean => passingStates.includes(state);

/** The result that counts for a tolerance: none, where it was withdrawn; of what the house measures the value. */
export const standingResult = (criterion: Criterion): string | null =>
  isMeasuredByHouse(criterion.type)
    ? findingOf(criterion.found)
    : criterion.result === null || !stands(criterion.result)
      ? null
      : criterion.result.id;

const isTolerated = (decision: DecisionInForce, criterion: Criterion): boolean =>
  decision.tolerates.some((item) => item.criterionId === criterion.id && item.resultId === standingResult(criterion));

/** What a decision of this outcome tolerates: named criteria of a conditional pass; every one of a gate that does not apply; nothing else. */
export function tolerancesOf(verb: DecideVerb, criteria: readonly Criterion[], now: Date): readonly Tolerance[] {
  if (verb !== 'pass-conditionally' && verb !== 'declare-not-applicable') return [];
  return criteria
    .filter((criterion) => verb === 'declare-not-applicable' || !isGreen(statusOf(criterion, now)))
    .map((criterion) => ({ criterionId: criterion.id, key: criterion.key, resultId: standingResult(criterion) }));
}

const saying = { 'not-met': 'is not met', stale: 'has a result that is too old', unknown: 'has no valid result' } as const;

/** Every reason why a passing decision does not hold at a moment; empty when it holds. */
export function whyLapsed(decision: DecisionInForce, criteria: readonly Criterion[], now: Date): readonly string[] {
  const expired =
    decision.outcome === 'pass-conditionally' && (decision.expiresAt === null || decision.expiresAt <= now)
      ? ['the conditional pass has expired']
      : [];
  const broken = criteria.flatMap((criterion) => {
    const status = statusOf(criterion, now);
    if (status === 'met' || status === 'waived' || isTolerated(decision, criterion)) return [];
    return [`“${criterion.text}” ${saying[status]}`];
  });
  const reasons = [...expired, ...broken];
  return reasons.length === 0 && decision.unsigned !== undefined ? [decision.unsigned] : reasons;
}

export const whyUndecided = 'no decision made it pass';

/** The same of a gate that is said to have passed: also where nobody decided it. */
export const whyNoPass = (
  gate: { readonly decision: DecisionInForce | null; readonly criteria: readonly Criterion[] },
  now: Date,
): readonly string[] => (gate.decision === null ? [whyUndecided] : whyLapsed(gate.decision, gate.criteria, now));

/** The first moment at which a passing decision that holds now no longer does, if nobody does anything; null where time alone never ends it. */
export function lapsesAt(decision: DecisionInForce, criteria: readonly Criterion[], now: Date): Date | null {
  const ends = criteria
    .filter((criterion) => !isTolerated(decision, criterion))
    .map((criterion) => greenUntil(criterion, now) ?? now.getTime());
  if (decision.outcome === 'pass-conditionally') ends.push(decision.expiresAt?.getTime() ?? now.getTime());
  const first = Math.min(...ends);
  return Number.isFinite(first) ? new Date(first) : null;
}

type Timed = { readonly state: GateState; readonly lapsesAt: Date | null; readonly restedAt: Date | null };

/** The moment at which a gate is judged: now, or, for a passing gate at rest, the moment since which it rests. */
export const momentOf = (gate: Pick<Timed, 'state' | 'restedAt'>, now: Date): Date =>
  isPassing(gate.state) && gate.restedAt !== null ? gate.restedAt : now;

/** The state as it is at a moment; never trusted to a job. */
export const stateNow = (gate: Timed, now: Date): GateState =>
  isPassing(gate.state) && gate.lapsesAt !== null && gate.lapsesAt <= momentOf(gate, now) ? 'reopened' : gate.state;
