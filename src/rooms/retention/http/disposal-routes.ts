import { presentCan } from '../../../foundation/http/problem.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import * as acts from '../acts/decide-disposal.ts';
import { disposableKinds, dueRecords } from '../acts/due-records.ts';
import { listDisposal } from '../acts/list-disposal.ts';
import * as contract from '../contract.ts';
import { disposalRefusals as no } from '../core/disposal-refusals.ts';
import { disposals, findDisposal } from '../store/disposals.ts';
import { mayNotList, presentDisposal, presentDisposals } from './present-disposal.ts';

async function shown(call: Call, named: string) {
  const found = await findDisposal(call.app.database.db, named);
  if (found === null) return refuse(no['no-such-disposal']({}));
  const body = await presentDisposal(call, found);
  return done({ body, etag: body.version });
}

const afterAct = async (call: Call, outcome: Outcome<{ readonly id: string }>) =>
  outcome.ok ? shown(call, outcome.value.id) : outcome;

export const disposalRoutes: readonly Route[] = [
  route(contract.listDue, async ({ call, query }) => {
    const { due, looked, next } = await dueRecords(call, query.kind, query.cursor ?? null);
    const items = due.map(({ id, label, until }) => ({
      kind: query.kind,
      id,
      key: label.key,
      label: label.label,
      link: label.link,
      until: until.toISOString(),
    }));
    const body = { kinds: [...disposableKinds(call)], items, looked, nextCursor: next };
    return done({ body: { ...body, can: presentCan({ list: mayNotList(call) }) } });
  }),
  route(contract.listDisposals, async ({ call, query }) => {
    const before = query.cursor !== undefined && isUuid(query.cursor) ? query.cursor : null;
    const found = await disposals(call.app.database.db, { limit: query.limit + 1, before, state: query.state ?? null });
    const page = found.slice(0, query.limit);
    const nextCursor = found.length > query.limit ? (page.at(-1)?.id ?? null) : null;
    return done({ body: { items: await presentDisposals(call, page), nextCursor, can: presentCan({ list: mayNotList(call) }) } });
  }),
  route(contract.showDisposal, ({ call, params }) => shown(call, params.id)),
  route(contract.makeDisposal, async ({ call, body }) => afterAct(call, await listDisposal(call, body))),
  route(contract.askDisposal, async ({ call, params, body }) =>
    afterAct(call, await acts.askDisposal(call, params.id, body.signature)),
  ),
  route(contract.approveDisposal, async ({ call, params, body }) =>
    afterAct(call, await acts.approveDisposal(call, params.id, body.reason ?? null, body.signature)),
  ),
  route(contract.rejectDisposal, async ({ call, params, body }) =>
    afterAct(call, await acts.rejectDisposal(call, params.id, body.reason)),
  ),
  route(contract.withdrawDisposal, async ({ call, params, body }) =>
    afterAct(call, await acts.withdrawDisposal(call, params.id, body.reason)),
  ),
];
