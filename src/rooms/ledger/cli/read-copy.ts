import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openCheckpoint, type SignedCheckpoint } from '../core/checkpoint.ts';
import type { Compared } from '../core/compare-copy.ts';
import { growTree, type NewNodes } from '../core/grow-tree.ts';
import { readCopiedLeaf } from '../core/leaf.ts';
import { foldSubtrees, type NodeRef, peaksOf } from '../core/merkle.ts';
import { inclusionParts } from '../core/proofs.ts';
import { type NoteKey, parseVkey } from '../core/signed-note.ts';
import { notesIn } from '../store/checkpoint-folder.ts';
import { leavesIn } from '../store/entry-folder.ts';

/** A copy that was kept elsewhere, found whole: every entry hashed anew, every kept checkpoint met. */
export type Copy = {
  readonly entries: readonly Compared[];
  /** The greatest kept checkpoint that the copied entries lead to; null where none was kept. */
  readonly covered: SignedCheckpoint | null;
  /** Inclusion proof of an entry under that checkpoint, base64. */
  readonly proofOf: (seq: number, size: number) => readonly string[];
};

/** Keys that the folder trusts: those of its first look, and what follows from them. */
export const keysFile = (folder: string): string => path.join(folder, 'keys.txt');
export function pinnedIn(folder: string): readonly NoteKey[] {
  if (!existsSync(keysFile(folder))) return [];
  return readFileSync(keysFile(folder), 'utf8')
    .split('\n')
    .flatMap((line) => parseVkey(line) ?? []);
}

function nodesOver(leaves: readonly Buffer[]): (ref: NodeRef) => Uint8Array {
  const { nodes } = growTree({ size: 0, peaks: [] }, leaves);
  const levels = new Map<number, NewNodes['hashes']>(nodes.map(({ level, hashes }) => [level, hashes]));
  levels.set(0, leaves);
  return ({ level, index }) => {
    const hash = levels.get(level)?.[index];
    if (hash === undefined) throw new Error(`the copy has no subtree ${index} of level ${level}`);
    return hash;
  };
}

/** Reads a copy and holds it against the checkpoints beside it. @returns why it cannot be relied on, where it cannot */
export async function readCopy(folder: string, given: readonly NoteKey[]): Promise<Copy | { readonly unreadable: string }> {
  const entries: Compared[] = [];
  const leaves: Buffer[] = [];
  for await (const { seq, leaf } of leavesIn(folder)) {
    if (seq !== entries.length + 1) return { unreadable: `entry ${entries.length + 1} is missing in the copy` };
    const read = readCopiedLeaf(leaf);
    if ('unreadable' in read) return { unreadable: `entry ${seq} of the copy: ${read.unreadable}` };
    entries.push({ seq, id: read.id, at: read.at, hash: read.hash.toString('hex') });
    leaves.push(read.hash);
  }
  if (entries.length === 0)
    return { unreadable: `${folder} holds no copied entries: keep them with interlock ledger watch --entries` };
  const keys = given.length > 0 ? given : pinnedIn(folder);
  const hashOf = nodesOver(leaves);
  let covered: SignedCheckpoint | null = null;
  for (const note of notesIn(folder)) {
    const opened = openCheckpoint(note, keys);
    if ('unreadable' in opened) return { unreadable: `a kept checkpoint: ${opened.unreadable}` };
    if (opened.size > leaves.length) continue;
    const root = foldSubtrees(peaksOf(opened.size).map(hashOf));
    if (Buffer.compare(root, opened.root) !== 0)
      return {
        unreadable: `the copied entries 1 to ${opened.size} are not those under the kept checkpoint: the copy was changed`,
      };
    if (covered === null || opened.size > covered.size) covered = opened;
  }
  const proofOf = (seq: number, size: number): readonly string[] =>
    inclusionParts(seq - 1, size).map((part) => foldSubtrees(part.map(hashOf)).toString('base64'));
  return { entries, covered, proofOf };
}
