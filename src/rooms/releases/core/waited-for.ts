import type { ReleaseVerb } from '../contract.ts';
import { helpingVerbs } from './lifecycle.ts';
import { type Release, standingDecision } from './release.ts';

/** A user acceptance test is accepted once it has begun; a release without a phase of that kind is asked at once. */
const testingBegan = (release: Pick<Release, 'phases'>, now: Date): boolean => {
  const tests = release.phases.filter((phase) => phase.kind === 'uat');
  return tests.length === 0 || tests.some((phase) => phase.start <= now);
};

/** Whether somebody waits for a step: the next one always, one that helps it until it was taken. */
export function isWaitedFor(release: Release, verb: ReleaseVerb, now: Date): boolean {
  if (helpingVerbs[release.state]?.includes(verb) !== true) return true;
  if (standingDecision(release, verb) !== undefined) return false;
  return verb !== 'accept-uat' || testingBegan(release, now);
}
