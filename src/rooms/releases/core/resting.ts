import type { ReleaseState } from '../contract.ts';
import { isFinal } from './lifecycle.ts';

const behind = {
  proposed: [],
  accepted: ['accept'],
  planned: ['accept', 'plan'],
  'in-progress': ['accept', 'plan', 'start'],
  // The gates of the go stay awake while the release is ready: when one opens again, the go is void.
  ready: ['accept', 'plan', 'start'],
  deploying: ['accept', 'plan', 'start', 'ready', 'deploy'],
  deployed: ['accept', 'plan', 'start', 'ready', 'deploy'],
  'released-for-use': ['accept', 'plan', 'start', 'ready', 'deploy', 'release-for-use'],
  warranty: ['accept', 'plan', 'start', 'ready', 'deploy', 'release-for-use'],
  'backed-out': ['accept', 'plan', 'start'],
} as const satisfies Partial<Record<ReleaseState, readonly string[]>>;

/** Steps that are done in a state, by the word that gates use for them. */
export const guardsDone = (state: ReleaseState): readonly string[] => guardsIn(state, null);

const guardsIn = (state: ReleaseState, heldFrom: ReleaseState | null): readonly string[] => {
  const where = state === 'on-hold' ? (heldFrom ?? 'proposed') : state;
  return Object.entries(behind).find(([name]) => name === where)?.[1] ?? [];
};

type At = { readonly state: ReleaseState; readonly heldFrom: ReleaseState | null };

/** Which gates go to rest, and which wake, when the release goes from one state to another. A gate rests once the step that it guards is done. */
export function restChange(from: At, to: At): { readonly rest: readonly string[] | 'all'; readonly wake: readonly string[] } {
  if (isFinal(to.state)) return { rest: 'all', wake: [] };
  const [old, now] = [guardsIn(from.state, from.heldFrom), guardsIn(to.state, to.heldFrom)];
  return { rest: now.filter((guard) => !old.includes(guard)), wake: old.filter((guard) => !now.includes(guard)) };
}
