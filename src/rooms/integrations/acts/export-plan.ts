import type { Reach } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { keyOfRecord, ownedName, type PlanSubject, subjectOf } from '../core/diff-plan.ts';
import { type PlanFile, planSections } from '../core/plan-file.ts';
import { writePlan } from '../core/write-plan.ts';
import { ownedBy, sourceOfPlan } from '../store/plans.ts';
import { plansSeen } from './plans-seen.ts';
import { type Header, standingPlan } from './standing-plan.ts';

/** Only what one plan brought. References out of it stay as they are: they name records that exist here. */
function narrowed(plan: PlanFile, owned: ReadonlySet<string>): PlanFile {
  const keep = <T extends { readonly key: string }>(subject: PlanSubject, list: readonly T[]): T[] =>
    list.filter((one) => owned.has(ownedName(subject, one.key)));
  return {
    ...plan,
    units: keep('unit', plan.units),
    applications: keep('application', plan.applications),
    dependencies: plan.dependencies.filter((one) => owned.has(ownedName('dependency', keyOfRecord(one)))),
    calendars: keep('calendar', plan.calendars),
    windows: keep('window', plan.windows),
    freezes: keep('freeze', plan.freezes),
    releases: keep('release', plan.releases),
    history: keep('history', plan.history),
  };
}

/** The portfolio in reach as a canonical plan file; what a file has no words for is named at its head. */
export async function exportPlan(
  db: Db,
  reach: Reach,
  asked: { readonly plan: string | null; readonly name: string | null; readonly zone: string | null },
): Promise<{ readonly text: string; readonly unsaid: readonly string[]; readonly counts: Readonly<Record<string, number>> }> {
  const applied = asked.plan === null ? undefined : (await plansSeen(db, reach)).find((one) => one.name === asked.plan);
  const title = applied?.title ?? null;
  const source = applied === undefined ? undefined : await sourceOfPlan(db, applied.name);
  const header: Header = {
    interlock: 1,
    name: asked.name ?? asked.plan ?? 'portfolio',
    zone: asked.zone ?? applied?.zone ?? 'UTC',
    ...(title === null ? {} : { title }),
    ...(source === undefined ? {} : { source }),
  };
  const standing = await standingPlan(db, header, reach);
  const plan = asked.plan === null ? standing.plan : narrowed(standing.plan, await ownedBy(db, asked.plan));
  return {
    text: writePlan(
      plan,
      standing.unsaid.map((one) => `Not in this file: ${one}`),
    ),
    unsaid: standing.unsaid,
    counts: Object.fromEntries(planSections.map((section) => [subjectOf[section], plan[section].length])),
  };
}
