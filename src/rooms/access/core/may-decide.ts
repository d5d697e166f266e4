import type { Refusal } from '../../../foundation/refusal.ts';
import type { Decision, Standing } from '../contract-words.ts';
import { accessRefusals as no } from './refusals.ts';
import { digestOf, type Item, isDone, isOpen, type Review, snapshotOf } from './review.ts';

export type Wanted = { readonly item: string; readonly decision: Decision; readonly reason: string };
export type Standings = ReadonlyMap<string, Standing>;

/** Whose access an item is, and who decides with whom they are bound. */
export const ownItem = (concerned: readonly string[], reviewer: ReadonlySet<string>): readonly Refusal[] =>
  concerned.some((id) => reviewer.has(id)) ? [no['own-item']({})] : [];

export const itemGone = (decision: Decision, standing: Standing): readonly Refusal[] =>
  standing === 'gone' && decision !== 'remove' ? [no['item-gone']({})] : [];

/** A review is closed when every item has its answer, what was decided is done, and nothing that came in time is missing. */
export function closingFaults(review: Review, standings: Standings, late: number): readonly Refusal[] {
  const of = (item: Item): Standing => standings.get(item.id) ?? 'gone';
  const open = review.items.filter((item) => isOpen(item, of(item))).length;
  const undone = review.items.filter((item) => isDone(item, of(item)) === false).length;
  return [
    ...(open > 0 ? [no['items-open']({ open, of: review.items.length })] : []),
    ...(undone > 0 ? [no['not-carried-out']({ items: undone })] : []),
    ...(late > 0 ? [no['came-since']({ items: late })] : []),
    ...(digestOf(snapshotOf(review)) === review.snapshot.sha256 ? [] : [no['snapshot-differs']({})]),
  ];
}

/** What a review suspended is decided on before the review ends. */
export function suspendedFaults(review: Review, standings: Standings): readonly Refusal[] {
  const items = review.items.filter((item) => item.suspendedAt !== null && standings.get(item.id) === 'suspended').length;
  return items > 0 ? [no['still-suspended']({ items })] : [];
}
