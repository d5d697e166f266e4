import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { inSnapshot } from '../../../foundation/snapshot.ts';
import type { Call } from '../../../foundation/transact.ts';
import { type Changed, decideMatrixChange, mayNotEverywhere, proposeMatrixChange } from '../acts/change-matrix.ts';
import { decideWaiver, requestWaiver } from '../acts/waive-separation.ts';
import * as contract from '../contract.ts';
import { reasonMissing } from '../core/demands-reason.ts';
import { separationRefusals as no } from '../core/separation-refusals.ts';
import type { Waiver } from '../core/waiver.ts';
import { findMatrixChange, matrixChanges } from '../store/matrix-changes.ts';
import { findWaiver, waiversPage } from '../store/waivers.ts';
import { presentMatrix, presentMatrixChanges, rightsOf } from './present-matrix.ts';
import { presentWaiverActs, presentWaivers } from './present-waivers.ts';

/** What holds everywhere, and who is excepted, is shown to whoever may see it everywhere. */
const mayRead = (call: Call) => mayNotEverywhere(rightsOf(call), 'access.read-separation');

const shownChange = (call: Call, named: string) =>
  inSnapshot(call.app, async (app, db) => {
    const change = await findMatrixChange(db, named);
    const [body] = change === null ? [] : await presentMatrixChanges({ app, db, actor: call.actor }, [change]);
    return body === undefined ? refuse(no['no-such-matrix-change']({ id: named })) : done({ body, etag: body.version });
  });

const shownWaiver = (call: Call, named: string) =>
  inSnapshot(call.app, async (app, db) => {
    const one = await findWaiver(db, named);
    const [body] = one === null ? [] : await presentWaivers({ app, db, actor: call.actor }, [one]);
    return body === undefined ? refuse(no['no-such-waiver']({ id: named })) : done({ body, etag: body.version });
  });

const after = async <T>(outcome: Outcome<Changed>, shown: (id: string) => Promise<Outcome<T>>) =>
  outcome.ok ? shown(outcome.value.id) : outcome;

const pageOf = <T extends { readonly id: string }>(rows: readonly T[], limit: number) => {
  const page = rows.slice(0, limit);
  return { page, nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
};

const cursorOf = (cursor: string | undefined): string | null => (cursor !== undefined && isUuid(cursor) ? cursor : null);

export const separationRoutes: readonly Route[] = [
  route(contract.showDutyMatrix, async ({ call }) => {
    const denied = mayRead(call);
    if (denied.length > 0) return refused(denied);
    return inSnapshot(call.app, async (app, db) => {
      const body = await presentMatrix({ app, db, actor: call.actor });
      return done({ body, etag: body.version });
    });
  }),
  route(contract.listMatrixChanges, async ({ call, query }) => {
    const denied = mayRead(call);
    if (denied.length > 0) return refused(denied);
    return inSnapshot(call.app, async (app, db) => {
      const asked = { limit: query.limit + 1, before: cursorOf(query.cursor), state: query.state ?? null };
      const { page, nextCursor } = pageOf(await matrixChanges(db, asked), query.limit);
      return done({ body: { items: await presentMatrixChanges({ app, db, actor: call.actor }, page), nextCursor } });
    });
  }),
  route(contract.showMatrixChange, async ({ call, params }) => {
    const denied = mayRead(call);
    return denied.length > 0 ? refused(denied) : shownChange(call, params.id);
  }),
  route(contract.proposeMatrixChange, async ({ call, body }) =>
    after(await proposeMatrixChange(call, body), (id) => shownChange(call, id)),
  ),
  route(contract.decideMatrixChange, async ({ call, params, body }) => {
    const missing = reasonMissing(params.verb, body.reason);
    if (missing.length > 0) return refused(missing);
    const outcome = await decideMatrixChange(call, params.id, params.verb, body.reason ?? null, body.signature);
    return after(outcome, (id) => shownChange(call, id));
  }),
  route(contract.listDutyWaivers, async ({ call, query }) => {
    const denied = mayRead(call);
    if (denied.length > 0) return refused(denied);
    return inSnapshot(call.app, async (app, db) => {
      const asked = { limit: query.limit + 1, before: cursorOf(query.cursor), state: query.state ?? null };
      const { page, nextCursor } = pageOf<Waiver>(await waiversPage(db, asked), query.limit);
      return done({ body: { items: await presentWaivers({ app, db, actor: call.actor }, page), nextCursor } });
    });
  }),
  route(contract.showDutyWaiver, async ({ call, params }) => {
    const denied = mayRead(call);
    return denied.length > 0 ? refused(denied) : shownWaiver(call, params.id);
  }),
  route(contract.waiverActs, async ({ call, params }) => {
    const denied = mayRead(call);
    if (denied.length > 0) return refused(denied);
    return inSnapshot(call.app, async (app, db) => {
      const one = await findWaiver(db, params.id);
      if (one === null) return refuse(no['no-such-waiver']({ id: params.id }));
      return done({ body: await presentWaiverActs({ app, db, actor: call.actor }, one) });
    });
  }),
  route(contract.requestDutyWaiver, async ({ call, body }) =>
    after(await requestWaiver(call, { ...body, expiresAt: new Date(body.expiresAt) }), (id) => shownWaiver(call, id)),
  ),
  route(contract.decideDutyWaiver, async ({ call, params, body }) => {
    const missing = reasonMissing(params.verb, body.reason);
    if (missing.length > 0) return refused(missing);
    const outcome = await decideWaiver(call, params.id, params.verb, body.reason ?? null, body.signature);
    return after(outcome, (id) => shownWaiver(call, id));
  }),
];
