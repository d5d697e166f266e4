import { createHash } from 'node:crypto';

/** The part of the trail that a decider looked at before they decided: places in the ledger, how many entries of the record, and SHA-256 over their hashes. */
export type TrailSeen = {
  /** Null where nothing was written since the trail was looked at last. */
  readonly first: number | null;
  readonly last: number | null;
  readonly entries: number;
  readonly sha256: string;
};

type Entry = { readonly seq: number | null; readonly hash: string };

/** What is to be looked at: the entries of the record that came since somebody looked last. Those without a place yet are counted apart. */
export function trailSeenOf(entries: readonly Entry[]): TrailSeen & { readonly unsealed: number } {
  const sealed = entries.flatMap(({ seq, hash }) => (seq === null ? [] : [{ seq, hash }]));
  return {
    first: sealed.at(0)?.seq ?? null,
    last: sealed.at(-1)?.seq ?? null,
    entries: sealed.length,
    sha256: createHash('sha256')
      .update(sealed.map(({ hash }) => `${hash}\n`).join(''))
      .digest('hex'),
    unsealed: entries.length - sealed.length,
  };
}
