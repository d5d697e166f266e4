import { isUuid, uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { unitsToStandIn } from '../../identity/door.ts';
import { accessRefusals as no } from '../core/refusals.ts';
import { type Rule, ruleFaults, ruleRecord, ruleSubject } from '../core/rule.ts';
import { findRule, saveRule, standingRule } from '../store/rules.ts';
import type { Acted } from './open-review.ts';

export type WantedRule = Pick<Rule, 'everyMonths' | 'answerDays'> & { readonly unit: string; readonly firstOn: string };

/** Has all access in a unit reviewed again and again; the rule takes the place of the one before. */
export const setRule = (call: Call, wanted: WantedRule): Promise<Outcome<Acted>> =>
  transact(call, async (work) => {
    const nowhere = work.mayNot('access.run-reviews', null);
    if (nowhere.length > 0) return refused(nowhere);
    const [unit] = await unitsToStandIn(work.tx, isUuid(wanted.unit) ? { ids: [wanted.unit] } : { keys: [wanted.unit] });
    if (unit === undefined || work.mayNot('access.read-reviews', unit.id).length > 0)
      return refuse(no['no-such-unit']({ unit: wanted.unit }, { field: '/unit' }));
    const denied = work.mayNot('access.run-reviews', unit.id);
    if (denied.length > 0) return refused(denied);
    const { everyMonths, answerDays, firstOn: nextOn } = wanted;
    const broken = ruleFaults({ everyMonths, answerDays, nextOn }, work.now);
    if (broken.length > 0) return refused(broken);
    const before = await standingRule(work.tx, unit.id);
    if (before !== null) {
      if (before.everyMonths === everyMonths && before.answerDays === answerDays && before.nextOn === nextOn)
        return done({ id: before.id });
      await nextRule(work, 'access.rule-ended', before, { endedAt: work.now }, 'Another rule takes its place');
    }
    const rule: Rule = {
      id: uuidv7(work.now.getTime()),
      unitId: unit.id,
      everyMonths,
      answerDays,
      nextOn,
      setBy: work.actor.id,
      setAt: work.now,
      endedAt: null,
      version: 1,
    };
    await saveRule(work.tx, rule);
    work.say({ act: 'access.rule-set', subject: ruleSubject(rule), version: 1, before: null, after: ruleRecord(rule) });
    return done({ id: rule.id });
  });

/** Ends a rule; reviews that it opened go on. */
export const endRule = (call: Call, id: string, reason: string): Promise<Outcome<Acted>> =>
  transact(call, async (work) => {
    const nowhere = work.mayNot('access.run-reviews', null);
    if (nowhere.length > 0) return refused(nowhere);
    const rule = await findRule(work.tx, id, true);
    if (rule === null || work.mayNot('access.read-reviews', rule.unitId).length > 0) return refuse(no['no-such-rule']({ id }));
    const denied = work.mayNot('access.run-reviews', rule.unitId);
    if (denied.length > 0) return refused(denied);
    if (rule.endedAt === null) await nextRule(work, 'access.rule-ended', rule, { endedAt: work.now }, reason);
    return done({ id: rule.id });
  });

/** Saves the next version of a rule and says so. */
export async function nextRule(
  work: Work,
  act: string,
  before: Rule,
  change: Partial<Rule>,
  reason: string | null = null,
): Promise<void> {
  const after = { ...before, ...change, version: before.version + 1 };
  await saveRule(work.tx, after);
  work.say({
    act,
    subject: ruleSubject(after),
    version: after.version,
    before: ruleRecord(before),
    after: ruleRecord(after),
    reason,
  });
}
