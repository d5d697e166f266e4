import { consistencyFault } from './verify-proof.ts';

/** A tree that was signed before, and how the present one relates to it. */
export type SignedBefore = {
  readonly where: 'the database' | 'the memory of the signer';
  readonly size: number;
  readonly root: Uint8Array;
  /** Consistency proof from its size to the present one; null where the present tree is smaller or has lost a node. */
  readonly proof: readonly Uint8Array[] | null;
};

/**
 * Whether the present tree may be signed: it must hold each one that was signed before, unchanged, at its beginning (TE-2).
 * @returns null, or why not.
 */
export function mayNotSign(
  now: { readonly size: number; readonly root: Uint8Array },
  before: readonly SignedBefore[],
): string | null {
  for (const one of before) {
    const said = `a checkpoint of ${one.size} entries in ${one.where}`;
    if (one.size > now.size)
      return `${said} was signed, and the log ends at ${now.size}: newer entries are gone, or an older copy was restored`;
    const fault =
      one.proof === null
        ? 'the tree has lost a node'
        : consistencyFault({ from: one.size, to: now.size, fromRoot: one.root, toRoot: now.root, proof: one.proof });
    if (fault !== null) return `${said} was signed, and the log does not contain it any more: ${fault}`;
  }
  return null;
}
