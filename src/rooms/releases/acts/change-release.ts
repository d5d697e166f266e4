import type { z } from 'zod';
import { done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { apartIn } from '../../approvals/door.ts';
import * as gates from '../../gates/door.ts';
import type { changeBody } from '../contract.ts';
import { afterChange, asksGatesAnew, changedBetween, type Patch, withPatch } from '../core/change.ts';
import type { Release } from '../core/release.ts';
import { changeAllowed } from '../core/rules/change-allowed.ts';
import { wellFormed } from '../core/rules/well-formed.ts';
import { commitRelease } from './commit-release.ts';
import { loadForAct } from './load-release.ts';
import { placeDemandedIn } from './place-release-gates.ts';
import { goLiveOf, milestonesOf, phasesOf } from './read-input.ts';
import { refOf, subjectOf, type Written, written } from './release-subject.ts';
import { resolveApplications, resolveOwner, resolveParent } from './resolve-input.ts';

export type ChangeInput = z.output<typeof changeBody>;

/** Changes fields and parts of a release. */
export const changeRelease = (call: Call, idOrKey: string, input: ChangeInput): Promise<Outcome<Written>> =>
  transact(call, async (work) => {
    const loaded = await loadForAct(work, idOrKey, 'releases.change');
    if (!loaded.ok) return loaded;
    const stale = await work.stale(subjectOf(loaded.value.release), loaded.value.release.version);
    return stale.length > 0 ? refused(stale) : written(await change(work, loaded.value.release, input));
  });

/** The same inside an open unit of work; the version is not compared: the caller holds the record locked in its own transaction. */
export async function changeReleaseIn(work: Work, idOrKey: string, input: ChangeInput): Promise<Outcome<Release>> {
  const loaded = await loadForAct(work, idOrKey, 'releases.change');
  return loaded.ok ? change(work, loaded.value.release, input) : loaded;
}

async function change(work: Work, release: Release, input: ChangeInput): Promise<Outcome<Release>> {
  const resolved = await resolve(work, release, input);
  if (!resolved.ok) return resolved;
  const patched = withPatch(release, resolved.value);
  const changed = changedBetween(release, patched);
  if (!changed.any) return done(release);
  const reason = input.reason ?? null;
  const owns =
    patched.ownerId === null || patched.ownerId === release.ownerId
      ? []
      : await apartIn(work, refOf(release), patched.ownerId, ['owns']);
  const broken = [...changeAllowed(release, changed, reason), ...wellFormed(patched), ...owns];
  if (broken.length > 0) return refused(broken);
  const after = afterChange(release, patched, work.now);
  const act = after.state === release.state ? 'releases.changed' : 'releases.go-voided';
  const committed = await commitRelease(work, release, after, { act, reason });
  if (committed.ok && changed.applications)
    await gates.reopenGatesIn(work, subjectOf(after), 'the applications of the release changed');
  return committed.ok && asksGatesAnew(release, after) ? placeDemandedIn(work, committed.value) : committed;
}

async function resolve(work: Work, release: Release, input: ChangeInput): Promise<Outcome<Patch>> {
  const owner = await resolveOwner(work.tx, input.owner);
  const parent = await resolveParent(work, input.parent, release);
  const present = release.applications.map((application) => application.applicationId);
  const applications =
    input.applications === undefined ? done(undefined) : await resolveApplications(work, input.applications, present);
  const broken = [owner, parent, applications].flatMap((outcome): readonly Refusal[] => (outcome.ok ? [] : outcome.refusals));
  if (!owner.ok || !parent.ok || !applications.ok) return refused(broken);
  return done({
    name: input.name,
    summary: input.summary,
    class: input.class,
    ownerId: owner.value,
    parentId: parent.value,
    goLive: goLiveOf(input.goLive),
    backOutMinutes: input.backOutMinutes,
    warrantyEnd: input.warrantyEnd === undefined || input.warrantyEnd === null ? input.warrantyEnd : new Date(input.warrantyEnd),
    phases: input.phases === undefined ? undefined : phasesOf(input.phases),
    milestones: input.milestones === undefined ? undefined : milestonesOf(input.milestones),
    applications: applications.value,
  });
}
