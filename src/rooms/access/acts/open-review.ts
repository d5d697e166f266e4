import { isUuid, uuidv7 } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { type AccessLine, accessIn, unitsToStandIn } from '../../identity/door.ts';
import { accessRefusals as no } from '../core/refusals.ts';
import { digestOf, type Item, type Review } from '../core/review.ts';
import { insertReview } from '../store/reviews.ts';
import { sayReview } from './say-review.ts';

export type Acted = { readonly id: string };

const dayMs = 86_400_000;
const mostDays = 90;
/** What one review holds: its record is one entry of the ledger when it is opened. */
const mostItems = 5_000;

/** Opens a review of all access in a unit and below it, with a complete snapshot. */
export const openReview = (call: Call, wanted: { readonly unit: string; readonly dueAt: Date }): Promise<Outcome<Acted>> =>
  transact(call, async (work) => {
    const nowhere = work.mayNot('access.run-reviews', null);
    if (nowhere.length > 0) return refused(nowhere);
    const [unit] = await unitsToStandIn(work.tx, isUuid(wanted.unit) ? { ids: [wanted.unit] } : { keys: [wanted.unit] });
    if (unit === undefined || work.mayNot('access.read-reviews', unit.id).length > 0)
      return refuse(no['no-such-unit']({ unit: wanted.unit }, { field: '/unit' }));
    const denied = work.mayNot('access.run-reviews', unit.id);
    if (denied.length > 0) return refused(denied);
    const days = (wanted.dueAt.getTime() - work.now.getTime()) / dayMs;
    if (days < 1 || days > mostDays) return refuse(no['due-bounds']({ most: mostDays }, { field: '/dueAt' }));
    return openReviewIn(work, unit.id, wanted.dueAt, work.actor.id);
  });

/** The same for a rule, which holds no right and needs none: `openedBy` null. */
export async function openReviewIn(work: Work, unitId: string, dueAt: Date, openedBy: string | null): Promise<Outcome<Acted>> {
  const lines = await accessIn(work.tx, unitId, work.now);
  if (lines.length > mostItems) return refuse(no['too-much-access']({ most: mostItems }));
  const items = itemsOf(work, lines, false);
  const review: Review = {
    id: uuidv7(work.now.getTime()),
    key: await work.nextKey('ACR', 1001),
    unitId,
    state: 'open',
    openedBy,
    openedAt: work.now,
    dueAt,
    dueDoneAt: null,
    snapshot: { items: items.length, sha256: digestOf(items.map(({ line }) => line)) },
    items,
    conclusion: null,
    withdrawnWhy: null,
    endedBy: null,
    endedAt: null,
    version: 1,
  };
  if (!(await insertReview(work.tx, review))) return refuse(no['review-open']({}));
  sayReview(work, 'access.review-opened', null, review);
  return done({ id: review.id });
}

export const itemsOf = (work: Pick<Work, 'now'>, lines: readonly AccessLine[], addendum: boolean): readonly Item[] =>
  lines.map(({ suspendedBy: _suspended, ...line }) => ({
    id: uuidv7(work.now.getTime()),
    line,
    addendum,
    takenInAt: work.now,
    decided: null,
    suspendedAt: null,
    verifiedAt: null,
  }));
