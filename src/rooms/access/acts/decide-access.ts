import { done, type Outcome, type Refusal, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { accessKey, boundTo, restoreAccessIn, whoseAccess, withdrawAccessIn } from '../../identity/door.ts';
import { itemGone, ownItem, type Standings, type Wanted } from '../core/may-decide.ts';
import { accessRefusals as no } from '../core/refusals.ts';
import type { Item, Review } from '../core/review.ts';
import { loadReview, standingsOf } from './load-review.ts';
import type { Acted } from './open-review.ts';
import { nextReview } from './say-review.ts';

type Reviewer = Pick<Work, 'mayNot' | 'actor' | 'tx' | 'now'>;

/** Why the reader may not decide on each item: the right in its unit, and that nobody reviews their own access. Empty lists where they may. */
export async function keptFromDeciding(
  reviewer: Reviewer,
  review: Pick<Review, 'unitId'>,
  items: readonly Item[],
): Promise<ReadonlyMap<string, readonly Refusal[]>> {
  const { principals, deputies } = await boundTo(reviewer.tx, reviewer.actor.id, reviewer.now);
  const bound = new Set([reviewer.actor.id, ...principals, ...deputies]);
  const whose = await whoseAccess(
    reviewer.tx,
    items.map(({ line }) => line),
  );
  return new Map(
    items.map(({ id, line }) => {
      const denied = reviewer.mayNot('access.review', line.unitId ?? review.unitId);
      return [id, denied.length > 0 ? denied : ownItem(whose.get(accessKey(line)) ?? [], bound)] as const;
    }),
  );
}

/** Says of items whether they are kept, removed or changed. Said again it is changed, and both stand in the ledger; what was removed stays removed. */
export const decideAccess = (call: Call, id: string, wanted: readonly Wanted[]): Promise<Outcome<Acted>> =>
  transact(call, async (work) => {
    const loaded = await loadReview(work, id, 'access.review');
    if (!loaded.ok) return loaded;
    const review = loaded.value;
    const known = new Map(review.items.map((item) => [item.id, item] as const));
    const asked = wanted.flatMap(({ item }) => known.get(item) ?? []);
    const kept = await keptFromDeciding(work, review, asked);
    const standings = await standingsOf(work.tx, { items: asked }, work.now);
    const broken = wanted.flatMap(({ item, decision }, at) => {
      const place = `/items/${at}`;
      if (!known.has(item)) return [no['no-such-item']({ item }, { field: place })];
      const denied = kept.get(item) ?? [];
      const all = denied.length > 0 ? denied : itemGone(decision, standings.get(item) ?? 'gone');
      return all.map((one) => ({ ...one, field: place }));
    });
    if (broken.length > 0) return refused(broken);
    return decide(work, review, wanted, standings);
  });

async function decide(work: Work, review: Review, wanted: readonly Wanted[], standings: Standings): Promise<Outcome<Acted>> {
  const byItem = new Map(wanted.map((one) => [one.item, one] as const));
  const refusals: Refusal[] = [];
  const items: Item[] = [];
  for (const item of review.items) {
    const said = byItem.get(item.id);
    const same = said !== undefined && item.decided?.decision === said.decision && item.decided.reason === said.reason;
    if (said === undefined || same) {
      items.push(item);
      continue;
    }
    const carried = await carryOut(work, review, item, said, standings);
    if (!carried.ok) refusals.push(...carried.refusals);
    items.push({
      ...item,
      decided: { decision: said.decision, reason: said.reason, by: work.actor.id, at: work.now },
    });
  }
  if (refusals.length > 0) return refused(refusals);
  if (items.some((item, at) => item !== review.items[at])) await nextReview(work, 'access.review-decided', review, { items });
  return done({ id: review.id });
}

/** Removed is withdrawn; any other answer lets access count again that this review suspended. */
function carryOut(work: Work, review: Review, item: Item, said: Wanted, standings: Standings): Promise<Outcome<null>> {
  const reason = `${review.key}: ${said.reason}`;
  if (said.decision === 'remove') return withdrawAccessIn(work, item.line, reason);
  const suspended = item.suspendedAt !== null && standings.get(item.id) === 'suspended';
  return suspended ? restoreAccessIn(work, item.line, reason) : Promise.resolve(done(null));
}
