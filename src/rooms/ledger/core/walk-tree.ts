import { type Edge, growTree, type NewNodes } from './grow-tree.ts';
import { foldSubtrees } from './merkle.ts';

/** A tree that was signed, by the database or by a checkpoint that somebody kept. */
export type SignedTree = { readonly size: number; readonly root: Uint8Array };

export type Walked<T extends SignedTree> = {
  readonly edge: Edge;
  readonly nodes: readonly NewNodes[];
  /** Signed trees whose root was met. */
  readonly met: number;
  /** The first whose root is another one. */
  readonly wrong: T | null;
};

const join = (parts: readonly (readonly NewNodes[])[]): readonly NewNodes[] =>
  [...Map.groupBy(parts.flat(), ({ level }) => level)].map(([level, some]) => ({
    level,
    first: some[0]?.first ?? 0,
    hashes: some.flatMap(({ hashes }) => hashes),
  }));

/**
 * Goes on from an edge by leaves, and holds every signed tree against the root of its size.
 * @param signed ascending by size; those outside of these leaves are passed over.
 */
export function walkTree<T extends SignedTree>(edge: Edge, leaves: readonly Uint8Array[], signed: readonly T[]): Walked<T> {
  const parts: (readonly NewNodes[])[] = [];
  let [at, met] = [edge, 0];
  const goTo = (size: number): void => {
    const step = growTree(at, leaves.slice(at.size - edge.size, size - edge.size));
    parts.push(step.nodes);
    at = step.edge;
  };
  for (const tree of signed) {
    if (tree.size <= edge.size || tree.size > edge.size + leaves.length) continue;
    if (tree.size > at.size) goTo(tree.size);
    if (Buffer.compare(foldSubtrees(at.peaks), tree.root) !== 0) return { edge: at, nodes: join(parts), met, wrong: tree };
    met += 1;
  }
  goTo(edge.size + leaves.length);
  return { edge: at, nodes: join(parts), met, wrong: null };
}
