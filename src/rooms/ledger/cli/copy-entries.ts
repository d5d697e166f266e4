import { callOperation, type Transport } from '../../../foundation/client/client.ts';
import type { Problem } from '../../../foundation/contract.ts';
import { readLeaves } from '../contract.ts';
import type { SignedCheckpoint } from '../core/checkpoint.ts';
import { type Edge, emptyEdge, growTree } from '../core/grow-tree.ts';
import { readCopiedLeaf } from '../core/leaf.ts';
import { foldSubtrees } from '../core/merkle.ts';
import { appendLeaves, type CopiedLeaf, leavesIn } from '../store/entry-folder.ts';

export type Copied =
  | { readonly outcome: 'copied'; readonly entries: number }
  | { readonly outcome: 'differs'; readonly why: string }
  | { readonly outcome: 'unanswered'; readonly status: number; readonly problem: Problem };

const differs = (why: string): Copied => ({ outcome: 'differs', why });

/** Puts leaves behind a tree, each in its place and hashed anew. */
function grown(edge: Edge, leaves: readonly CopiedLeaf[]): Edge | { readonly why: string } {
  const hashes: Buffer[] = [];
  for (const { seq, leaf } of leaves) {
    const expected = edge.size + hashes.length + 1;
    if (seq !== expected) return { why: `entry ${expected} is missing: ${seq} stands in its place` };
    const read = readCopiedLeaf(leaf);
    if ('unreadable' in read) return { why: `entry ${seq} cannot be read: ${read.unreadable}` };
    hashes.push(read.hash);
  }
  return growTree(edge, hashes).edge;
}

const atOnce = 2_000;

/** The tree over what a folder holds. */
async function edgeOf(folder: string): Promise<Edge | { readonly why: string }> {
  let edge: Edge = emptyEdge;
  let page: CopiedLeaf[] = [];
  const take = (): string | null => {
    const next = grown(edge, page);
    page = [];
    if ('why' in next) return next.why;
    edge = next;
    return null;
  };
  for await (const leaf of leavesIn(folder)) {
    page.push(leaf);
    const why = page.length < atOnce ? null : take();
    if (why !== null) return { why: `in the copy ${why}` };
  }
  const why = take();
  return why === null ? edge : { why: `in the copy ${why}` };
}

/**
 * Copies entries into a folder up to a checkpoint, and computes its root from them: whoever copies has checked every one. What was fetched is on disk before the root is
 * compared; where it differs, that is the evidence. What the folder holds is read once in a process.
 */
export function entryCopier(folder: string): (transport: Transport, checkpoint: SignedCheckpoint, now: Date) => Promise<Copied> {
  let known: Edge | null = null;
  return async (transport, checkpoint, now) => {
    const held = known ?? (await edgeOf(folder));
    if ('why' in held) return differs(held.why);
    let edge: Edge = held;
    const before = edge.size;
    if (before > checkpoint.size)
      return differs(`the copy holds ${before} entries, and the checkpoint covers ${checkpoint.size}`);
    while (edge.size < checkpoint.size) {
      const query = { from: edge.size + 1, until: checkpoint.size };
      const answer = await callOperation(transport, readLeaves, { query });
      if (!answer.ok) return { outcome: 'unanswered', status: answer.status, problem: answer.problem };
      const { items } = answer.value;
      if (items.length === 0) return differs(`entry ${edge.size + 1} is under the checkpoint, and is not given`);
      appendLeaves(folder, now, items);
      const next = grown(edge, items);
      if ('why' in next) return differs(next.why);
      edge = next;
      known = edge;
    }
    if (Buffer.compare(foldSubtrees(edge.peaks), checkpoint.root) !== 0)
      return differs(`the entries 1 to ${edge.size} are not those under the checkpoint`);
    known = edge;
    return { outcome: 'copied', entries: edge.size - before };
  };
}
