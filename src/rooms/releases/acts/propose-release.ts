import type { z } from 'zod';
import { uuidv7 } from '../../../foundation/ids.ts';
import { defineRefusals, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import type { proposeBody } from '../contract.ts';
import type { Release } from '../core/release.ts';
import { wellFormed } from '../core/rules/well-formed.ts';
import { lockPlanRef } from '../store/read-releases.ts';
import { commitRelease } from './commit-release.ts';
import { placeDemandedIn } from './place-release-gates.ts';
import { goLiveOf, milestonesOf, phasesOf } from './read-input.ts';
import { type Written, written } from './release-subject.ts';
import { resolveApplications, resolveOwner, resolveParent, resolveUnit } from './resolve-input.ts';

export type ProposeInput = z.output<typeof proposeBody>;

const no = defineRefusals('releases', {
  'plan-ref-taken': {
    kind: 'conflict',
    says: (f: { planRef: string }) => `Another release has the plan key “${f.planRef}”.`,
    remedy: 'Choose another plan key, or change that release.',
  },
});

export { no as planRefRefusals };

/** Proposes a release: a request, decided on by somebody else. */
export const proposeRelease = (call: Call, input: ProposeInput): Promise<Outcome<Written>> =>
  transact(call, async (work) => written(await proposeReleaseIn(work, input)));

/** The same inside an open unit of work. */
export async function proposeReleaseIn(work: Work, input: ProposeInput): Promise<Outcome<Release>> {
  const nowhere = work.mayNot('releases.propose', null);
  if (nowhere.length > 0) return refused(nowhere);
  const unit = await resolveUnit(work.tx, input.unit);
  if (!unit.ok) return unit;
  const mayNot = work.mayNot('releases.propose', unit.value);
  if (mayNot.length > 0) return refused(mayNot);

  const id = uuidv7(work.now.getTime());
  const owner = await resolveOwner<null>(work.tx, input.owner);
  const parent = await resolveParent<null>(work, input.parent, { id, parentId: null });
  const applications = await resolveApplications(work, input.applications, []);
  const broken = [owner, parent, applications].flatMap((outcome): readonly Refusal[] => (outcome.ok ? [] : outcome.refusals));
  if (!owner.ok || !parent.ok || !applications.ok) return refused(broken);
  const release = {
    ...blank(work, id, unit.value),
    planRef: input.planRef,
    name: input.name,
    summary: input.summary,
    kind: input.kind,
    class: input.class,
    ownerId: owner.value,
    parentId: parent.value,
    goLive: goLiveOf(input.goLive),
    backOutMinutes: input.backOutMinutes,
    warrantyEnd: input.warrantyEnd === null ? null : new Date(input.warrantyEnd),
    phases: phasesOf(input.phases),
    milestones: milestonesOf(input.milestones),
    applications: applications.value.map((application) => ({ ...application, result: 'pending' as const, resultNote: null })),
  };
  const taken =
    input.planRef !== null && (await lockPlanRef(work.tx, input.planRef)) !== null
      ? [no['plan-ref-taken']({ planRef: input.planRef }, { field: '/planRef' })]
      : [];
  const faults = [...wellFormed(release), ...taken];
  if (faults.length > 0) return refused(faults);
  const proposed = await commitRelease(
    work,
    null,
    { ...release, key: await work.nextKey('REL', 1001) },
    { act: 'releases.proposed', reason: null },
  );
  return proposed.ok ? placeDemandedIn(work, proposed.value) : proposed;
}

/** A new release with nothing in it yet. */
export const blank = (work: Work, id: string, unitId: string): Omit<Release, 'name' | 'kind' | 'class'> => ({
  id,
  key: '',
  planRef: null,
  summary: '',
  unitId,
  ownerId: null,
  proposedBy: work.actor.id,
  parentId: null,
  state: 'proposed',
  heldFrom: null,
  goLive: null,
  backOutMinutes: null,
  warrantyEnd: null,
  phases: [],
  milestones: [],
  applications: [],
  decisions: [],
  baseline: null,
  outcome: null,
  deviation: null,
  origin: 'native',
  source: null,
  sourceTime: null,
  createdAt: work.now,
  updatedAt: work.now,
  version: 1,
});
