import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import * as acts from '../acts/change-register.ts';
import * as contract from '../contract.ts';
import { retentionRefusals as no } from '../core/retention-refusals.ts';
import { findRegisterChange, registerChanges } from '../store/register.ts';
import { presentRegister, presentRegisterChanges } from './present-register.ts';

async function shown(call: Call, id: string) {
  const change = await findRegisterChange(call.app.database.db, id);
  const [body] = change === null ? [] : await presentRegisterChanges(call, [change]);
  return body === undefined ? refuse(no['no-such-register-change']({})) : done({ body, etag: body.version });
}

const afterAct = async (call: Call, outcome: Outcome<acts.Changed>) => (outcome.ok ? shown(call, outcome.value.id) : outcome);

export const registerRoutes: readonly Route[] = [
  route(contract.showRegister, async ({ call }) => done({ body: await presentRegister(call) })),
  route(contract.listRegisterChanges, async ({ call, query }) => {
    const before = query.cursor !== undefined && isUuid(query.cursor) ? query.cursor : null;
    const rows = await registerChanges(call.app.database.db, { limit: query.limit + 1, before, state: query.state ?? null });
    const page = rows.slice(0, query.limit);
    const nextCursor = rows.length > query.limit ? (page.at(-1)?.id ?? null) : null;
    return done({ body: { items: await presentRegisterChanges(call, page), nextCursor } });
  }),
  route(contract.showRegisterChange, ({ call, params }) => shown(call, params.id)),
  route(contract.proposeRegisterChange, async ({ call, body: { kind, reason, ...wanted } }) =>
    afterAct(call, await acts.proposeRegisterChange(call, { kind, wanted, reason })),
  ),
  route(contract.approveRegisterChange, async ({ call, params, body }) =>
    afterAct(call, await acts.approveRegisterChange(call, params.id, body.reason ?? null, body.signature)),
  ),
  route(contract.rejectRegisterChange, async ({ call, params, body }) =>
    afterAct(call, await acts.rejectRegisterChange(call, params.id, body.reason)),
  ),
  route(contract.withdrawRegisterChange, async ({ call, params, body }) =>
    afterAct(call, await acts.withdrawRegisterChange(call, params.id, body.reason)),
  ),
];
