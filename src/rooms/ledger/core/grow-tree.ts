import { nodeHash } from './merkle.ts';

/** A tree as far as growing it needs: how many leaves, and the hashes of its complete subtrees, largest first. */
export type Edge = { readonly size: number; readonly peaks: readonly Uint8Array[] };

/** Nodes that became complete on one level, beside each other from `first` on. */
export type NewNodes = { readonly level: number; readonly first: number; readonly hashes: readonly Uint8Array[] };

export const emptyEdge: Edge = { size: 0, peaks: [] };

type Row = { first: number; readonly hashes: Uint8Array[] };

/** Subtrees that end at the right edge, by level: bit `level` of the size says whether there is one. */
function pendingOf(edge: Edge): Map<number, Uint8Array> {
  const pending = new Map<number, Uint8Array>();
  let [rest, level] = [edge.size, 0];
  const peaks = [...edge.peaks];
  for (; rest > 0; level++, rest = Math.floor(rest / 2)) {
    const peak = rest % 2 === 1 ? peaks.pop() : undefined;
    if (peak !== undefined) pending.set(level, peak);
  }
  return pending;
}

/**
 * Puts leaves behind the tree. Memory is what the leaves and their nodes take, whatever the size of the tree.
 * @returns the new edge, and every subtree above the leaves that became complete (levels from 1, ascending).
 */
export function growTree(
  edge: Edge,
  leaves: readonly Uint8Array[],
): { readonly edge: Edge; readonly nodes: readonly NewNodes[] } {
  const pending = pendingOf(edge);
  const made = new Map<number, Row>();
  let size = edge.size;
  for (const leaf of leaves) {
    let [hash, level, index] = [leaf, 0, size];
    for (let left = pending.get(level); left !== undefined; left = pending.get(level)) {
      pending.delete(level);
      hash = nodeHash(left, hash);
      level += 1;
      index = Math.floor(index / 2);
      const row = made.get(level);
      if (row === undefined) made.set(level, { first: index, hashes: [hash] });
      else row.hashes.push(hash);
    }
    pending.set(level, hash);
    size += 1;
  }
  const levels = [...pending.keys()].sort((a, b) => b - a);
  const peaks = levels.flatMap((level) => pending.get(level) ?? []);
  const nodes = [...made].map(([level, { first, hashes }]) => ({ level, first, hashes })).sort((a, b) => a.level - b.level);
  return { edge: { size, peaks }, nodes };
}
