import { sql } from 'kysely';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { type Edge, growTree, type NewNodes } from '../core/grow-tree.ts';
import { foldSubtrees, hashBytes, type NodeRef, peaksOf } from '../core/merkle.ts';
import type { ProofPart } from '../core/proofs.ts';

const keyOf = (level: number, index: number): string => `${level} ${index}`;

/** A node that should be there is not: somebody took it away. Never thrown on an untouched database. */
export class NodeGone extends Error {}

/** Hashes of subtrees by primary key, leaves out of their entries; the cost grows with the number of nodes alone. */
async function readNodes(db: Db | Tx, refs: readonly NodeRef[]): Promise<(ref: NodeRef) => Uint8Array> {
  const { rows } = await sql<{ level: number; index: number; hash: Buffer }>`
    select n.level, n.index, n.hash
    from unnest(${refs.map((ref) => ref.level)}::smallint[], ${refs.map((ref) => ref.index)}::bigint[]) as w(level, index)
    join ledger.node n on n.level = w.level and n.index = w.index
    union all
    select 0, p.seq - 1, e.hash
    from unnest(${refs.filter((ref) => ref.level === 0).map((ref) => ref.index + 1)}::bigint[]) as w(seq)
    join ledger.place p on p.seq = w.seq join ledger.entry e on e.id = p.entry_id`.execute(db);
  const found = new Map(rows.map((row) => [keyOf(row.level, row.index), row.hash]));
  return ({ level, index }) => {
    const hash = found.get(keyOf(level, index));
    if (hash === undefined) throw new NodeGone(`the tree has lost the subtree ${index} of level ${level}`);
    return hash;
  };
}

/** The right edge of the tree at a size that it has or had. */
export async function edgeAt(db: Db | Tx, size: number): Promise<Edge> {
  const peaks = peaksOf(size);
  const hashOf = await readNodes(db, peaks);
  return { size, peaks: peaks.map(hashOf) };
}

export const rootAt = async (db: Db | Tx, size: number): Promise<Buffer> => foldSubtrees((await edgeAt(db, size)).peaks);

/** The hashes of several proofs, in one question; subtrees that they share are read once. */
export async function proofsOf(db: Db | Tx, proofs: readonly (readonly ProofPart[])[]): Promise<readonly (readonly Buffer[])[]> {
  const wanted = new Map(proofs.flat(2).map((ref) => [keyOf(ref.level, ref.index), ref]));
  const hashOf = await readNodes(db, [...wanted.values()]);
  return proofs.map((parts) => parts.map((part) => foldSubtrees(part.map(hashOf))));
}

/** The hashes of a proof, in one question. */
export const proofOf = async (db: Db | Tx, parts: readonly ProofPart[]): Promise<readonly Buffer[]> =>
  (await proofsOf(db, [parts]))[0] ?? [];

/**
 * Nodes of all levels in one statement; their bytes travel as one value. A node that somebody planted there stops no sealing: the signer and every verification
 * find that it is another one.
 */
async function insertNodes(tx: Tx, nodes: readonly NewNodes[]): Promise<void> {
  if (nodes.length === 0) return;
  let skipped = 0;
  const skips = nodes.map(({ hashes }) => {
    skipped += hashes.length;
    return skipped - hashes.length;
  });
  const bytes = Buffer.concat(nodes.flatMap(({ hashes }) => hashes));
  await sql`
    insert into ledger.node (level, index, hash)
    select l.level, l.first + i, substring(${bytes}::bytea from (l.skip + i) * ${hashBytes}::int + 1 for ${hashBytes}::int)
    from unnest(${nodes.map(({ level }) => level)}::smallint[], ${nodes.map(({ first }) => first)}::bigint[],
      ${nodes.map(({ hashes }) => hashes.length)}::int[], ${skips}::int[]) as l(level, first, count, skip), generate_series(0, l.count - 1) as i
    on conflict do nothing`.execute(tx);
}

/** The first node that is stored otherwise than it was computed, or not at all; one question for all levels. */
export async function differingNode(db: Db, nodes: readonly NewNodes[]): Promise<NodeRef | null> {
  const some = nodes.filter(({ hashes }) => hashes.length > 0);
  if (some.length === 0) return null;
  const { rows } = await sql<{ level: number; hashes: Buffer }>`
    select l.level, (select coalesce(string_agg(n.hash, ''::bytea order by n.index), ''::bytea) from ledger.node n
      where n.level = l.level and n.index >= l.first and n.index < l.first + l.count) as hashes
    from unnest(${some.map(({ level }) => level)}::smallint[], ${some.map(({ first }) => first)}::bigint[],
      ${some.map(({ hashes }) => hashes.length)}::int[]) as l(level, first, count)`.execute(db);
  const stored = new Map(rows.map((row) => [row.level, row.hashes]));
  for (const { level, first, hashes } of some) {
    const found = stored.get(level) ?? Buffer.alloc(0);
    if (Buffer.compare(Buffer.concat(hashes), found) === 0) continue;
    const at = hashes.findIndex(
      (hash, index) => Buffer.compare(hash, found.subarray(index * hashBytes, (index + 1) * hashBytes)) !== 0,
    );
    return { level, index: first + Math.max(0, at) };
  }
  return null;
}

/** Leaves as one value from the database, taken apart. */
export const leavesIn = (bytes: Buffer): readonly Buffer[] =>
  Array.from({ length: bytes.length / hashBytes }, (_, at) => bytes.subarray(at * hashBytes, (at + 1) * hashBytes));

/**
 * Puts leaves behind the kept tree: only nodes that became complete are written. The caller holds the sealer's row.
 * @throws NodeGone when the edge cannot be read any more.
 */
export async function appendLeaves(tx: Tx, size: number, leaves: readonly Uint8Array[]): Promise<void> {
  const { nodes } = growTree(await edgeAt(tx, size), leaves);
  await insertNodes(tx, nodes);
}

const batch = 5_000;

/** One batch of entries that were sealed before there was a tree. @returns how many were taken up. */
const takeUpBatch = (db: Db): Promise<number> =>
  db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ tree_size: number; last_seq: number }>`
      select tree_size, last_seq from ledger.sealer for update`.execute(tx);
    const { tree_size: size, last_seq: last } = rows[0] ?? { tree_size: 0, last_seq: 0 };
    if (size >= last) return 0;
    const until = Math.min(last, size + batch);
    const read = await sql<{ leaves: Buffer }>`
      select coalesce(string_agg(e.hash, ''::bytea order by p.seq), ''::bytea) as leaves
      from ledger.place p join ledger.entry e on e.id = p.entry_id where p.seq > ${size} and p.seq <= ${until}`.execute(tx);
    const leaves = leavesIn(read.rows[0]?.leaves ?? Buffer.alloc(0));
    if (leaves.length < until - size) throw new NodeGone(`places between ${size + 1} and ${until} are gone`);
    await appendLeaves(tx, size, leaves);
    await sql`update ledger.sealer set tree_size = ${until}`.execute(tx);
    return leaves.length;
  });

/**
 * Takes up entries that an older version sealed. Each batch is a transaction of its own under the sealer's lock: killed, it goes on where it stood, and sealing
 * goes on between batches. Where nothing is behind it asks once and is done.
 */
export async function takeUpSealed(db: Db): Promise<number> {
  const { rows } = await sql<{ behind: boolean }>`select tree_size < last_seq as behind from ledger.sealer`.execute(db);
  if (rows[0]?.behind !== true) return 0;
  let taken = 0;
  for (;;) {
    const some = await takeUpBatch(db);
    taken += some;
    if (some === 0) return taken;
  }
}
