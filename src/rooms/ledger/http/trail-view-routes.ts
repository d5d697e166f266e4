import type { Can, ReplyOf } from '../../../foundation/contract.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { done, type Refusal } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { changeTrailView, dropTrailView, keepTrailView } from '../acts/keep-trail-view.ts';
import * as contract from '../contract-trail-views.ts';
import { notYours } from '../core/trail-view-rules.ts';
import { type TrailView, trailViewById, trailViewsOf } from '../store/trail-views.ts';

const shown = (refusals: readonly Refusal[]): Can[string] =>
  refusals.length === 0 ? true : refusals.map(({ code, message, remedy }) => ({ code, message, remedy }));

function canOf(call: Call, view: TrailView): Can {
  const may = (right: string) => call.app.ports.authority.may(call.actor, right, null);
  const [denied, others] = [may('ledger.keep-views'), notYours(view.ownerId, call.actor.id)];
  const dropping = others.length === 0 ? [] : may('ledger.drop-shared-views');
  return {
    change: shown(denied.length > 0 ? denied : others),
    drop: shown(denied.length > 0 ? denied : dropping),
  };
}

const present = (call: Call, view: TrailView): ReplyOf<typeof contract.keepTrailView> => ({
  id: view.id,
  key: view.key,
  name: view.name,
  shared: view.shared,
  mine: view.ownerId === call.actor.id,
  ownerId: view.ownerId,
  filters: { ...view.filters },
  keptAt: view.keptAt.toISOString(),
  version: view.version,
  can: canOf(call, view),
});

async function withTag(call: Call, { id }: { readonly id: string }) {
  const view = await trailViewById(call.app.database.db, id);
  if (view === null) throw new Error(`the view ${id} was kept and is not there`);
  return done({ body: present(call, view), etag: view.version });
}

export const trailViewRoutes: readonly Route[] = [
  route(contract.listTrailViews, async ({ call }) => {
    const views = await trailViewsOf(call.app.database.db, call.actor.id);
    return done({ body: { items: views.map((view) => present(call, view)) } });
  }),
  route(contract.keepTrailView, async ({ call, body }) => {
    const kept = await keepTrailView(call, body);
    return kept.ok ? withTag(call, kept.value) : kept;
  }),
  route(contract.changeTrailView, async ({ call, params, body }) => {
    const changed = await changeTrailView(call, params.id, body);
    return changed.ok ? withTag(call, changed.value) : changed;
  }),
  route(contract.dropTrailView, async ({ call, params }) => {
    const dropped = await dropTrailView(call, params.id);
    return dropped.ok ? done({ body: { id: dropped.value.id } }) : dropped;
  }),
];
