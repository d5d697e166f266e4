import { canonicalJson, sha256 } from '../../../foundation/canonical-json.ts';
import { isUuid, uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { unitsToStandIn } from '../../identity/door.ts';
import { planRefusals as no } from '../core/communications-refusals.ts';
import { type PlanVersion, type PublishedPlan, planErasable, planRecord, planSubject } from '../core/published-plan.ts';
import { findPlan, findVersion, insertVersion, planOfUnit, savePlan } from '../store/published-plans.ts';
import { collectPlan } from './collect-plan.ts';

export const readRight = 'communications.read-plans';
export const publishRight = 'communications.publish-plans';

export type Publishing = { readonly from: Date | null; readonly months: number | null; readonly note: string | null };
export type Published = { readonly id: string };

/** The same day so many months later; the last of the month where that has no such day. */
export function monthsLater(from: Date, months: number): Date {
  const first = new Date(from);
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return first;
}

const beginningOfDay = (at: Date): Date => new Date(Math.floor(at.getTime() / 86_400_000) * 86_400_000);

/** Publishes the plan of a unit for the first time. */
export const publishPlan = (
  call: Call,
  wanted: Publishing & { readonly unit: string; readonly title: string },
): Promise<Outcome<Published>> =>
  transact(call, async (work) => {
    const { unit: named } = wanted;
    const [unit] = await unitsToStandIn(work.tx, isUuid(named) ? { ids: [named] } : { keys: [named] });
    if (unit === undefined || work.mayNot(readRight, unit.id).length > 0)
      return refuse(no['no-such-unit']({ unit: named }, { field: '/unit' }));
    const denied = work.mayNot(publishRight, unit.id);
    if (denied.length > 0) return refused(denied);
    // Whoever publishes first numbers first; a second one waits here and then sees that plan.
    const key = await work.nextKey('PUB', 1001);
    const there = await planOfUnit(work.tx, unit.id);
    if (there !== null) return refuse(no['published-already']({ unit: unit.name, key: there.key }, { field: '/unit' }));
    const plan: PublishedPlan = {
      id: uuidv7(work.now.getTime()),
      key,
      unitId: unit.id,
      title: wanted.title,
      months: wanted.months ?? 12,
      newest: 1,
      publishedAt: work.now,
      publishedBy: work.actor.id,
      link: null,
      version: 1,
    };
    const edition = await editionOf(work, plan, wanted);
    if (!edition.ok) return edition;
    await savePlan(work.tx, plan);
    await insertVersion(work.tx, edition.value);
    sayPlan(work, 'communications.plan-published', null, { plan, edition: edition.value });
    return done({ id: plan.id });
  });

/** Publishes the next version of a plan: what it says now. Refused where that is what the newest says already. */
export const publishVersion = (call: Call, id: string, wanted: Publishing): Promise<Outcome<Published>> =>
  transact(call, async (work) => {
    const found = await planToChange(work, id);
    if (!found.ok) return found;
    const { plan: before, edition: newest } = found.value;
    const after: PublishedPlan = {
      ...before,
      months: wanted.months ?? before.months,
      newest: before.newest + 1,
      publishedAt: work.now,
      publishedBy: work.actor.id,
      version: before.version + 1,
    };
    const edition = await editionOf(work, after, wanted);
    if (!edition.ok) return edition;
    const { from, until, digest } = edition.value;
    const sameMonths = from.getTime() === newest.from.getTime() && until.getTime() === newest.until.getTime();
    if (sameMonths && digest.equals(newest.digest)) return refuse(no['nothing-new']({ key: before.key, number: before.newest }));
    await savePlan(work.tx, after);
    await insertVersion(work.tx, edition.value);
    sayPlan(work, 'communications.plan-published', found.value, { plan: after, edition: edition.value });
    return done({ id: after.id });
  });

async function editionOf(work: Work, plan: PublishedPlan, wanted: Publishing): Promise<Outcome<PlanVersion>> {
  const from = wanted.from ?? beginningOfDay(work.now);
  const until = monthsLater(from, plan.months);
  const collected = await collectPlan(work, plan.unitId, { from, until });
  if (!collected.ok) return collected;
  return done({
    planId: plan.id,
    number: plan.newest,
    from,
    until,
    content: collected.value,
    digest: sha256(canonicalJson(collected.value)),
    note: wanted.note,
    publishedBy: work.actor.id,
    publishedAt: work.now,
  });
}

export type PlanNow = { readonly plan: PublishedPlan; readonly edition: PlanVersion };

/** A plan, locked, for somebody who may publish in its unit and saw its present version. */
export async function planToChange(work: Work, id: string): Promise<Outcome<PlanNow>> {
  const plan = await findPlan(work.tx, id, true);
  if (plan === null || work.mayNot(readRight, plan.unitId).length > 0) return refuse(no['no-such-plan']({ id }));
  const denied = work.mayNot(publishRight, plan.unitId);
  if (denied.length > 0) return refused(denied);
  const stale = await work.stale(planSubject(plan), plan.version);
  if (stale.length > 0) return refused(stale);
  const edition = await findVersion(work.tx, plan.id, plan.newest);
  if (edition === null) throw new Error(`the newest version of ${plan.key} is gone`);
  return done({ plan, edition });
}

/** One entry of the ledger for a step of a plan. */
export function sayPlan(work: Work, act: string, before: PlanNow | null, after: PlanNow, reason: string | null = null): void {
  work.say({
    act,
    subject: planSubject(after.plan),
    version: after.plan.version,
    before: before === null ? null : planRecord(before.plan, before.edition),
    after: planRecord(after.plan, after.edition),
    erasable: planErasable,
    reason,
  });
}
