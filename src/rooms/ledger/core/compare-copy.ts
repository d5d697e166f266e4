/** An entry of a log by place; enough to tell it from another. */
export type Compared = { readonly seq: number; readonly id: string; readonly at: string; readonly hash: string };

export type Missing = {
  /** Places that the copy knows them by. */
  readonly fromSeq: number;
  readonly untilSeq: number;
  readonly entries: number;
  readonly firstAt: string;
  readonly lastAt: string;
};

export type Comparison = {
  /** `holds`: the log goes on from the copy. `rollback`: newer entries are gone. `rewritten`: an entry is another one. */
  readonly verdict: 'holds' | 'rollback' | 'rewritten';
  /** Both say the same up to here. */
  readonly common: number;
  readonly copied: number;
  readonly present: number;
  readonly missing: Missing | null;
  /** Entries behind the common ones that the copy does not know: what was written since the older copy was restored. */
  readonly since: number;
  /** The first entry that stands in both with another content. */
  readonly rewritten: Compared | null;
};

function missingOf(lost: readonly Compared[]): Missing | null {
  const [first, last] = [lost[0], lost.at(-1)];
  if (first === undefined || last === undefined) return null;
  const times = lost.map(({ at }) => at).toSorted();
  return {
    fromSeq: first.seq,
    untilSeq: last.seq,
    entries: lost.length,
    firstAt: times[0] ?? first.at,
    lastAt: times.at(-1) ?? last.at,
  };
}

/**
 * Holds a copy that was kept elsewhere against the log as it is now; both from place 1 on, without gaps.
 * @param copy of which every entry was hashed anew
 */
export function compareCopy(copy: readonly Compared[], present: readonly Compared[]): Comparison {
  let common = 0;
  while (common < copy.length && copy[common]?.hash === present[common]?.hash) common += 1;
  const behind = copy.slice(common);
  const now = new Map(present.slice(common).map((entry) => [entry.id, entry.hash]));
  const lost = behind.filter(({ id }) => !now.has(id));
  const rewritten = behind.find(({ id, hash }) => now.has(id) && now.get(id) !== hash) ?? null;
  const known = new Set(behind.map(({ id }) => id));
  const gone = lost.length > 0 || behind.length > 0;
  return {
    verdict: rewritten !== null ? 'rewritten' : gone ? 'rollback' : 'holds',
    common,
    copied: copy.length,
    present: present.length,
    missing: missingOf(lost),
    since: behind.length === 0 ? 0 : [...now.keys()].filter((id) => !known.has(id)).length,
    rewritten,
  };
}
