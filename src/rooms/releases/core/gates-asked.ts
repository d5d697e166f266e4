import type { ReleaseState } from '../contract.ts';
import { guardsOfVerb, isFinal, lifecycle, nextVerb } from './lifecycle.ts';
import { guardsDone } from './resting.ts';

/** States in which nobody waits for a gate: the release is over, on hold, or its work must first be taken up again. */
const still = (state: ReleaseState): boolean => isFinal(state) || state === 'on-hold' || state === 'backed-out';

/**
 * Which gates are to be decided now, by the steps that they guard: those of the next step, and those of steps behind it that are still owed (a condition
 * of an earlier pass). Null where the release waits for none.
 */
export function gatesAsked(state: ReleaseState): readonly string[] | null {
  if (still(state)) return null;
  const verb = nextVerb[state];
  const next = verb === undefined ? [] : (guardsOfVerb[verb] ?? []);
  return [...new Set([...guardsDone(state), ...next])];
}

/** The same for every state that waits for gates at all. */
export const gatesAskedByState: readonly { readonly state: ReleaseState; readonly guards: readonly string[] }[] =
  lifecycle.states.flatMap((state) => {
    const guards = gatesAsked(state);
    return guards === null ? [] : [{ state, guards }];
  });
