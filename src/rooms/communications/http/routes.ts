import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { unitsBy } from '../../identity/door.ts';
import { closeLink, openLink, planOfLink } from '../acts/link-plan.ts';
import { type Published, publishPlan, publishVersion, readRight } from '../acts/publish-plan.ts';
import * as contract from '../contract.ts';
import { planRefusals as no } from '../core/communications-refusals.ts';
import type { PublishedPlan } from '../core/published-plan.ts';
import { findPlan, findVersion, plansPage, versionHeads } from '../store/published-plans.ts';
import { presentEdition, presentHead, presentLines, presentPlan, presentVersion } from './present-plan.ts';

async function seen(call: Call, id: string): Promise<Outcome<PublishedPlan>> {
  const plan = await findPlan(call.app.database.db, id);
  return plan === null || call.app.ports.authority.may(call.actor, readRight, plan.unitId).length > 0
    ? refuse(no['no-such-plan']({ id }))
    : done(plan);
}

async function shown(call: Call, named: Outcome<Published>) {
  if (!named.ok) return named;
  const plan = await seen(call, named.value.id);
  return plan.ok ? done({ body: await presentPlan(call, plan.value), etag: plan.value.version }) : plan;
}

const publishing = (body: { from?: string | undefined; months?: number | undefined; note?: string | undefined }) => ({
  from: body.from === undefined ? null : new Date(body.from),
  months: body.months ?? null,
  note: body.note === undefined || body.note === '' ? null : body.note,
});

export const routes: readonly Route[] = [
  route(contract.listPlans, async ({ call, query }) => {
    const { app, actor } = call;
    const after = query.cursor !== undefined && isUuid(query.cursor) ? query.cursor : null;
    const rows = await plansPage(app.database.db, app.ports.authority.reach(actor, readRight), { limit: query.limit, after });
    const nextCursor = rows.length === query.limit ? (rows.at(-1)?.id ?? null) : null;
    return done({ body: { items: await presentLines(app, rows), nextCursor } });
  }),
  route(contract.showPlan, async ({ call, params }) => shown(call, done({ id: params.id }))),
  route(contract.showVersion, async ({ call, params }) => {
    const plan = await seen(call, params.id);
    if (!plan.ok) return plan;
    const version = await findVersion(call.app.database.db, plan.value.id, params.number);
    if (version === null) return refuse(no['no-such-version']({ key: plan.value.key, number: params.number }));
    return done({ body: await presentVersion(call.app, version) });
  }),
  route(contract.publishPlan, async ({ call, body }) =>
    shown(call, await publishPlan(call, { unit: body.unit, title: body.title, ...publishing(body) })),
  ),
  route(contract.publishVersion, async ({ call, params, body }) =>
    shown(call, await publishVersion(call, params.id, publishing(body))),
  ),
  route(contract.openLink, async ({ call, params, body }) => {
    const opened = await openLink(call, params.id, new Date(body.until));
    if (!opened.ok) return opened;
    const plan = await shown(call, opened);
    if (!plan.ok) return plan;
    const { token } = opened.value;
    const address = token === null ? null : `${call.app.settings.publicUrl}/published-plan#${token}`;
    return done({ body: { plan: plan.value.body, token, address }, etag: plan.value.etag });
  }),
  route(contract.closeLink, async ({ call, params, body }) => shown(call, await closeLink(call, params.id, body.reason))),
  route(contract.readByLink, async ({ call, body }) => {
    const { app } = call;
    const { db } = app.database;
    const found = await planOfLink(app, body.token);
    if (!found.ok) return found;
    const plan = found.value;
    const number = body.number ?? plan.newest;
    const version = await findVersion(db, plan.id, number);
    if (version === null || plan.link === null) return refuse(no['no-such-version']({ key: plan.key, number }));
    const [units, heads] = await Promise.all([unitsBy(db, { ids: [plan.unitId] }), versionHeads(db, plan.id)]);
    const told = {
      title: plan.title,
      unit: units[0]?.name ?? '',
      newest: plan.newest,
      linkUntil: plan.link.until.toISOString(),
      versions: heads.map(presentHead),
      edition: await presentEdition(app, version),
    };
    return done({ body: told });
  }),
];
