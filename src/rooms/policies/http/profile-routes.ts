import { presentRefusal } from '../../../foundation/http/problem.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import * as acts from '../acts/change-profile.ts';
import { previewProfile } from '../acts/view-profile.ts';
import { viewSystem } from '../acts/view-system.ts';
import * as contract from '../contract.ts';
import { profileRefusals as no, type Wanted } from '../core/judge-profile-change.ts';
import { findProfileChange, profileChanges } from '../store/profile-changes.ts';
import { presentChanges, presentProfile, presentSteps } from './present-profile.ts';

const mayRead = ({ app, actor }: Call) => app.ports.authority.may(actor, 'policies.read', null);

async function shown(call: Call, id: string) {
  const change = await findProfileChange(call.app.database.db, id);
  const [body] = change === null ? [] : await presentChanges(call, [change]);
  return body === undefined ? refuse(no['no-such-change']({})) : done({ body, etag: body.version });
}

const afterAct = async (call: Call, outcome: Outcome<acts.Changed>) => (outcome.ok ? shown(call, outcome.value.id) : outcome);

/** `key:value`; a whole number is one. */
const wantedIn = (pairs: readonly string[]): Wanted =>
  Object.fromEntries(
    pairs.map((pair) => {
      const [key = '', value = ''] = pair.split(':');
      return [key, /^-?\d{1,9}$/.test(value) ? Number(value) : value] as const;
    }),
  );

export const profileRoutes: readonly Route[] = [
  route(contract.showProfile, async ({ call }) => {
    const denied = mayRead(call);
    if (denied.length > 0) return refused(denied);
    const body = await presentProfile(call);
    return done({ body, etag: body.version });
  }),
  route(contract.showSystem, async ({ call }) => {
    const denied = mayRead(call);
    if (denied.length > 0) return refused(denied);
    const view = await viewSystem(call.app);
    const mandatory = view.class === 'open';
    const measures = view.measures.map(({ name, says, met, remedy }) => ({ name, says, mandatory, met, remedy }));
    const ready = measures.every((one) => one.met || !one.mandatory);
    return done({
      body: { class: view.class, controls: view.controls.map(({ key, says, by }) => ({ key, says, by })), measures, ready },
    });
  }),
  route(contract.previewProfileChange, async ({ call, query }) => {
    const denied = mayRead(call);
    if (denied.length > 0) return refused(denied);
    const { steps, way, shutOut, refusals } = await previewProfile(call, wantedIn(query.values));
    return done({
      body: {
        steps: presentSteps(call, steps),
        way,
        shutOut: shutOut.map((one) => ({ key: one.key, from: one.from, people: [...one.shutOut] })),
        refusals: refusals.map(presentRefusal),
      },
    });
  }),
  route(contract.proposeProfileChange, async ({ call, body }) => {
    const outcome = await acts.proposeProfileChange(call, body);
    if (!outcome.ok) return outcome;
    return outcome.value === null ? done({ body: null }) : shown(call, outcome.value.id);
  }),
  route(contract.listProfileChanges, async ({ call, query }) => {
    const denied = mayRead(call);
    if (denied.length > 0) return refused(denied);
    const before = query.cursor ?? null;
    if (before !== null && !isUuid(before)) return refuse(no['bad-cursor']({}));
    const rows = await profileChanges(call.app.database.db, { limit: query.limit + 1, before, state: query.state ?? null });
    const page = rows.slice(0, query.limit);
    const nextCursor = rows.length > query.limit ? (page.at(-1)?.id ?? null) : null;
    return done({ body: { items: await presentChanges(call, page), nextCursor } });
  }),
  route(contract.showProfileChange, async ({ call, params }) => {
    const denied = mayRead(call);
    return denied.length > 0 ? refused(denied) : shown(call, params.id);
  }),
  route(contract.approveProfileChange, async ({ call, params, body }) =>
    afterAct(call, await acts.approveProfileChange(call, params.id, body.reason ?? null, body.signature)),
  ),
  route(contract.confirmProfileChange, async ({ call, params, body }) =>
    afterAct(call, await acts.confirmProfileChange(call, params.id, { reason: body.reason, password: body.password })),
  ),
  route(contract.rejectProfileChange, async ({ call, params, body }) =>
    afterAct(call, await acts.rejectProfileChange(call, params.id, body.reason)),
  ),
  route(contract.withdrawProfileChange, async ({ call, params, body }) =>
    afterAct(call, await acts.withdrawProfileChange(call, params.id, body.reason)),
  ),
];
