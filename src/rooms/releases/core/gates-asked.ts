import type { guardedSteps, ReleaseState } from '../contract.ts';
import { guardsOfVerb, isFinal, lifecycle, nextVerb } from './lifecycle.ts';
import { guardsDone } from './resting.ts';

/** The steps that gates stand before, in words. */
export const guardSays: Readonly<Record<(typeof guardedSteps)[number], string>> = {
  accept: 'Accept',
  plan: 'Approve the dates',
  start: 'Start the work',
  ready: 'Declare ready',
  deploy: 'Begin the deployment',
  'release-for-use': 'Release for use',
  close: 'Close',
};

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
