import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { askException } from '../acts/ask-exception.ts';
import { actOnException } from '../acts/decide-exception.ts';
import * as contract from '../contract.ts';
import { interlockRefusals } from '../core/claim-refusals.ts';
import { exceptionRefusals as no } from '../core/exception-refusals.ts';
import { findException, listExceptions } from '../store/exceptions.ts';
import { collisionById } from '../store/list-collisions.ts';
import { ownerNamed } from './owner-named.ts';
import { presentException, presentExceptions } from './present-exception.ts';

const reachOf = ({ app, actor }: Call) => app.ports.authority.reach(actor, 'interlocks.read');

async function shown(call: Call, idOrKey: string) {
  const { db } = call.app.database;
  const one = await findException(db, idOrKey);
  // Read by whoever may read its collision: the units of the parties may have changed since.
  const seen = one === null ? null : await collisionById(db, one.collisionId, reachOf(call));
  if (one === null || seen === null) return refuse(no['no-such-exception']({}));
  return done({ body: await presentException(call, one), etag: one.version });
}

const written = async (call: Call, outcome: Outcome<{ readonly id: string }>) =>
  outcome.ok ? shown(call, outcome.value.id) : outcome;

export const exceptionRoutes: readonly Route[] = [
  route(contract.askException, async ({ call, params, body }) =>
    written(call, await askException(call, params.id, { reason: body.reason, expiresAt: new Date(body.expiresAt) })),
  ),

  route(contract.listExceptions, async ({ call, query }) => {
    const owner = await ownerNamed(call, query.owner);
    if (!owner.ok) return owner;
    if (query.cursor !== undefined && !isUuid(query.cursor)) return refuse(interlockRefusals['bad-cursor']({}));
    const filter = {
      reach: reachOf(call),
      owner: owner.value,
      collisionId: query.collision ?? null,
      states: query.state ?? [],
    };
    const page = { limit: query.limit + 1, before: query.cursor ?? null };
    const rows = await listExceptions(call.app.database.db, filter, page);
    const items = rows.slice(0, query.limit);
    const nextCursor = rows.length > query.limit ? (items.at(-1)?.id ?? null) : null;
    return done({ body: { items: [...(await presentExceptions(call, items))], nextCursor } });
  }),

  route(contract.showException, ({ call, params }) => shown(call, params.id)),

  route(contract.actOnException, async ({ call, params, body }) =>
    written(call, await actOnException(call, params.id, params.verb, { reason: body.reason, signature: body.signature })),
  ),
];
