import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { actOnVerbal, maySeeVerbal } from '../acts/act-on-verbal.ts';
import { openMatter } from '../acts/open-matter.ts';
import { recordVerbal } from '../acts/record-verbal.ts';
import * as contract from '../contract.ts';
import { emergencyRefusals as no } from '../core/emergency-refusals.ts';
import { withinNow } from '../store/units-now.ts';
import { findVerbal, listVerbals } from '../store/verbals.ts';
import { cursorRefusals } from './cursor.ts';
import { presentVerbal, presentVerbals } from './present-verbal.ts';

const mayNotOf = (call: Call) => (right: string, unitId: string | null) =>
  call.app.ports.authority.may(call.actor, right, unitId);

async function shown(call: Call, id: string) {
  const { db } = call.app.database;
  const one = await findVerbal(db, id);
  if (one === null || !(await maySeeVerbal(call, db, mayNotOf(call), one))) return refuse(no['no-such-verbal']({}));
  return done({ body: await presentVerbal(call, one), etag: one.version });
}

const written = async (call: Call, outcome: Outcome<{ readonly id: string }>) =>
  outcome.ok ? shown(call, outcome.value.id) : outcome;

const cursorOf = (at: Date, id: string): string => `${at.toISOString()}~${id}`;

function placeOf(cursor: string | undefined): Outcome<{ readonly at: Date; readonly id: string } | null> {
  if (cursor === undefined) return done(null);
  const [time = '', id = ''] = cursor.split('~');
  const at = new Date(time);
  return isUuid(id) && !Number.isNaN(at.getTime()) ? done({ at, id }) : refuse(cursorRefusals['bad-cursor']({}));
}

export const emergencyRoutes: readonly Route[] = [
  route(contract.recordVerbal, async ({ call, params, body }) => {
    const { by, at, requirements = null, reason, signature } = body;
    return written(call, await recordVerbal(call, params.id, { by, at: new Date(at), requirements, reason }, signature));
  }),
  route(contract.listVerbals, async ({ call, query }) => {
    const { db } = call.app.database;
    const before = placeOf(query.cursor);
    if (!before.ok) return before;
    const opened = query.subject === undefined ? null : await openMatter(call.app, db, mayNotOf(call), query.subject);
    if (opened !== null && !opened.ok) return opened;
    const filter = {
      within: withinNow(call.app, call.app.ports.authority.reach(call.actor, 'approvals.read')),
      subject: opened === null ? null : { kind: opened.value.kind, id: opened.value.id },
      states: query.state ?? [],
    };
    const rows = await listVerbals(db, filter, { limit: query.limit + 1, before: before.value });
    const items = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? items.at(-1) : undefined;
    const nextCursor = last === undefined ? null : cursorOf(last.recorded.at, last.id);
    return done({ body: { items: [...(await presentVerbals(call, items))], nextCursor } });
  }),
  route(contract.showVerbal, ({ call, params }) => shown(call, params.id)),
  route(contract.actOnVerbal, async ({ call, params, body }) =>
    written(call, await actOnVerbal(call, params.id, params.verb, { reason: body.reason, signature: body.signature })),
  ),
];
