import type { Db } from '../../../foundation/database/database.ts';
import { openCheckpoint } from '../core/checkpoint.ts';
import { type Edge, emptyEdge, type NewNodes } from '../core/grow-tree.ts';
import type { NoteKey } from '../core/signed-note.ts';
import { addStamp, judgeStamps, noStamps, type Relying, type StampsFound } from '../core/stamped.ts';
import { type Damage, damageAt, type StoredEntry } from '../core/verify.ts';
import { type SignedTree, walkTree } from '../core/walk-tree.ts';
import { type CheckpointRow, checkpointsWithin } from '../store/checkpoints.ts';
import { stampsWithin } from '../store/time-stamps.ts';
import { differingNode } from '../store/tree.ts';

/** A tree that must be met, with where it was signed. */
export type KnownTree = SignedTree & { readonly where: string };

/** Damage that is no single entry's. */
export const nowhere = (what: Damage['what'], seq: number, detail: string): Damage => ({
  seq,
  entryId: '',
  subject: 'the log',
  what,
  detail,
});

/** A stored checkpoint as a tree to be met; damage where its note does not say so or nobody signed it. */
export function treeOf(row: CheckpointRow, keys: readonly NoteKey[]): KnownTree | { readonly unreadable: string } {
  const opened = openCheckpoint(row.note, keys);
  if ('unreadable' in opened) return opened;
  if (opened.size !== row.size || Buffer.compare(opened.root, row.root) !== 0)
    return { unreadable: 'its note signs another size or root than the row says' };
  return { size: row.size, root: row.root, where: 'the database' };
}

export type Walk = { edge: Edge; met: number; signedSize: number; stamps: StampsFound };
export const walkFrom = (edge: Edge = emptyEdge): Walk => ({ edge, met: 0, signedSize: 0, stamps: noStamps });

export type Known = {
  readonly keys: readonly NoteKey[];
  readonly outside: readonly KnownTree[];
  readonly treeSize: number;
  /** On whom the reader of time stamps relies; null for nobody. */
  readonly relying: Relying | null;
};

/** Holds the leaves of a page against signed trees and kept subtrees. */
export async function judgePage(
  db: Db,
  walk: Walk,
  page: { readonly entries: readonly StoredEntry[]; readonly leaves: readonly Buffer[] },
  known: Known,
): Promise<Damage | null> {
  const from = walk.edge.size;
  const at = (seq: number): StoredEntry | undefined => page.entries[seq - from - 1] ?? page.entries.at(-1);
  const damage = (what: Damage['what'], seq: number, detail: string): Damage => {
    const entry = at(seq);
    return entry === undefined ? nowhere(what, seq, detail) : damageAt(entry, what, detail);
  };
  const trees: KnownTree[] = [...known.outside];
  for (const row of await checkpointsWithin(db, from, from + page.leaves.length)) {
    const tree = treeOf(row, known.keys);
    if ('unreadable' in tree) return damage('checkpoint', row.size, `the checkpoint of ${row.size} entries: ${tree.unreadable}`);
    trees.push(tree);
  }
  for (const stamped of await stampsWithin(db, from, from + page.leaves.length)) {
    const point = judgeStamps(stamped, known.relying);
    if ('forged' in point) return damage('stamp', stamped.size, point.forged);
    walk.stamps = addStamp(walk.stamps, point);
  }
  const walked = walkTree(
    walk.edge,
    page.leaves,
    trees.toSorted((a, b) => a.size - b.size),
  );
  walk.edge = walked.edge;
  walk.met += walked.met;
  if (walked.wrong !== null) {
    const detail = `the entries up to here do not lead to the root of the checkpoint of ${walked.wrong.size} entries in ${walked.wrong.where}: one of them, or their order, is not what was signed`;
    return damage('checkpoint', walked.wrong.size, detail);
  }
  walk.signedSize = Math.max(walk.signedSize, ...trees.map((tree) => tree.size).filter((size) => size <= walk.edge.size));
  const different = await differingNode(db, keptOnly(walked.nodes, known.treeSize));
  if (different === null) return null;
  const seq = (different.index + 1) * 2 ** different.level;
  return damage('tree', seq, `the kept subtree ${different.index} of level ${different.level} is not what its entries hash to`);
}

/** While entries of an older version are taken up, the tree ends before the sequence. */
const keptOnly = (nodes: readonly NewNodes[], treeSize: number): readonly NewNodes[] =>
  nodes.map(({ level, first, hashes }) => ({
    level,
    first,
    hashes: hashes.slice(0, Math.max(0, Math.floor(treeSize / 2 ** level) - first)),
  }));
