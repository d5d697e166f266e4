import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import { isValidSpan } from '../../../../foundation/span.ts';
import type { Rule } from '../facts.ts';
import { deploymentSpan, type Release } from '../release.ts';

const no = defineRefusals('releases', {
  'go-live-missing': {
    kind: 'rule',
    says: () => 'The release has no go-live.',
    remedy: 'Give the go-live with start, end and zone.',
  },
  'back-out-unknown': {
    kind: 'rule',
    says: () => 'The time to back out is unknown.',
    remedy: 'Say how many minutes a back-out takes after the end of the go-live; 0 where none is needed.',
  },
  'phases-missing': {
    kind: 'rule',
    says: () => 'The release has no phases.',
    remedy: 'Give at least one phase with start and end.',
  },
  'work-after-go-live': {
    kind: 'rule',
    says: (f: { phase: string }) => `Phase “${f.phase}” ends after the go-live begins.`,
    remedy: 'Let the phase end before the go-live starts, or move the go-live.',
  },
  'go-live-outside-deploy-phase': {
    kind: 'rule',
    says: (f: { phase: string }) => `The go-live does not lie inside the phase “${f.phase}”.`,
    remedy: 'Let the deploy phase cover the go-live with its time to back out.',
  },
  'warranty-before-go-live-ends': {
    kind: 'rule',
    says: () => 'The warranty ends before the go-live does.',
    remedy: 'Let the warranty end after the go-live.',
  },
});

const workKinds = new Set(['plan', 'build', 'integrate', 'uat']);

/** Work ends before the go-live begins, the deploy phase covers the go-live with its time to back out, the warranty follows. */
export const datesInOrder: Rule = (release) => {
  const link = `/releases/${release.key}/schedule`;
  const refusals: Refusal[] = [];
  if (release.goLive === null) refusals.push(no['go-live-missing']({}, { field: '/goLive', link }));
  if (release.backOutMinutes === null) refusals.push(no['back-out-unknown']({}, { field: '/backOutMinutes', link }));
  if (release.phases.length === 0) refusals.push(no['phases-missing']({}, { field: '/phases', link }));
  return [...refusals, ...aroundGoLive(release, link)];
};

function aroundGoLive(release: Release, link: string): readonly Refusal[] {
  const span = deploymentSpan(release);
  if (release.goLive === null || span === null || !isValidSpan(span)) return [];
  const { start, end } = release.goLive;
  const refusals: Refusal[] = [];
  for (const phase of release.phases) {
    if (workKinds.has(phase.kind) && phase.end > start)
      refusals.push(no['work-after-go-live']({ phase: phase.name }, { field: '/phases', link }));
    if (phase.kind === 'deploy' && (phase.start > span.start || phase.end < span.end)) {
      refusals.push(no['go-live-outside-deploy-phase']({ phase: phase.name }, { field: '/phases', link }));
    }
  }
  if (release.warrantyEnd !== null && release.warrantyEnd < end)
    refusals.push(no['warranty-before-go-live-ends']({}, { field: '/warrantyEnd', link }));
  return refusals;
}
