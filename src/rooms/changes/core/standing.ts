import type { ChangeOutcome, ChangeState } from '../contract-words.ts';

export type NeededChange = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly unitId: string;
  readonly state: ChangeState;
  readonly outcome: ChangeOutcome | null;
  readonly plannedEnd: Date | null;
  readonly needBy: Date | null;
};
export type Standing = 'delivered' | 'waiting' | 'late' | 'lost';

/** How a change that is needed stands: late where its need-by date is past, or it is planned to end after it. */
export function standingOf(needed: Pick<NeededChange, 'state' | 'outcome' | 'plannedEnd' | 'needBy'>, now: Date): Standing {
  if (needed.outcome === 'implemented') return 'delivered';
  if (needed.outcome !== null || needed.state === 'rejected' || needed.state === 'withdrawn') return 'lost';
  const { needBy, plannedEnd } = needed;
  return needBy !== null && (needBy <= now || (plannedEnd !== null && plannedEnd > needBy)) ? 'late' : 'waiting';
}
