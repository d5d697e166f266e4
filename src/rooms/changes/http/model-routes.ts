import { presentCan } from '../../../foundation/http/problem.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { actOnModel, mayNotOfModels } from '../acts/act-on-model.ts';
import { type KeptModel, proposeModel } from '../acts/propose-model.ts';
import * as contract from '../contract-models.ts';
import { modelRefusals as no } from '../core/model-rules.ts';
import { findModel, listModels } from '../store/models.ts';
import { presentModel, presentModels } from './present-model.ts';
import { readRefusals } from './read-filter.ts';

async function shown(call: Call, named: string) {
  const found = await findModel(call.app.database.db, named);
  return found === null
    ? refuse(no['no-such-model']({ model: named }))
    : done({ body: await presentModel(call, found), etag: found.version });
}

const afterAct = async (call: Call, outcome: Outcome<KeptModel>) => (outcome.ok ? shown(call, outcome.value.id) : outcome);

export const modelRoutes: readonly Route[] = [
  route(contract.listModels, async ({ call, query }) => {
    const mayNot = mayNotOfModels(call, 'changes.read-models');
    if (mayNot.length > 0) return refused(mayNot);
    if (query.cursor !== undefined && !/^-?\d{1,10}$/.test(query.cursor)) return refuse(readRefusals['bad-cursor']({}));
    const after = query.cursor === undefined ? null : Number(query.cursor);
    const filter = { states: query.state, kinds: query.kind ?? null, text: query.q ?? null };
    const found = await listModels(call.app.database.db, filter, { after, limit: query.limit + 1 });
    const page = found.slice(0, query.limit);
    const last = page.at(-1);
    const nextCursor = found.length > query.limit && last !== undefined ? String(last.place) : null;
    const can = presentCan({ propose: mayNotOfModels(call, 'changes.propose-models') });
    return done({ body: { items: await presentModels(call, page), nextCursor, can } });
  }),
  route(contract.showModel, async ({ call, params }) => {
    const mayNot = mayNotOfModels(call, 'changes.read-models');
    return mayNot.length > 0 ? refused(mayNot) : shown(call, params.id);
  }),
  route(contract.proposeModel, async ({ call, body }) => afterAct(call, await proposeModel(call, body))),
  route(contract.actOnModel, async ({ call, params, body }) =>
    afterAct(
      call,
      await actOnModel(call, params.id, { verb: params.verb, reason: body.reason ?? null, signature: body.signature }),
    ),
  ),
];
