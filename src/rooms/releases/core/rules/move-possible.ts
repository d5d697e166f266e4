import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { ReleaseState } from '../../contract.ts';
import { lifecycleRefusals } from '../judge.ts';
import { isFinal } from '../lifecycle.ts';
import type { Move } from '../move.ts';
import type { Release } from '../release.ts';

const no = defineRefusals('releases', {
  'move-into-past': {
    kind: 'rule',
    says: () => 'The new go-live would be over already.',
    remedy: 'Choose a time that is still to come.',
  },
});

const begun: readonly ReleaseState[] = ['deploying', 'deployed', 'released-for-use', 'warranty'];

/** A go-live moves until its deployment begins, and to a time that is still to come. */
export function movePossible(release: Release, move: Move, now: Date): readonly Refusal[] {
  if (release.origin === 'imported') return [lifecycleRefusals.imported({ source: release.source ?? 'another system' })];
  const refusals: Refusal[] = [];
  if (isFinal(release.state)) refusals.push(lifecycleRefusals.over({ state: release.state }));
  if (begun.includes(release.state)) refusals.push(lifecycleRefusals['deployment-begun']({ state: release.state }));
  if (move.goLive.end <= now) refusals.push(no['move-into-past']({}, { field: '/end' }));
  return refusals;
}
