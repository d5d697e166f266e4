import type { ChangeApplication } from './change.ts';

/** An application needs another one; direct dependencies only. */
export type Edge = { readonly fromId: string; readonly toId: string };
export type Interaction = {
  /** same: both touch it · needs: ours needs what the other one changes · needed-by: what we change is needed by theirs. */
  readonly how: 'same' | 'needs' | 'needed-by';
  readonly mine: string;
  readonly theirs: string;
};

const changes = ({ role }: ChangeApplication): boolean => role === 'changed';

/**
 * How two changes that are planned at the same time touch each other. Each may have passed alone: what one of them tests or relies on is not what stands there once
 * the other one is implemented. Two that only test the same application do each other nothing.
 */
export function interactionsOf(
  mine: readonly ChangeApplication[],
  theirs: readonly ChangeApplication[],
  edges: readonly Edge[],
): readonly Interaction[] {
  const needs = (from: ChangeApplication, to: ChangeApplication): boolean =>
    edges.some(({ fromId, toId }) => fromId === from.applicationId && toId === to.applicationId);
  return mine.flatMap((ours) =>
    theirs.flatMap((other): readonly Interaction[] => {
      const between = { mine: ours.applicationId, theirs: other.applicationId };
      if (ours.applicationId === other.applicationId) return changes(ours) || changes(other) ? [{ how: 'same', ...between }] : [];
      return [
        ...(changes(other) && needs(ours, other) ? [{ how: 'needs' as const, ...between }] : []),
        ...(changes(ours) && needs(other, ours) ? [{ how: 'needed-by' as const, ...between }] : []),
      ];
    }),
  );
}
