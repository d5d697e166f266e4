import type { z } from 'zod';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import type { requestBody } from '../contract-input.ts';
import type { Change } from '../core/change.ts';
import { withPatch } from '../core/edit.ts';
import { wellFormed } from '../core/rules/well-formed.ts';
import { type Written, written } from './change-subject.ts';
import { commitChange } from './commit-change.ts';
import { resolveApplications, resolveNeeds, resolveOwner, resolveUnit } from './resolve-input.ts';
import { resolveTemplate } from './resolve-template.ts';

export type RequestInput = z.output<typeof requestBody>;

export const plannedOf = (planned: RequestInput['planned']): Change['planned'] =>
  planned === null ? null : { start: new Date(planned.start), end: new Date(planned.end), zone: planned.zone };

/** Requests a change: a draft, on which others decide once it is submitted. */
export const requestChange = (call: Call, input: RequestInput): Promise<Outcome<Written>> =>
  transact(call, async (work) => written(await requestChangeIn(work, input)));

async function requestChangeIn(work: Work, input: RequestInput): Promise<Outcome<Change>> {
  const nowhere = work.mayNot('changes.request', null);
  if (nowhere.length > 0) return refused(nowhere);
  const unit = await resolveUnit(work.tx, input.unit);
  if (!unit.ok) return unit;
  const mayNot = work.mayNot('changes.request', unit.value);
  if (mayNot.length > 0) return refused(mayNot);

  const id = uuidv7(work.now.getTime());
  const owner = await resolveOwner<null>(work.tx, input.owner);
  const applications = await resolveApplications(work, input.applications, []);
  const needs = await resolveNeeds(work, input.dependencies, { id, needs: [] });
  const follows = await resolveTemplate(work.tx, input, null);
  const broken = [owner, applications, needs, follows].flatMap((outcome): readonly Refusal[] =>
    outcome.ok ? [] : outcome.refusals,
  );
  if (!owner.ok || !applications.ok || !needs.ok || !follows.ok) return refused(broken);
  const change = withPatch(blank(work, id, unit.value, input), {
    ownerId: owner.value,
    follows: follows.value,
    applications: applications.value,
    needs: needs.value,
    planned: plannedOf(input.planned),
    links: input.links,
  });
  const faults = wellFormed(change);
  if (faults.length > 0) return refused(faults);
  const requested = { ...change, key: await work.nextKey('CHG', 1001) };
  await commitChange(work, null, requested, { act: 'changes.requested', reason: null });
  return done(requested);
}

const blank = (work: Work, id: string, unitId: string, input: RequestInput): Change => ({
  id,
  key: '',
  name: input.name,
  description: input.description,
  model: input.model,
  follows: null,
  unitId,
  ownerId: null,
  requestedBy: work.actor.id,
  authors: [work.actor.id],
  state: 'draft',
  heldFrom: null,
  planned: null,
  backOutPlan: input.backOutPlan,
  testPlan: input.testPlan,
  answers: input.answers,
  applications: [],
  links: [],
  needs: [],
  assessed: null,
  decisions: [],
  outcome: null,
  createdAt: work.now,
  updatedAt: work.now,
  version: 1,
});
