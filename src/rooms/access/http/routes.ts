import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { done, type Outcome } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { unitsBy } from '../../identity/door.ts';
import { decideAccess } from '../acts/decide-access.ts';
import { closeReview, extendReview, withdrawReview } from '../acts/end-review.ts';
import { exportReview } from '../acts/export-review.ts';
import { type Acted, openReview } from '../acts/open-review.ts';
import { reviewsWaiting, viewReview } from '../acts/view-review.ts';
import * as contract from '../contract.ts';
import { reviewsPage } from '../store/reviews.ts';
import { presentLine, presentReview } from './present-review.ts';

async function shown(call: Call, outcome: Outcome<Acted>) {
  if (!outcome.ok) return outcome;
  const seen = await viewReview(call, outcome.value.id);
  return seen.ok ? done({ body: presentReview(seen.value), etag: seen.value.review.version }) : seen;
}

export const routes: readonly Route[] = [
  route(contract.listAccessReviews, async ({ call, query }) => {
    const { db } = call.app.database;
    const [unit] = query.unit === undefined ? [] : await unitsBy(db, namedUnit(query.unit));
    if (query.unit !== undefined && unit === undefined) return done({ body: { items: [], nextCursor: null } });
    const filter = {
      reach: call.app.ports.authority.reach(call.actor, 'access.read-reviews'),
      unitId: unit?.id ?? null,
      states: query.state ?? [],
    };
    const after = query.cursor !== undefined && isUuid(query.cursor) ? query.cursor : null;
    const rows = await reviewsPage(db, filter, { limit: query.limit, after });
    const nextCursor = rows.length === query.limit ? (rows.at(-1)?.id ?? null) : null;
    return done({ body: { items: rows.map(presentLine), nextCursor } });
  }),
  route(contract.accessReviewsWaiting, async ({ call }) => {
    const items = (await reviewsWaiting(call)).map(({ review, unit, mine, suspended }) => ({
      id: review.id,
      key: review.key,
      unit: { id: review.unitId, name: unit },
      dueAt: review.dueAt.toISOString(),
      mine,
      suspended,
    }));
    return done({ body: { items } });
  }),
  route(contract.showAccessReview, async ({ call, params }) => {
    const seen = await viewReview(call, params.id);
    return seen.ok ? done({ body: presentReview(seen.value), etag: seen.value.review.version }) : seen;
  }),
  route(contract.exportAccessReview, async ({ call, params }) => {
    const seen = await viewReview(call, params.id);
    if (!seen.ok) return seen;
    const file = await exportReview(call, seen.value.review, presentReview(seen.value));
    if (!file.ok) return file;
    const fileName = `${seen.value.review.key}-access-review.json`;
    return done({ body: null, stream: { contentType: 'application/json; charset=utf-8', fileName, lines: file.value } });
  }),
  route(contract.openAccessReview, async ({ call, body }) =>
    shown(call, await openReview(call, { unit: body.unit, dueAt: new Date(body.dueAt) })),
  ),
  route(contract.decideAccess, async ({ call, params, body }) => shown(call, await decideAccess(call, params.id, body.items))),
  route(contract.extendAccessReview, async ({ call, params }) => shown(call, await extendReview(call, params.id))),
  route(contract.closeAccessReview, async ({ call, params, body }) =>
    shown(call, await closeReview(call, params.id, body.conclusion, body.signature)),
  ),
  route(contract.withdrawAccessReview, async ({ call, params, body }) =>
    shown(call, await withdrawReview(call, params.id, body.reason)),
  ),
];

const namedUnit = (named: string) => (isUuid(named) ? { ids: [named] } : { keys: [named] });
