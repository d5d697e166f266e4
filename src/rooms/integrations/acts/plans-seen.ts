import type { Reach } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { keyOfRecord, ownedName, subjectOf } from '../core/diff-plan.ts';
import { type PlanFile, planSections } from '../core/plan-file.ts';
import { allOwned, type PlanHead, plansApplied } from '../store/plans.ts';
import { standingPlan } from './standing-plan.ts';

const namesIn = (plan: PlanFile): ReadonlySet<string> =>
  new Set(planSections.flatMap((section) => plan[section].map((one) => ownedName(subjectOf[section], keyOfRecord(one)))));

const isEverybodys = (owned: string): boolean => owned.startsWith(ownedName('calendar', ''));

/**
 * Plans of which the reader may see a record, with how many of theirs they see: what a plan brought for other units is neither named nor counted. Working
 * calendars are everybody's, so that one of them makes a plan visible only where it brought nothing else.
 */
export async function plansSeen(db: Db, reach: Reach): Promise<readonly PlanHead[]> {
  const plans = await plansApplied(db);
  if (reach === 'all' || plans.length === 0) return plans;
  const { plan } = await standingPlan(db, { interlock: 1, name: 'portfolio', zone: 'UTC' }, reach);
  const seen = namesIn(plan);
  const owned = Map.groupBy(await allOwned(db), (one) => one.plan);
  return plans.flatMap((head) => {
    const brought = (owned.get(head.name) ?? []).map((one) => one.owned);
    const theirs = brought.filter((one) => seen.has(one));
    const shows = theirs.some((one) => !isEverybodys(one)) || (theirs.length > 0 && brought.every(isEverybodys));
    return shows ? [{ ...head, records: theirs.length }] : [];
  });
}
