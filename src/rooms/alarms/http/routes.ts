import type { Actor } from '../../../foundation/actor.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { heldOf, readProfile } from '../../../foundation/profile.ts';
import { done, refuse, refused } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Call } from '../../../foundation/transact.ts';
import { roleInWords } from '../../identity/door.ts';
import { acknowledgeAlarm, mayRead } from '../acts/acknowledge.ts';
import * as contract from '../contract.ts';
import { lasts, alarmRefusals as no } from '../core/alarm.ts';
import { escalationMinutes } from '../core/profile.ts';
import { alarmsPage, findAlarm } from '../store/alarms.ts';
import { channels, lastAttempts } from '../store/deliveries.ts';
import { presentAlarm, presentAlarms } from './present-alarm.ts';

async function shown(call: Call, named: string) {
  const { app, actor } = call;
  const alarm = await findAlarm(app.database.db, named);
  const mayNot = (right: string, unit: string | null) => app.ports.authority.may(actor, right, unit);
  if (alarm === null || !mayRead({ mayNot }, alarm)) return refuse(no['no-such-alarm']({}));
  const body = await presentAlarm(call, alarm);
  return body === null ? refuse(no['no-such-alarm']({})) : done({ body, etag: body.version });
}

/** Kinds for which the actor holds a role that must act: at once, and once escalated. */
function kindsOf(app: Services, actor: Actor) {
  const held = new Set(actor.holdings.map(({ role }) => role));
  const kinds = [...app.alarms.values()];
  return {
    first: kinds.filter((kind) => kind.roles.some((role) => held.has(role))).map((kind) => kind.kind),
    second: kinds.filter((kind) => kind.escalatesTo.some((role) => held.has(role))).map((kind) => kind.kind),
    personId: actor.id,
  };
}

export const routes: readonly Route[] = [
  route(contract.listAlarms, async ({ call, query }) => {
    const { app, actor } = call;
    const denied = app.ports.authority.may(actor, 'alarms.read', null);
    if (denied.length > 0) return refused(denied);
    const after = query.cursor ?? null;
    if (after !== null && !isUuid(after)) return refuse(no['bad-cursor']({}));
    const rows = await alarmsPage(app.database.db, {
      reach: app.ports.authority.reach(actor, 'alarms.read'),
      states: query.state ?? null,
      severity: query.severity ?? null,
      kind: query.kind ?? null,
      text: query.q === undefined || query.q.trim() === '' ? null : query.q.trim(),
      mine: query.mine === 'true' ? kindsOf(app, actor) : null,
      sort: query.sort,
      limit: query.limit + 1,
      after,
    });
    const page = rows.slice(0, query.limit);
    const nextCursor = rows.length > query.limit ? (page.at(-1)?.id ?? null) : null;
    return done({ body: { items: await presentAlarms(call, page), nextCursor } });
  }),
  route(contract.showAlarm, async ({ call, params }) => {
    const denied = call.app.ports.authority.may(call.actor, 'alarms.read', null);
    return denied.length > 0 ? refused(denied) : shown(call, params.id);
  }),
  route(contract.acknowledgeAlarm, async ({ call, params, body }) => {
    const outcome = await acknowledgeAlarm(call, params.id, body.comment ?? '');
    return outcome.ok ? shown(call, outcome.value.id) : outcome;
  }),
  route(contract.listAlarmKinds, async ({ call }) => {
    const denied = call.app.ports.authority.may(call.actor, 'alarms.read', null);
    if (denied.length > 0) return refused(denied);
    return done({
      body: {
        items: [...call.app.alarms.values()].map((kind) => ({
          kind: kind.kind,
          says: kind.says,
          severity: kind.severity,
          lasts: lasts(kind),
          roles: kind.roles.map(roleInWords),
          escalatesTo: kind.escalatesTo.map(roleInWords),
          suppressible: kind.suppressible !== false,
          raisedBy: kind.raisedBy.map(({ act }) => act),
        })),
      },
    });
  }),
  route(contract.listChannels, async ({ call }) => {
    const { app, actor } = call;
    const denied = app.ports.authority.may(actor, 'alarms.read', null);
    if (denied.length > 0) return refused(denied);
    const { outgoing } = app.settings;
    const [last, profile] = await Promise.all([lastAttempts(app.database.db), readProfile(app.database.db)]);
    const hosts = { webhook: outgoing?.webhook?.url, mail: outgoing?.mail?.url };
    const items = channels.map((channel) => {
      const [attempt, url] = [last.get(channel), hosts[channel]];
      return {
        channel,
        host: url === undefined ? null : new URL(url).hostname,
        last: attempt === undefined ? null : { at: attempt.at.toISOString(), outcome: attempt.outcome, says: attempt.says },
      };
    });
    return done({ body: { escalationMinutes: heldOf(profile, escalationMinutes), items } });
  }),
];
