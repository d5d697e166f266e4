import type { z } from 'zod';
import { done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { apartIn } from '../../approvals/door.ts';
import type { editBody } from '../contract-input.ts';
import type { Change } from '../core/change.ts';
import { afterEdit, editedBetween, type Patch, withPatch } from '../core/edit.ts';
import { editAllowed } from '../core/rules/edit-allowed.ts';
import { wellFormed } from '../core/rules/well-formed.ts';
import { refOf, subjectOf, type Written, written } from './change-subject.ts';
import { commitChange } from './commit-change.ts';
import { loadForAct } from './load-change.ts';
import { plannedOf } from './request-change.ts';
import { resolveApplications, resolveNeeds, resolveOwner } from './resolve-input.ts';
import { resolveTemplate } from './resolve-template.ts';

export type EditInput = z.output<typeof editBody>;

/** Writes on in a change, as far as its state lets anybody. */
export const editChange = (call: Call, idOrKey: string, input: EditInput): Promise<Outcome<Written>> =>
  transact(call, async (work) => {
    const loaded = await loadForAct(work, idOrKey, 'changes.request');
    if (!loaded.ok) return loaded;
    const { change } = loaded.value;
    const stale = await work.stale(subjectOf(change), change.version);
    return stale.length > 0 ? refused(stale) : written(await edit(work, change, input));
  });

async function edit(work: Work, change: Change, input: EditInput): Promise<Outcome<Change>> {
  const resolved = await resolve(work, change, input);
  if (!resolved.ok) return resolved;
  const patched = withPatch(change, resolved.value);
  const edited = editedBetween(change, patched);
  if (!edited.any) return done(change);
  const broken = [...editAllowed(change, edited), ...wellFormed(patched), ...(await keptFrom(work, change, patched))];
  if (broken.length > 0) return refused(broken);
  const after = afterEdit(change, patched, work.actor.id, work.now);
  await commitChange(work, change, after, { act: 'changes.edited', reason: input.reason ?? null });
  return done(after);
}

/** Whose yes keeps them from having a hand in the change neither writes in it nor comes to own it. */
async function keptFrom(work: Work, before: Change, after: Change): Promise<readonly Refusal[]> {
  const writes = editedBetween(before, after);
  const writer =
    writes.content.length > 0 || writes.answers ? await apartIn(work, refOf(before), work.actor.id, ['requested']) : [];
  const owner =
    after.ownerId === null || after.ownerId === before.ownerId ? [] : await apartIn(work, refOf(before), after.ownerId, ['owns']);
  return [...writer, ...owner];
}

async function resolve(work: Work, change: Change, input: EditInput): Promise<Outcome<Patch>> {
  const owner = await resolveOwner(work.tx, input.owner);
  const present = change.applications.map(({ applicationId }) => applicationId);
  const applications =
    input.applications === undefined ? done(undefined) : await resolveApplications(work, input.applications, present);
  const needs = input.dependencies === undefined ? done(undefined) : await resolveNeeds(work, input.dependencies, change);
  const follows = await resolveTemplate(work.tx, { model: input.model ?? change.model, template: input.template }, change);
  const broken = [owner, applications, needs, follows].flatMap((outcome): readonly Refusal[] =>
    outcome.ok ? [] : outcome.refusals,
  );
  if (!owner.ok || !applications.ok || !needs.ok || !follows.ok) return refused(broken);
  return done({
    name: input.name,
    description: input.description,
    model: input.model,
    follows: follows.value,
    ownerId: owner.value,
    applications: applications.value,
    backOutPlan: input.backOutPlan,
    testPlan: input.testPlan,
    answers: input.answers,
    planned: input.planned === undefined ? undefined : plannedOf(input.planned),
    needs: needs.value,
    links: input.links,
  });
}
