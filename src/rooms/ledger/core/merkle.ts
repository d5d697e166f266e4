import { hash } from 'node:crypto';

/** Bytes of a hash; every hash of the tree is SHA-256. */
export const hashBytes = 32;

/** RFC 9162, 2.1.1: the root of a tree without leaves is the hash of nothing. */
export const emptyRoot: Buffer = hash('sha256', '', 'buffer');

/** One buffer for all nodes: hashing is synchronous and copies what it reads. */
const pair = Buffer.alloc(1 + 2 * hashBytes);
pair[0] = 0x01;

/** RFC 9162, 2.1.1: a node is SHA-256(0x01 || left || right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  pair.set(left, 1);
  pair.set(right, 1 + hashBytes);
  return hash('sha256', pair, 'buffer');
}

/** A complete subtree: `index` counts from 0 within its level; level 0 is leaves. It covers the leaves from index·2^level to (index+1)·2^level. */
export type NodeRef = { readonly level: number; readonly index: number };

/**
 * The complete subtrees that make up the leaves from `start` to before `end`, largest first.
 * @param start a multiple of the greatest power of two that is not larger than `end - start` (each split of RFC 9162 is).
 */
export function subtreesOf(start: number, end: number): readonly NodeRef[] {
  const found: NodeRef[] = [];
  let at = start;
  while (at < end) {
    let [level, width] = [0, 1];
    while (width * 2 <= end - at) [level, width] = [level + 1, width * 2];
    found.push({ level, index: at / width });
    at += width;
  }
  return found;
}

/** The complete subtrees of a whole tree, largest first: its right edge. */
export const peaksOf = (size: number): readonly NodeRef[] => subtreesOf(0, size);

/** The hash over complete subtrees that lie beside each other, largest first; of none it is the empty root. */
export function foldSubtrees(hashes: readonly Uint8Array[]): Buffer {
  const last = hashes.at(-1);
  if (last === undefined) return emptyRoot;
  let folded: Buffer = Buffer.from(last);
  for (let at = hashes.length - 2; at >= 0; at--) folded = nodeHash(hashes[at] ?? emptyRoot, folded);
  return folded;
}

/** The greatest power of two below `count` (RFC 9162 calls it k); for two leaves or more. */
export function splitOf(count: number): number {
  let width = 1;
  while (width * 2 < count) width *= 2;
  return width;
}
