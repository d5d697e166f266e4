import { done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import type { Application, ApplicationFields } from '../core/application.ts';
import type { ApplicationPatch } from '../core/application-input.ts';
import { subjectOf } from '../core/application-record.ts';
import { applyPatch } from '../core/apply-patch.ts';
import { judgeLeaving } from '../core/judge.ts';
import { retiringNeedsReason } from '../core/rules/retiring-needs-reason.ts';
import { withdrawnIsClosed } from '../core/rules/withdrawn-is-closed.ts';
import { dependentsSeen } from './leave-facts.ts';
import { type Loaded, loadFor } from './load-application.ts';
import { ownerNamed, unitNamed } from './resolve-references.ts';
import { saveApplication } from './save-application.ts';

export const changeApplication = (
  call: Call,
  idOrKey: string,
  patch: ApplicationPatch,
  reason: string | null,
): Promise<Outcome<{ readonly id: string; readonly version: number }>> =>
  transact(call, async (work) => {
    const loaded = await loadFor(work, idOrKey, 'portfolio.change');
    if (!loaded.ok) return loaded;
    const { application } = loaded.value;
    const stale = await work.stale(subjectOf(application), application.version);
    if (stale.length > 0) return refused(stale);
    const outcome = await change(work, loaded.value, patch, reason);
    return outcome.ok ? done({ id: outcome.value.id, version: outcome.value.version }) : outcome;
  });

/** For callers that hold their own transaction: the version is not compared. */
export async function changeApplicationIn(
  work: Work,
  idOrKey: string,
  patch: ApplicationPatch,
  reason: string | null,
): Promise<Outcome<Application>> {
  const loaded = await loadFor(work, idOrKey, 'portfolio.change');
  return loaded.ok ? change(work, loaded.value, patch, reason) : loaded;
}

async function change(work: Work, before: Loaded, patch: ApplicationPatch, reason: string | null): Promise<Outcome<Application>> {
  const fields = await resolve(work, patch);
  if (!fields.ok) return fields;
  const application = applyPatch(before.application, fields.value);
  const broken = await whyNot(work, before.application, application, reason);
  if (broken.length > 0) return refused(broken);
  return done(await saveApplication(work, before, { ...before, application }, { act: 'portfolio.changed', reason }));
}

/** Units and people named in a patch become ids; what the patch leaves out stays out. */
async function resolve(work: Work, patch: ApplicationPatch): Promise<Outcome<Partial<ApplicationFields>>> {
  const { unit, owner, ...rest } = patch;
  const unitId = unit === undefined ? done(undefined) : await unitNamed(work, unit);
  const ownerId = owner === undefined || owner === null ? done(owner) : await ownerNamed(work, owner);
  if (!unitId.ok || !ownerId.ok) return refused([...(unitId.ok ? [] : unitId.refusals), ...(ownerId.ok ? [] : ownerId.refusals)]);
  const said = Object.entries({ ...rest, unitId: unitId.value, ownerId: ownerId.value }).filter(
    ([, value]) => value !== undefined,
  );
  return done(Object.fromEntries(said));
}

async function whyNot(work: Work, before: Application, after: Application, reason: string | null): Promise<readonly Refusal[]> {
  const moved = after.unitId === before.unitId ? [] : work.mayNot('portfolio.change', after.unitId);
  if (moved.length > 0) return moved;
  const retires = after.lifecycleStage === 'retired' && before.lifecycleStage !== 'retired';
  if (!retires) return withdrawnIsClosed(before);
  const denied = work.mayNot('portfolio.withdraw', before.unitId);
  if (denied.length > 0) return denied;
  return [
    ...judgeLeaving(before, await dependentsSeen(work.tx, before.id, work.reach('portfolio.read'))),
    ...retiringNeedsReason(before.key, reason),
  ];
}
