import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { ReleaseState } from '../../contract.ts';
import { type Changed, datesApproved } from '../change.ts';
import { lifecycleRefusals } from '../judge.ts';
import { isFinal } from '../lifecycle.ts';
import type { Release } from '../release.ts';

const no = defineRefusals('releases', {
  'dates-approved': {
    kind: 'rule',
    says: () => 'The dates are approved: the go-live and its time to back out are moved by a signed decision.',
    remedy: 'Move the go-live, with a reason and your signature.',
  },
  'scope-fixed': {
    kind: 'rule',
    says: (f: { state: string }) => `The release is ${f.state}: its applications and phases are what is being, or was, deployed.`,
    remedy: 'Stop the deployment or back the release out first.',
  },
  'change-reason-demanded': {
    kind: 'rule',
    says: () => 'The dates are approved: a change needs a reason.',
    remedy: 'Say why, in at least three characters.',
  },
});

const deployed: readonly ReleaseState[] = ['deploying', 'deployed', 'released-for-use', 'warranty'];

/** What may be changed when: nothing once it is over, no scope once it is being deployed, no go-live but by moving it once its dates are approved. */
export function changeAllowed(release: Release, changed: Changed, reason: string | null): readonly Refusal[] {
  if (release.origin === 'imported') return [lifecycleRefusals.imported({ source: release.source ?? 'another system' })];
  if (isFinal(release.state)) return [lifecycleRefusals.over({ state: release.state })];
  const refusals: Refusal[] = [];
  if (datesApproved(release) && changed.goLive)
    refusals.push(no['dates-approved']({}, { field: '/goLive', link: `/releases/${release.key}/move` }));
  if (deployed.includes(release.state) && (changed.applications || changed.phases)) {
    refusals.push(no['scope-fixed']({ state: release.state }, { field: changed.applications ? '/applications' : '/phases' }));
  }
  if (datesApproved(release) && changed.any && reason === null)
    refusals.push(no['change-reason-demanded']({}, { field: '/reason' }));
  return refusals;
}
