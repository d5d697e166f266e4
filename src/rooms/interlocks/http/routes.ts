import { presentRefusal } from '../../../foundation/http/problem.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { unitsBy } from '../../identity/door.ts';
import { nameParties } from '../acts/name-parties.ts';
import { previewHolds } from '../acts/preview-holds.ts';
import * as contract from '../contract.ts';
import { interlockRefusals as no } from '../core/claim-refusals.ts';
import { seenFrom } from '../core/seen-from.ts';
import { withNextFree } from '../store/collisions-of-owner.ts';
import { findFreeSlots, searchedUntil } from '../store/free-slots.ts';
import { collisionById, listCollisions } from '../store/list-collisions.ts';
import { ownerNamed, unseenOf } from './owner-named.ts';
import { presentCollisions, presentSide, presentSpan } from './present-collision.ts';
import { canCollision } from './present-exception.ts';

async function unitNamed(app: Services, text: string | undefined): Promise<Outcome<string | null>> {
  if (text === undefined) return done(null);
  const [unit] = await unitsBy(app.database.db, isUuid(text) ? { ids: [text] } : { keys: [text] });
  return unit === undefined ? refuse(no['no-such-unit']({ unit: text })) : done(unit.id);
}

export const collisionRoutes: readonly Route[] = [
  route(contract.listCollisions, async ({ call, query }) => {
    const { app, actor } = call;
    const owner = await ownerNamed(call, query.owner);
    const unit = await unitNamed(app, query.unit);
    if (!owner.ok) return owner;
    if (!unit.ok) return unit;
    if (query.cursor !== undefined && !isUuid(query.cursor)) return refuse(no['bad-cursor']({}));
    const filter = {
      reach: app.ports.authority.reach(actor, 'interlocks.read'),
      owner: owner.value,
      state: query.state,
      severities: query.severity ?? [],
      rules: query.rule ?? [],
      unitId: unit.value,
    };
    const kept = await listCollisions(app.database.db, filter, { limit: query.limit + 1, before: query.cursor ?? null });
    const page = kept.slice(0, query.limit).map((one) => seenFrom(one, owner.value));
    const nextCursor = kept.length > query.limit ? (page.at(-1)?.id ?? null) : null;
    return done({ body: { items: [...(await presentCollisions(app, app.database.db, actor, page))], nextCursor } });
  }),

  route(contract.showCollision, async ({ call, params }) => {
    const { app, actor } = call;
    const kept = await collisionById(app.database.db, params.id, app.ports.authority.reach(actor, 'interlocks.read'));
    if (kept === null) return refuse(no['no-such-collision']({}));
    const [shown] = await presentCollisions(
      app,
      app.database.db,
      actor,
      await withNextFree(app.database.db, [seenFrom(kept, null)], app.clock.now()),
    );
    if (shown === undefined) return refuse(no['no-such-collision']({}));
    return done({ body: { ...shown, can: await canCollision(call, kept) }, etag: kept.version });
  }),

  route(contract.previewHolds, async ({ call, body }) => {
    const unseen = await unseenOf(call, [
      ...(body.owner === null ? [] : [body.owner]),
      ...body.holds.map((hold) => hold.resource),
    ]);
    if (unseen.length > 0) return refused(unseen);
    const drafts = body.holds.map((hold) => ({
      ...hold,
      start: new Date(hold.start),
      end: new Date(hold.end),
      resource: { ...hold.resource, label: hold.resource.label || hold.resource.id },
    }));
    const { collisions, refusals } = await previewHolds(call, body.owner, drafts);
    const names = await nameParties(
      call.app,
      call.app.database.db,
      call.actor,
      collisions.flatMap((one) => one.theirs?.owner ?? []),
    );
    const mine = { visible: true, label: 'these holds', key: null, link: null };
    const items = collisions.map((one) => ({
      rule: one.rule,
      severity: one.severity,
      resource: { kind: one.resource.kind, id: one.resource.id, label: one.resource.label },
      mine: presentSide(one.mine, mine),
      theirs: one.theirs === null ? null : presentSide(one.theirs, names(one.theirs.owner)),
      overlap: presentSpan(one.overlap),
      why: one.why,
      nextFree: one.nextFree === null ? null : presentSpan(one.nextFree),
    }));
    return done({ body: { collisions: items, refusals: refusals.map(presentRefusal) } });
  }),

  route(contract.findFreeSlots, async ({ call, body }) => {
    const unseen = await unseenOf(call, [...(body.ignoreOwner === null ? [] : [body.ignoreOwner]), ...body.resources]);
    if (unseen.length > 0) return refused(unseen);
    const now = call.app.clock.now();
    const from = body.from === undefined ? now : new Date(body.from);
    const slots = await findFreeSlots(call.app.database.db, { ...body, durationMs: body.durationMinutes * 60_000, from });
    return done({ body: { slots: slots.map(presentSpan), searchedUntil: searchedUntil(from).toISOString() } });
  }),
];
