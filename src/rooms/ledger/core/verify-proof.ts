import { hashBytes, nodeHash } from './merkle.ts';

export type InclusionClaim = {
  /** Place of the leaf, from 0. */
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
};

export type ConsistencyClaim = {
  readonly from: number;
  readonly to: number;
  readonly fromRoot: Uint8Array;
  readonly toRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
};

const counts = (...values: readonly number[]): boolean => values.every((value) => Number.isSafeInteger(value) && value >= 0);
const whole = (hashes: readonly Uint8Array[]): boolean => hashes.every((one) => one.length === hashBytes);
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
const half = (value: number): number => Math.floor(value / 2);
const odd = (value: number): boolean => value % 2 === 1;

const unreadable = 'a hash does not have 32 bytes, or a number cannot be';
const tooShort = 'the proof has too few hashes';
const tooLong = 'the proof has too many hashes';

/**
 * RFC 9162, 2.1.3.2.
 * @returns null when the leaf is in the tree at that place; else why that is not proven.
 */
export function inclusionFault({ index, size, leaf, proof, root }: InclusionClaim): string | null {
  if (!counts(index, size) || !whole([leaf, root, ...proof])) return unreadable;
  if (index >= size) return `a tree of ${size} leaves has none at ${index}`;
  let [fn, sn] = [index, size - 1];
  let hash: Uint8Array = leaf;
  for (const part of proof) {
    if (sn === 0) return tooLong;
    if (odd(fn) || fn === sn) {
      hash = nodeHash(part, hash);
      while (!odd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else hash = nodeHash(hash, part);
    [fn, sn] = [half(fn), half(sn)];
  }
  if (sn !== 0) return tooShort;
  return same(hash, root) ? null : 'leaf and proof do not lead to the root';
}

/** What can be told of a pair of sizes without walking the proof; `undefined`: it must be walked. */
function plainCase({ from, to, fromRoot, toRoot, proof }: ConsistencyClaim): string | null | undefined {
  if (!counts(from, to) || !whole([fromRoot, toRoot, ...proof])) return unreadable;
  if (from === 0) return 'a tree without leaves proves nothing';
  if (to < from) return `a tree of ${to} leaves does not hold one of ${from}`;
  if (from === to) {
    if (proof.length > 0) return tooLong;
    return same(fromRoot, toRoot) ? null : `two different trees have ${from} leaves`;
  }
  return proof.length === 0 ? tooShort : undefined;
}

/**
 * RFC 9162, 2.1.4.2.
 * @returns null when the newer tree holds the older one unchanged at its beginning; else why that is not proven.
 */
export function consistencyFault(claim: ConsistencyClaim): string | null {
  const plain = plainCase(claim);
  if (plain !== undefined) return plain;
  let [fn, sn] = [claim.from - 1, claim.to - 1];
  while (odd(fn)) [fn, sn] = [half(fn), half(sn)];
  // An older tree that is a complete subtree is not repeated in the proof.
  const [first, ...rest] = fn === 0 ? [claim.fromRoot, ...claim.proof] : claim.proof;
  if (first === undefined) return tooShort;
  let [older, newer] = [first, first];
  for (const part of rest) {
    if (sn === 0) return tooLong;
    if (odd(fn) || fn === sn) {
      [older, newer] = [nodeHash(part, older), nodeHash(part, newer)];
      while (!odd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else newer = nodeHash(newer, part);
    [fn, sn] = [half(fn), half(sn)];
  }
  if (sn !== 0) return tooShort;
  if (!same(older, claim.fromRoot)) return 'the proof does not lead to the root of the older tree';
  return same(newer, claim.toRoot) ? null : 'the proof does not lead to the root of the newer tree';
}
