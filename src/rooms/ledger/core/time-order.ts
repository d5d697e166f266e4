/** Clocks of several servers may differ by this much, and an act may have waited this long for a record: less is no disorder. */
export const clockToleranceMs = 5_000;

/** A sealed entry with its time. */
export type Timed = { readonly seq: number; readonly entryId: string; readonly at: Date };
/** The entry with the latest time so far. */
export type Ahead = { readonly seq: number; readonly at: Date };
export type Disordered = { readonly seq: number; readonly entryId: string; readonly aheadSeq: number; readonly behindMs: number };

/**
 * Follows entries in the order of their places and finds those whose time lies before the latest one that came before them (FDA time stamps, 5.1: a modification dated
 * before the creation).
 * @param ahead the latest time before the first of them; null where there is none.
 */
export function followTimes(
  ahead: Ahead | null,
  entries: readonly Timed[],
): { readonly ahead: Ahead | null; readonly disordered: readonly Disordered[] } {
  const disordered: Disordered[] = [];
  let latest = ahead;
  for (const { seq, entryId, at } of entries) {
    const behindMs = latest === null ? 0 : latest.at.getTime() - at.getTime();
    if (latest !== null && behindMs > clockToleranceMs) disordered.push({ seq, entryId, aheadSeq: latest.seq, behindMs });
    if (latest === null || behindMs < 0) latest = { seq, at };
  }
  return { ahead: latest, disordered };
}

/** Milliseconds by which the clock stands before the latest time of the trail, beyond what is tolerated; 0 where it does not. */
export function clockBehind(ahead: { readonly at: Date } | null, now: Date): number {
  const behindMs = ahead === null ? 0 : ahead.at.getTime() - now.getTime();
  return behindMs > clockToleranceMs ? behindMs : 0;
}
