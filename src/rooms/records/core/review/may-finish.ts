import type { Refusal } from '../../../../foundation/refusal.ts';
import type { ToldEntry } from '../told-entry.ts';
import { isRelevant } from './relevant.ts';
import type { Finding, Review } from './review.ts';
import { reviewRefusals as no } from './review-refusals.ts';

/** How many entries a refusal names. */
const named = 5;

/** Entries after the covered part that take the effect of a review. */
export const relevantOf = (later: readonly ToldEntry[]): readonly ToldEntry[] => later.filter(isRelevant);

export const sayEntry = (entry: Pick<ToldEntry, 'number' | 'says'> & { readonly actor: { readonly name: string } }): string =>
  `${entry.number === null ? 'not sealed yet' : `No. ${entry.number}`}, ${entry.actor.name} ${entry.says}`;

/** The review covers all that matters up to now. */
export function trailGrew(later: readonly ToldEntry[]): readonly Refusal[] {
  const relevant = relevantOf(later);
  return relevant.length === 0 ? [] : [no['trail-grew']({ entries: relevant.slice(0, named).map(sayEntry) })];
}

/** Each finding has its disposition. */
export function findingsOpen(findings: readonly Finding[]): readonly Refusal[] {
  const open = findings.filter(({ decided }) => decided === null).length;
  return open === 0 ? [] : [no['findings-open']({ open, of: findings.length })];
}

/** What was covered is what is there. */
export const trailDiffers = (review: Pick<Review, 'covers'>, sha256: string): readonly Refusal[] =>
  review.covers.sha256 === sha256 ? [] : [no['trail-differs']({})];
