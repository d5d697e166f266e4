import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { emptyEdge, growTree } from './grow-tree.ts';
import { emptyRoot, foldSubtrees, type NodeRef, peaksOf } from './merkle.ts';
import { consistencyParts, inclusionParts, type ProofPart } from './proofs.ts';
import { consistencyFault, inclusionFault } from './verify-proof.ts';

const folder = new URL('../../../../tests/fixtures/merkle-vectors/', import.meta.url);
const read = <T>(name: string, shape: z.ZodType<T>): T => shape.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
const base64 = z.string().transform((text) => Buffer.from(text, 'base64'));
const hex = z.string().transform((text) => Buffer.from(text, 'hex'));
const proof = z
  .array(base64)
  .nullable()
  .transform((hashes) => hashes ?? []);
const common = { id: z.string(), wantErr: z.boolean(), proof };

const inclusion = read(
  'inclusion.json',
  z.array(z.object({ ...common, leafIdx: z.number(), treeSize: z.number(), root: base64, leafHash: base64 })),
);
const consistency = read(
  'consistency.json',
  z.array(z.object({ ...common, size1: z.number(), size2: z.number(), root1: base64, root2: base64 })),
);
const tree = read(
  'rfc6962-tree.json',
  z.object({ leaf_inputs_hex: z.array(hex), root_hash_by_tree_size_hex: z.array(hex), leaf_and_node_hashes_hex: z.array(hex) }),
);

/** RFC 9162, 2.1.1, word for word and slow: it shares nothing with what is tested. */
const naive = {
  leaf: (input: Uint8Array): Buffer => createHash('sha256').update(Uint8Array.of(0)).update(input).digest(),
  root: (leaves: readonly Uint8Array[]): Buffer => {
    const [only] = leaves;
    if (only === undefined) return createHash('sha256').digest();
    if (leaves.length === 1) return Buffer.from(only);
    const k = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
    const [left, right] = [naive.root(leaves.slice(0, k)), naive.root(leaves.slice(k))];
    return createHash('sha256').update(Uint8Array.of(1)).update(left).update(right).digest();
  },
  path: (m: number, leaves: readonly Uint8Array[]): readonly Buffer[] => {
    if (leaves.length <= 1) return [];
    const k = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
    const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
    return m < k ? [...naive.path(m, left), naive.root(right)] : [...naive.path(m - k, right), naive.root(left)];
  },
  subproof: (m: number, leaves: readonly Uint8Array[], b: boolean): readonly Buffer[] => {
    if (m === leaves.length) return b ? [] : [naive.root(leaves)];
    const k = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
    const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
    return m <= k
      ? [...naive.subproof(m, left, b), naive.root(right)]
      : [...naive.subproof(m - k, right, false), naive.root(left)];
  },
};

const leavesOf = (count: number, seed: number): readonly Buffer[] =>
  Array.from({ length: count }, (_, at) => naive.leaf(Buffer.from(`${seed} ${at}`)));

/** Grows a tree by batches and keeps its nodes, as the sealer does. */
function grown(leaves: readonly Uint8Array[], batches: readonly number[]) {
  const nodes = new Map(leaves.map((leaf, index) => [`0 ${index}`, leaf]));
  let [edge, at] = [emptyEdge, 0];
  for (const count of [...batches, leaves.length]) {
    const step = growTree(edge, leaves.slice(at, at + count));
    for (const { level, first, hashes } of step.nodes)
      hashes.forEach((hash, index) => {
        expect(nodes.has(`${level} ${first + index}`)).toBe(false);
        nodes.set(`${level} ${first + index}`, hash);
      });
    [edge, at] = [step.edge, Math.min(leaves.length, at + count)];
  }
  const hashOf = ({ level, index }: NodeRef): Uint8Array => {
    const found = nodes.get(`${level} ${index}`);
    if (found === undefined) throw new Error(`no node ${level} ${index}`);
    return found;
  };
  const fold = (part: ProofPart): Buffer => foldSubtrees(part.map(hashOf));
  return { edge, nodes, fold, root: (size: number) => fold(peaksOf(size)) };
}

const turned = (hash: Uint8Array, bit: number): Buffer => {
  const copy = Buffer.from(hash);
  copy[Math.floor(bit / 8) % 32] = (copy[Math.floor(bit / 8) % 32] ?? 0) ^ (1 << (bit % 8));
  return copy;
};

describe('the tree and its proofs, by the vectors of transparency-dev', () => {
  test('the vectors hold accepted and refused cases', () => {
    expect([inclusion.length, consistency.length]).toEqual([60, 49]);
    for (const cases of [inclusion, consistency])
      expect(new Set(cases.map((one) => one.wantErr))).toEqual(new Set([true, false]));
  });

  test.each(inclusion.map((one) => [one.id, one] as const))('inclusion %s', (_, one) => {
    const fault = inclusionFault({
      index: one.leafIdx,
      size: one.treeSize,
      leaf: one.leafHash,
      proof: one.proof,
      root: one.root,
    });
    expect(fault !== null, fault ?? 'accepted').toBe(one.wantErr);
  });

  test.each(consistency.map((one) => [one.id, one] as const))('consistency %s', (_, one) => {
    const claim = { from: one.size1, to: one.size2, fromRoot: one.root1, toRoot: one.root2, proof: one.proof };
    const fault = consistencyFault(claim);
    expect(fault !== null, fault ?? 'accepted').toBe(one.wantErr);
  });

  test('the reference tree of eight leaves has its roots at every size, and its nodes', () => {
    const leaves = tree.leaf_inputs_hex.map(naive.leaf);
    const ours = grown(leaves, [3, 1, 2]);
    for (let size = 0; size <= leaves.length; size++) expect(ours.root(size)).toEqual(tree.root_hash_by_tree_size_hex[size]);
    expect(emptyRoot).toEqual(tree.root_hash_by_tree_size_hex[0]);
    const known = new Set(tree.leaf_and_node_hashes_hex.map((hash) => hash.toString('hex')));
    expect(new Set([...ours.nodes.values()].map((hash) => Buffer.from(hash).toString('hex')))).toEqual(known);
  });
});

describe('the tree and its proofs, by properties', () => {
  test('[TE-1] ten thousand random trees have the roots and proofs that RFC 9162 defines; a changed leaf, order or size is refused', () => {
    const someTree = fc.record({
      seed: fc.nat(),
      count: fc.integer({ min: 1, max: 40 }),
      batches: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 6 }),
      at: fc.nat(),
      from: fc.nat(),
      other: fc.nat(),
    });
    fc.assert(
      fc.property(someTree, ({ seed, count, batches, at, from, other }) => {
        const leaves = leavesOf(count, seed);
        const [index, older] = [at % count, (from % count) + 1];
        const ours = grown(leaves, batches);
        const root = naive.root(leaves);
        const path = inclusionParts(index, count).map(ours.fold);
        const growth = consistencyParts(older, count).map(ours.fold);
        expect([ours.root(count), foldSubtrees(ours.edge.peaks)]).toEqual([root, root]);
        expect(path).toEqual(naive.path(index, leaves));
        expect(growth).toEqual(naive.subproof(older, leaves, true));

        const leaf = leaves[index] ?? emptyRoot;
        const claim = { index, size: count, leaf, proof: path, root };
        expect(inclusionFault(claim)).toBeNull();
        expect(inclusionFault({ ...claim, leaf: turned(leaf, other) })).not.toBeNull();
        expect(inclusionFault({ ...claim, root: turned(root, other) })).not.toBeNull();
        if (count > 1) {
          const elsewhere = (index + 1 + (other % (count - 1))) % count;
          expect(inclusionFault({ ...claim, index: elsewhere })).not.toBeNull();
          const swapped = leaves.with(index, leaves[elsewhere] ?? emptyRoot).with(elsewhere, leaf);
          expect(inclusionFault({ ...claim, root: naive.root(swapped) })).not.toBeNull();
        }
        const grew = { from: older, to: count, fromRoot: naive.root(leaves.slice(0, older)), toRoot: root, proof: growth };
        expect(consistencyFault(grew)).toBeNull();
        expect(consistencyFault({ ...grew, fromRoot: turned(grew.fromRoot, other) })).not.toBeNull();
        expect(consistencyFault({ ...grew, toRoot: turned(root, other) })).not.toBeNull();
        if (older > 1) expect(consistencyFault({ ...grew, from: older - 1 })).not.toBeNull();
      }),
      { numRuns: 10_000 },
    );
  }, 120_000);

  const someProof = fc.record({
    count: fc.integer({ min: 2, max: 300 }),
    at: fc.nat(),
    from: fc.nat(),
    bit: fc.nat({ max: 255 }),
    which: fc.nat(),
    junk: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  });
  type SomeProof = { readonly bit: number; readonly which: number; readonly junk: Uint8Array };
  /** Every way in which a proof can be another one, and still be a list of hashes. */
  const spoilt = (proof: readonly Uint8Array[], { bit, which, junk }: SomeProof): readonly (readonly Uint8Array[])[] => {
    const at = proof.length === 0 ? 0 : which % proof.length;
    const here = proof[at];
    if (here === undefined) return [[junk]];
    const next = (at + 1) % proof.length;
    const swapped = proof.length > 1 ? [proof.with(at, proof[next] ?? junk).with(next, here)] : [];
    return [
      proof.with(at, turned(here, bit)),
      proof.with(at, here.subarray(0, 31)),
      proof.toSpliced(at, 1),
      proof.toSpliced(at, 0, junk),
      proof.slice(0, -1),
      [...proof, junk],
      ...swapped,
    ];
  };

  test('an inclusion proof that was changed, cut, lengthened or shuffled proves nothing', () => {
    fc.assert(
      fc.property(someProof, (some) => {
        const leaves = leavesOf(some.count, some.bit);
        const ours = grown(leaves, []);
        const index = some.at % some.count;
        const claim = { index, size: some.count, leaf: leaves[index] ?? emptyRoot, root: ours.root(some.count) };
        const proof = inclusionParts(index, some.count).map(ours.fold);
        expect(inclusionFault({ ...claim, proof })).toBeNull();
        for (const bad of spoilt(proof, some)) expect(inclusionFault({ ...claim, proof: bad })).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  test('a consistency proof that was changed, cut, lengthened or shuffled proves nothing', () => {
    fc.assert(
      fc.property(someProof, (some) => {
        const leaves = leavesOf(some.count, some.bit);
        const ours = grown(leaves, []);
        const from = (some.from % (some.count - 1)) + 1;
        const claim = { from, to: some.count, fromRoot: ours.root(from), toRoot: ours.root(some.count) };
        const proof = consistencyParts(from, some.count).map(ours.fold);
        expect(consistencyFault({ ...claim, proof })).toBeNull();
        for (const bad of spoilt(proof, some)) expect(consistencyFault({ ...claim, proof: bad })).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  test('numbers that are none are refused', () => {
    const [leaf, root] = [emptyRoot, emptyRoot];
    for (const index of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
      expect(inclusionFault({ index, size: 1, leaf, proof: [], root })).not.toBeNull();
    for (const from of [-1, 0, 0.5, Number.NaN, 2 ** 53])
      expect(consistencyFault({ from, to: 1, fromRoot: root, toRoot: root, proof: [] })).not.toBeNull();
  });

  test('proofs of a tree of a thousand million leaves are planned in a moment and stay small', () => {
    const size = 1_000_000_007;
    const parts = inclusionParts(123_456_789, size);
    expect(parts.length).toBeLessThanOrEqual(30);
    expect(parts.flat().length).toBeLessThanOrEqual(60);
    expect(consistencyParts(987_654_321, size).flat().length).toBeLessThanOrEqual(60);
  });
});
