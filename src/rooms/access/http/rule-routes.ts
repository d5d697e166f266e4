import { presentCan } from '../../../foundation/http/problem.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { peopleBy, unitsBy } from '../../identity/door.ts';
import type { Acted } from '../acts/open-review.ts';
import { endRule, setRule } from '../acts/set-rule.ts';
import * as contract from '../contract-rules.ts';
import { accessRefusals as no } from '../core/refusals.ts';
import type { Rule } from '../core/rule.ts';
import { findRule, rulesIn } from '../store/rules.ts';

async function presentRules(call: Call, rules: readonly Rule[]): Promise<contract.ReviewRule[]> {
  const { db } = call.app.database;
  const people = new Map((await peopleBy(db, { ids: rules.map(({ setBy }) => setBy) })).map(({ id, name }) => [id, name]));
  const units = new Map((await unitsBy(db, { ids: rules.map(({ unitId }) => unitId) })).map(({ id, name }) => [id, name]));
  return rules.map((rule) => ({
    id: rule.id,
    unit: { id: rule.unitId, name: units.get(rule.unitId) ?? 'Unknown' },
    everyMonths: rule.everyMonths,
    answerDays: rule.answerDays,
    nextOn: rule.nextOn,
    setBy: { id: rule.setBy, name: people.get(rule.setBy) ?? 'Unknown' },
    setAt: rule.setAt.toISOString(),
    endedAt: rule.endedAt?.toISOString() ?? null,
    version: rule.version,
    can: presentCan(
      rule.endedAt === null ? { end: call.app.ports.authority.may(call.actor, 'access.run-reviews', rule.unitId) } : {},
    ),
  }));
}

async function shown(call: Call, outcome: Outcome<Acted>) {
  if (!outcome.ok) return outcome;
  const rule = await findRule(call.app.database.db, outcome.value.id, false);
  const [body] = rule === null ? [] : await presentRules(call, [rule]);
  return body === undefined ? refuse(no['no-such-rule']({ id: outcome.value.id })) : done({ body });
}

export const ruleRoutes: readonly Route[] = [
  route(contract.listReviewRules, async ({ call }) => {
    const reach = call.app.ports.authority.reach(call.actor, 'access.read-reviews');
    return done({ body: { items: await presentRules(call, await rulesIn(call.app.database.db, reach)) } });
  }),
  route(contract.setReviewRule, async ({ call, body }) => shown(call, await setRule(call, body))),
  route(contract.endReviewRule, async ({ call, params, body }) => shown(call, await endRule(call, params.id, body.reason))),
];
