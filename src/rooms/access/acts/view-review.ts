import { done, type Outcome, type Refusal, refuse } from '../../../foundation/refusal.ts';
import { inSnapshot } from '../../../foundation/snapshot.ts';
import { verbsOf } from '../../../foundation/state-machine.ts';
import type { Call } from '../../../foundation/transact.ts';
import { groupsBy, peopleBy, unitsBy } from '../../identity/door.ts';
import type { SignatureMark } from '../../signatures/contract.ts';
import { marksOn } from '../../signatures/door.ts';
import { closingFaults, type Standings, suspendedFaults } from '../core/may-decide.ts';
import { accessRefusals as no } from '../core/refusals.ts';
import { isOpen, type Review, reviewKind } from '../core/review.ts';
import { reviewMachine } from '../core/review-machine.ts';
import { findReview, openReviewsAround } from '../store/reviews.ts';
import { keptFromDeciding } from './decide-access.ts';
import { cameInTime, cameSince, standingsOf } from './load-review.ts';

export type SeenReview = {
  readonly review: Review;
  readonly standings: Standings;
  /** Items that the reader may see: all of a review in their units, of others those in their units. */
  readonly shown: Review['items'];
  /** Access that came since and was not taken in. */
  readonly late: number;
  /** People, groups and units by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly signature: SignatureMark | null;
  readonly can: Readonly<Record<string, readonly Refusal[]>>;
  /** By item: why the reader may not decide on it. */
  readonly kept: ReadonlyMap<string, readonly Refusal[]>;
};

const idsOf = (review: Review): readonly string[] => {
  const ids = review.items.flatMap(({ line, decided }) => [line.personId, line.deputyId, line.grantedBy, decided?.by ?? null]);
  return [...new Set([review.openedBy, review.endedBy, ...ids].filter((id) => id !== null))];
};

type Barred = { readonly [why in 'over' | 'answering' | 'running']: readonly Refusal[] };

function canOf(review: Review, standings: Standings, late: number, { over, answering, running }: Barred): SeenReview['can'] {
  const runs = [...running, ...over];
  const own: SeenReview['can'] = {
    decide: over.length > 0 ? over : answering,
    extend: runs,
    close: runs.length > 0 ? runs : closingFaults(review, standings, late),
    withdraw: runs.length > 0 ? runs : suspendedFaults(review, standings),
  };
  return Object.fromEntries(verbsOf(reviewMachine).map((verb) => [verb, own[verb] ?? []]));
}

/** A review with its items as they stand when they are read again now, and what the reader may do. */
export const viewReview = (call: Call, idOrKey: string): Promise<Outcome<SeenReview>> =>
  inSnapshot(call.app, async (app, tx) => {
    const { actor } = call;
    const now = app.clock.now();
    const mayNot = (right: string, unitId: string | null) => app.ports.authority.may(actor, right, unitId);
    const review = await findReview(tx, idOrKey);
    if (review === null) return refuse(no['no-such-review']({ id: idOrKey }));
    const kept = await keptFromDeciding({ mayNot, actor, tx, now }, review, review.items);
    const answers = [...kept.values()].some((refusals) => refusals.length === 0);
    if (mayNot('access.read-reviews', review.unitId).length > 0 && !answers) return refuse(no['no-such-review']({ id: idOrKey }));
    const standings = await standingsOf(tx, review, now);
    const late = review.state === 'open' ? await cameSince(tx, review, now) : [];
    const all = mayNot('access.read-reviews', review.unitId).length === 0;
    const shown = review.items.filter(
      ({ line }) => all || (line.unitId !== null && mayNot('access.read-reviews', line.unitId).length === 0),
    );
    const people = await peopleBy(tx, { ids: idsOf(review) });
    const groups = await groupsBy(tx, { ids: review.items.flatMap(({ line }) => line.groupId ?? []) });
    const units = await unitsBy(tx, { ids: [review.unitId, ...review.items.flatMap(({ line }) => line.unitId ?? [])] });
    const markOf = await marksOn(app, tx, { kind: reviewKind, id: review.id });
    const over = review.state === 'open' ? [] : [no['review-over']({ state: review.state })];
    const barred = {
      over,
      answering: answers ? [] : (kept.values().next().value ?? mayNot('access.review', null)),
      running: mayNot('access.run-reviews', review.unitId),
    };
    return done({
      review,
      standings,
      shown,
      late: late.length,
      names: new Map([...people, ...groups, ...units].map(({ id, name }) => [id, name] as const)),
      signature: review.endedAt === null || review.endedBy === null ? null : markOf('close', review.endedAt, review.endedBy),
      can: canOf(review, standings, cameInTime(late, review.dueAt).length, barred),
      kept: new Map(review.items.map(({ id }) => [id, over.length > 0 ? over : (kept.get(id) ?? [])] as const)),
    });
  });

export type Waiting = { readonly review: Review; readonly unit: string; readonly mine: number; readonly suspended: number };

/** Open reviews in which the reader may still answer something, the most pressing first. */
export const reviewsWaiting = (call: Call): Promise<readonly Waiting[]> =>
  inSnapshot(call.app, async (app, tx) => {
    const { actor } = call;
    const now = app.clock.now();
    const mayNot = (right: string, unitId: string | null) => app.ports.authority.may(actor, right, unitId);
    if (mayNot('access.review', null).length > 0) return [];
    const found: Waiting[] = [];
    for (const id of await openReviewsAround(tx, app.ports.authority.reach(actor, 'access.review'))) {
      const review = await findReview(tx, id);
      if (review === null) continue;
      const open = review.items.filter(({ decided }) => decided === null);
      const kept = await keptFromDeciding({ mayNot, actor, tx, now }, review, open);
      const standings = await standingsOf(tx, { items: open }, now);
      const mine = open.filter((item) => kept.get(item.id)?.length === 0 && isOpen(item, standings.get(item.id) ?? 'gone'));
      const [unit] = await unitsBy(tx, { ids: [review.unitId] });
      const suspended = mine.filter(({ suspendedAt }) => suspendedAt !== null).length;
      if (mine.length > 0) found.push({ review, unit: unit?.name ?? '', mine: mine.length, suspended });
    }
    return found;
  });
