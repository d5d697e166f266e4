import { type NodeRef, splitOf, subtreesOf } from './merkle.ts';

/** One hash of a proof: the fold (`foldSubtrees`) of these complete subtrees. All but those at the right edge are a single one. */
export type ProofPart = readonly NodeRef[];

/**
 * The inclusion proof of RFC 9162, 2.1.3.1, as subtrees to be read: O(log n) parts of O(log n) nodes, of which only one has more than one.
 * @param index of the leaf, from 0; below `size`.
 */
export function inclusionParts(index: number, size: number): readonly ProofPart[] {
  const parts: ProofPart[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      parts.push(subtreesOf(middle, end));
      end = middle;
    } else {
      parts.push(subtreesOf(start, middle));
      start = middle;
    }
  }
  return parts.reverse();
}

/**
 * The consistency proof of RFC 9162, 2.1.4.1, as subtrees to be read.
 * @param from size of the older tree, at least 1; `to` size of the newer, not smaller.
 */
export function consistencyParts(from: number, to: number): readonly ProofPart[] {
  const parts: ProofPart[] = [];
  let [start, end, whole] = [0, to, true];
  while (from !== end) {
    const middle = start + splitOf(end - start);
    if (from <= middle) {
      parts.push(subtreesOf(middle, end));
      end = middle;
    } else {
      parts.push(subtreesOf(start, middle));
      start = middle;
      whole = false;
    }
  }
  if (!whole) parts.push(subtreesOf(start, end));
  return parts.reverse();
}
