import type { ActInput, ChildFact } from './facts.ts';
import type { ReleaseApplication, ReleaseOutcome, Result } from './release.ts';

/** The applications with the results of an act laid over them. */
export function withResults(
  applications: readonly ReleaseApplication[],
  results: ActInput['results'],
): readonly ReleaseApplication[] {
  const given = new Map(results.map((result) => [result.applicationId, result] as const));
  return applications.map((application) => {
    const result = given.get(application.applicationId);
    return result === undefined ? application : { ...application, result: result.result, resultNote: result.note };
  });
}

const ended = new Set(['rejected', 'cancelled']);

/** What a part counts for in the outcome of its train; null: it left the train and counts for nothing. */
export function childResult(child: ChildFact): Result | null {
  if (child.outcome === 'completed') return 'completed';
  if (child.outcome === 'partially-completed') return 'rejected';
  if (child.state === 'backed-out' || child.state === 'closed-failed') return 'rolled-back';
  return ended.has(child.state) ? null : 'pending';
}

/**
 * The one outcome, derived: all completed is completed, some is partially completed (no success), none is failed. Null while a result is pending or
 * nothing can be judged.
 */
export function outcomeOf(
  applications: readonly Pick<ReleaseApplication, 'result'>[],
  children: readonly ChildFact[],
): ReleaseOutcome | null {
  const partial = children.some((child) => child.outcome === 'partially-completed');
  const results = [
    ...applications.map((application) => application.result),
    ...children.map(childResult).filter((result) => result !== null),
  ];
  if (results.length === 0 || results.includes('pending')) return null;
  const completed = results.filter((result) => result === 'completed').length;
  if (completed === results.length) return 'completed';
  return completed > 0 || partial ? 'partially-completed' : 'failed';
}
