import { presentCan } from '../../../foundation/http/problem.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { heldOf, readProfile } from '../../../foundation/profile.ts';
import { done, refuse, refused } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { mayNotEverywhere } from '../acts/everywhere.ts';
import { reviewLog } from '../acts/review-log.ts';
import * as contract from '../contract-reviews.ts';
import { alarmRefusals } from '../core/alarm.ts';
import { reviewDays } from '../core/profile.ts';
import { reviewRefusals as no, reviewDueAt, type Statistics } from '../core/review.ts';
import { findReview, logBegan, type Review, reviewsPage, statisticsOf } from '../store/reviews.ts';
import { namesOf } from './names-of.ts';

const mayNot = ({ app, actor }: Call, right: string) => app.ports.authority.may(actor, right, null);
const mayNotReview = ({ app, actor }: Call) =>
  mayNotEverywhere(
    {
      mayNot: (right, unit) => app.ports.authority.may(actor, right, unit),
      reach: (right) => app.ports.authority.reach(actor, right),
    },
    'alarms.review',
  );

type Names = Awaited<ReturnType<typeof namesOf>>;
const peopleIn = ({ suppressions }: Statistics) => suppressions.flatMap((one) => [one.requestedBy, one.decidedBy]);

function presentStatistics({ app }: Call, { kinds, suppressions }: Statistics, person: Names): contract.StatisticsView {
  const says = (kind: string) => app.alarms.get(kind)?.says ?? kind;
  return {
    kinds: kinds.map((one) => ({
      kind: one.kind,
      says: says(one.kind),
      raised: one.raised,
      times: one.times,
      acknowledged: one.acknowledged,
      waiting: one.waiting,
      escalated: one.escalated,
      medianMinutes: one.medianMinutes,
      suppressed: one.suppressed,
      deliveryFailed: one.deliveryFailed,
    })),
    suppressions: suppressions.map((one) => ({
      key: one.key,
      kind: one.kind,
      says: says(one.kind),
      state: one.state,
      reason: one.reason,
      requestedBy: person(one.requestedBy),
      requestedAt: one.requestedAt,
      endsAt: one.endsAt,
      decidedBy: one.decidedBy === null ? null : person(one.decidedBy),
    })),
  };
}

async function present(call: Call, reviews: readonly Review[]): Promise<contract.ReviewView[]> {
  const person = await namesOf(
    call,
    reviews.flatMap((one) => [one.reviewedBy, ...peopleIn(one.statistics)]),
  );
  return reviews.map((one) => ({
    id: one.id,
    key: one.key,
    from: one.fromAt?.toISOString() ?? null,
    until: one.untilAt.toISOString(),
    statistics: presentStatistics(call, one.statistics, person),
    comment: one.comment,
    reviewedBy: person(one.reviewedBy),
  }));
}

async function shown(call: Call, named: string) {
  const one = await findReview(call.app.database.db, named);
  const [body] = one === null ? [] : await present(call, [one]);
  return body === undefined ? refuse(no['no-such-review']({})) : done({ body });
}

export const reviewRoutes: readonly Route[] = [
  route(contract.previewReview, async ({ call }) => {
    const denied = mayNot(call, 'alarms.read');
    if (denied.length > 0) return refused(denied);
    const { db } = call.app.database;
    const [last] = await reviewsPage(db, { limit: 1, before: null });
    const [from, until] = [last?.untilAt ?? null, call.app.clock.now()];
    const statistics = await statisticsOf(db, from, until);
    const person = await namesOf(call, peopleIn(statistics));
    const days = heldOf(await readProfile(db), reviewDays);
    const due = reviewDueAt(from ?? (await logBegan(db)), days);
    return done({
      body: {
        from: from?.toISOString() ?? null,
        until: until.toISOString(),
        dueAt: due?.toISOString() ?? null,
        overdue: due !== null && due <= until,
        days,
        statistics: presentStatistics(call, statistics, person),
        can: presentCan({ review: mayNotReview(call) }),
      },
    });
  }),
  route(contract.reviewLog, async ({ call, body }) => {
    const outcome = await reviewLog(call, new Date(body.until), body.comment);
    return outcome.ok ? shown(call, outcome.value.id) : outcome;
  }),
  route(contract.listReviews, async ({ call, query }) => {
    const denied = mayNot(call, 'alarms.read');
    if (denied.length > 0) return refused(denied);
    const before = query.cursor ?? null;
    if (before !== null && !isUuid(before)) return refuse(alarmRefusals['bad-cursor']({}));
    const rows = await reviewsPage(call.app.database.db, { limit: query.limit + 1, before });
    const page = rows.slice(0, query.limit);
    return done({
      body: { items: await present(call, page), nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null },
    });
  }),
  route(contract.showReview, async ({ call, params }) => {
    const denied = mayNot(call, 'alarms.read');
    return denied.length > 0 ? refused(denied) : shown(call, params.id);
  }),
];
