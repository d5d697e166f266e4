import { type Answer, type Route, route } from '../../../foundation/http/route.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { changeFreeze } from '../acts/change-freeze.ts';
import type { FreezeWritten } from '../acts/keep-freeze.ts';
import { registerFreeze } from '../acts/register-freeze.ts';
import { withdrawFreeze } from '../acts/withdraw-freeze.ts';
import * as contract from '../contract.ts';
import { calendarRefusals as no } from '../core/calendar-refusals.ts';
import { findFreeze } from '../store/freezes.ts';
import { listFreezes } from '../store/lists.ts';
import { unitsNamed } from '../store/units.ts';
import { presentFreeze, presentFreezes } from './present-freeze.ts';

const reachOf = (call: Call) => call.app.ports.authority.reach(call.actor, 'calendar.read');

async function written(call: Call, outcome: Outcome<FreezeWritten>): Promise<Outcome<Answer<contract.FreezeShown>>> {
  if (!outcome.ok) return outcome;
  const record = await findFreeze(call.app.database.db, outcome.value.id, 'all');
  if (record === undefined) return refuse(no['no-such-record']({ what: 'freeze', named: outcome.value.key }));
  return done({ body: await presentFreeze(call, record, outcome.value.clock), etag: record.version });
}

export const freezeRoutes: readonly Route[] = [
  route(contract.listFreezes, async ({ call, query }) => {
    const { db } = call.app.database;
    const [unit] = query.unit === undefined ? [] : await unitsNamed(db, [query.unit]);
    if (query.unit !== undefined && unit === undefined) return refuse(no['names-nothing']({ what: 'unit', named: query.unit }));
    const page = await listFreezes(db, { ...query, reach: reachOf(call), unitId: unit?.id ?? null });
    if (!page.ok) return page;
    return done({ body: { items: await presentFreezes(call, page.value.rows), nextCursor: page.value.nextCursor } });
  }),
  route(contract.showFreeze, async ({ call, params }) => {
    const record = await findFreeze(call.app.database.db, params.id, reachOf(call));
    if (record === undefined) return refuse(no['no-such-record']({ what: 'freeze', named: params.id }));
    return done({ body: await presentFreeze(call, record, []), etag: record.version });
  }),
  route(contract.registerFreeze, async ({ call, body }) => written(call, await registerFreeze(call, body))),
  route(contract.changeFreeze, async ({ call, params, body }) => written(call, await changeFreeze(call, params.id, body))),
  route(contract.withdrawFreeze, async ({ call, params, body }) =>
    written(call, await withdrawFreeze(call, params.id, body.reason)),
  ),
];
