import { presentRefusal } from '../../../foundation/http/problem.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { done } from '../../../foundation/refusal.ts';
import { applyPlan } from '../acts/apply-plan.ts';
import { exportPlan } from '../acts/export-plan.ts';
import { plansSeen } from '../acts/plans-seen.ts';
import { type Compared, comparePlan } from '../acts/read-desired.ts';
import * as contract from '../contract.ts';
import { ownedName } from '../core/diff-plan.ts';
import { renderDiff } from '../core/render-diff.ts';
import { renderTakeOvers } from '../core/take-over.ts';

/** A file of 8 MB grows when JSON escapes it; the reader's own limit is the exact one. */
const bodyLimit = 20_000_000;

const presentPlan = (compared: Compared) => ({ name: compared.desired.name, title: compared.desired.title ?? null });

export const routes: readonly Route[] = [
  route(
    contract.previewPlan,
    async ({ call, body }) => {
      const reach = call.app.ports.authority.reach(call.actor, 'integrations.preview-plans');
      const compared = await comparePlan(call.app.database.db, body.text, reach, body.only);
      if (!compared.ok) return compared;
      const { rows, counts, lineOf, fingerprint, standing, takeOvers } = compared.value;
      const takenFrom = new Map(takeOvers.map((one) => [ownedName(one.subject, one.key), one.plan]));
      return done({
        body: {
          plan: presentPlan(compared.value),
          counts: { ...counts },
          rows: rows
            .filter((row) => row.action !== 'unchanged')
            .map((row) => ({
              subject: row.subject,
              key: row.key,
              action: row.action,
              line: lineOf(row.subject, row.key),
              takenOverFrom: takenFrom.get(ownedName(row.subject, row.key)) ?? null,
              fields: row.fields.map((field) => ({ ...field })),
            })),
          unsaid: [...standing.unsaid],
          diff: `${renderDiff(rows)}${renderTakeOvers(takeOvers)}`,
          fingerprint,
        },
      });
    },
    { bodyLimit },
  ),
  route(
    contract.applyPlan,
    async ({ call, body }) => {
      const applied = await applyPlan(call, body);
      if (!applied.ok) return applied;
      const { compared, results } = applied.value;
      return done({
        body: {
          plan: presentPlan(compared),
          counts: { ...compared.counts },
          results: results.map((result) => ({
            subject: result.subject,
            key: result.key,
            action: result.action,
            line: result.line,
            ok: result.refusals.length === 0,
            refusals: result.refusals.map(presentRefusal),
          })),
        },
      });
    },
    { bodyLimit },
  ),
  route(contract.exportPlan, async ({ call, query }) => {
    const reach = call.app.ports.authority.reach(call.actor, 'integrations.preview-plans');
    const exported = await exportPlan(call.app.database.db, reach, {
      plan: query.plan ?? null,
      name: query.name ?? null,
      zone: query.zone ?? null,
    });
    return done({ body: { text: exported.text, unsaid: [...exported.unsaid], counts: { ...exported.counts } } });
  }),
  route(contract.listPlans, async ({ call }) => {
    const reach = call.app.ports.authority.reach(call.actor, 'integrations.preview-plans');
    const plans = await plansSeen(call.app.database.db, reach);
    return done({
      body: { items: plans.map((plan) => ({ ...plan, appliedAt: plan.appliedAt.toISOString() })), nextCursor: null },
    });
  }),
];
