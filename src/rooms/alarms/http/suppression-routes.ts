import { presentCan } from '../../../foundation/http/problem.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { heldOf, readProfile } from '../../../foundation/profile.ts';
import { done, refuse, refused } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { mayNotEverywhere } from '../acts/everywhere.ts';
import { actOnSuppression, requestSuppression, suppressionFaults } from '../acts/suppress.ts';
import * as contract from '../contract-suppressions.ts';
import { suppressionVerbs } from '../contract-words.ts';
import { alarmRefusals } from '../core/alarm.ts';
import { suppressionHours } from '../core/profile.ts';
import { suppressionRefusals as no, type Suppression } from '../core/suppression.ts';
import { findSuppression, suppressionsPage } from '../store/suppressions.ts';
import { namesOf } from './names-of.ts';

const rightsIn = ({ app, actor }: Call) => ({
  actor,
  now: app.clock.now(),
  tx: app.database.db,
  mayNot: (right: string, unit: string | null) => app.ports.authority.may(actor, right, unit),
  reach: (right: string) => app.ports.authority.reach(actor, right),
});

async function present(call: Call, list: readonly Suppression[]): Promise<contract.SuppressionView[]> {
  const person = await namesOf(
    call,
    list.flatMap((one) => [one.requestedBy, one.decidedBy]),
  );
  const judging = rightsIn(call);
  return Promise.all(
    list.map(async (one) => {
      const verbs = suppressionVerbs.map(async (verb) => [verb, await suppressionFaults(judging, one, verb)] as const);
      return {
        id: one.id,
        key: one.key,
        kind: one.kind,
        says: call.app.alarms.get(one.kind)?.says ?? one.kind,
        state: one.state,
        suppresses: one.state === 'in-force' && one.endsAt > judging.now,
        reason: one.reason,
        requestedBy: person(one.requestedBy),
        requestedAt: one.requestedAt.toISOString(),
        endsAt: one.endsAt.toISOString(),
        decidedBy: one.decidedBy === null ? null : person(one.decidedBy),
        decidedAt: one.decidedAt?.toISOString() ?? null,
        decision: one.decision,
        endedAt: one.endedAt?.toISOString() ?? null,
        version: one.version,
        can: presentCan(Object.fromEntries(await Promise.all(verbs))),
      };
    }),
  );
}

async function shown(call: Call, named: string) {
  const one = await findSuppression(call.app.database.db, named);
  const [body] = one === null ? [] : await present(call, [one]);
  return body === undefined ? refuse(no['no-such-suppression']({})) : done({ body, etag: body.version });
}

export const suppressionRoutes: readonly Route[] = [
  route(contract.listSuppressions, async ({ call, query }) => {
    const rights = rightsIn(call);
    const denied = rights.mayNot('alarms.read', null);
    if (denied.length > 0) return refused(denied);
    const before = query.cursor ?? null;
    if (before !== null && !isUuid(before)) return refuse(alarmRefusals['bad-cursor']({}));
    const { db } = call.app.database;
    const rows = await suppressionsPage(db, { limit: query.limit + 1, before, state: query.state ?? null });
    const page = rows.slice(0, query.limit);
    return done({
      body: {
        items: await present(call, page),
        nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
        mostHours: heldOf(await readProfile(db), suppressionHours),
        can: presentCan({ request: mayNotEverywhere(rights, 'alarms.suppress') }),
      },
    });
  }),
  route(contract.showSuppression, async ({ call, params }) => {
    const denied = rightsIn(call).mayNot('alarms.read', null);
    return denied.length > 0 ? refused(denied) : shown(call, params.id);
  }),
  route(contract.requestSuppression, async ({ call, body }) => {
    const endsAt = body.endsAt === undefined || body.endsAt === null ? null : new Date(body.endsAt);
    const outcome = await requestSuppression(call, { ...body, endsAt });
    return outcome.ok ? shown(call, outcome.value.id) : outcome;
  }),
  route(contract.actOnSuppression, async ({ call, params, body }) => {
    const outcome = await actOnSuppression(call, params.id, params.verb, body.reason);
    return outcome.ok ? shown(call, outcome.value.id) : outcome;
  }),
];
