import { type Answer, type Route, route } from '../../../foundation/http/route.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { changeWindow } from '../acts/change-window.ts';
import type { WindowWritten } from '../acts/keep-window.ts';
import { registerWindow } from '../acts/register-window.ts';
import { type Asked, actOnWindow } from '../acts/step-window.ts';
import { actOnWindows } from '../acts/step-windows.ts';
import * as contract from '../contract.ts';
import { calendarRefusals as no } from '../core/calendar-refusals.ts';
import type { WindowVerb } from '../core/judge-window.ts';
import { findCadence } from '../store/cadences.ts';
import { listWindows } from '../store/lists.ts';
import { unitsNamed } from '../store/units.ts';
import { findWindow } from '../store/windows.ts';
import { presentRefusal } from './can.ts';
import { presentWindow, presentWindows } from './present-window.ts';

const reachOf = (call: Call) => call.app.ports.authority.reach(call.actor, 'calendar.read');

async function shown(call: Call, idOrKey: string, clock: WindowWritten['clock']): Promise<Outcome<Answer<contract.WindowShown>>> {
  const record = await findWindow(call.app.database.db, idOrKey, 'all');
  if (record === undefined) return refuse(no['no-such-record']({ what: 'window', named: idOrKey }));
  return done({ body: await presentWindow(call, record, clock), etag: record.version });
}

const written = async (call: Call, outcome: Outcome<WindowWritten>): Promise<Outcome<Answer<contract.WindowShown>>> =>
  outcome.ok ? shown(call, outcome.value.id, outcome.value.clock) : outcome;

const act = async (call: Call, idOrKey: string, verb: WindowVerb, asked: Asked) =>
  written(call, await actOnWindow(call, idOrKey, verb, asked));

export const windowRoutes: readonly Route[] = [
  route(contract.listWindows, async ({ call, query }) => {
    const { db } = call.app.database;
    const reach = reachOf(call);
    const [unit] = query.unit === undefined ? [] : await unitsNamed(db, [query.unit]);
    if (query.unit !== undefined && unit === undefined) return refuse(no['names-nothing']({ what: 'unit', named: query.unit }));
    const cadence = query.cadence === undefined ? undefined : await findCadence(db, query.cadence, reach);
    if (query.cadence !== undefined && cadence === undefined)
      return refuse(no['names-nothing']({ what: 'cadence', named: query.cadence }));
    const page = await listWindows(db, {
      ...query,
      reach,
      unitId: unit?.id ?? null,
      cadenceId: cadence?.id ?? null,
      moveAsked: query.moveAsked,
    });
    if (!page.ok) return page;
    return done({ body: { items: await presentWindows(call, page.value.rows), nextCursor: page.value.nextCursor } });
  }),
  route(contract.showWindow, async ({ call, params }) => {
    const record = await findWindow(call.app.database.db, params.id, reachOf(call));
    if (record === undefined) return refuse(no['no-such-record']({ what: 'window', named: params.id }));
    return done({ body: await presentWindow(call, record, []), etag: record.version });
  }),
  route(contract.registerWindow, async ({ call, body }) => written(call, await registerWindow(call, body))),
  route(contract.changeWindow, async ({ call, params, body }) => written(call, await changeWindow(call, params.id, body))),
  route(contract.proposeWindow, ({ call, params, body }) => act(call, params.id, 'propose', body)),
  route(contract.returnWindow, ({ call, params, body }) => act(call, params.id, 'return', body)),
  route(contract.lockWindow, ({ call, params, body }) => act(call, params.id, 'lock', body)),
  route(contract.askWindowMove, ({ call, params, body }) => {
    const { start, end, goLive, reason } = body;
    return act(call, params.id, 'ask-move', { reason, move: { start, end, goLive } });
  }),
  route(contract.approveWindowMove, ({ call, params, body }) => act(call, params.id, 'approve-move', body)),
  route(contract.rejectWindowMove, ({ call, params, body }) => act(call, params.id, 'reject-move', body)),
  route(contract.useWindow, ({ call, params, body }) => act(call, params.id, 'use', body)),
  route(contract.lapseWindow, ({ call, params, body }) => act(call, params.id, 'lapse', body)),
  route(contract.bulkWindowActs, async ({ call, body }) => {
    const { verb, items, reason } = body;
    const results = await actOnWindows(call, verb, items, reason);
    return done({
      body: { results: results.map((one) => (one.ok ? one : { ...one, refusals: one.refusals.map(presentRefusal) })) },
    });
  }),
  route(contract.withdrawWindow, ({ call, params, body }) => act(call, params.id, 'withdraw', body)),
];
