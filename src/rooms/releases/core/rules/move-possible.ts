import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { ReleaseState } from '../../contract.ts';
import { lifecycleRefusals } from '../judge.ts';
import { isFinal } from '../lifecycle.ts';
import type { Move } from '../move.ts';
import type { Release } from '../release.ts';

const no = defineRefusals('releases', {
  'move-too-late': {
    kind: 'rule',
    says: (f: { state: string }) => `The release is ${f.state}: its go-live cannot move any more.`,
    remedy: 'Stop the deployment, or back the release out, before its go-live is moved.',
  },
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
  if (begun.includes(release.state) || isFinal(release.state)) refusals.push(no['move-too-late']({ state: release.state }));
  if (move.goLive.end <= now) refusals.push(no['move-into-past']({}, { field: '/end' }));
  return refusals;
}
