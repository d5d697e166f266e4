/** What the control totals of a report are counted from. */
export type Counted = {
  readonly seq: number | null;
  readonly act: string;
  readonly actorId: string;
  readonly subject: { readonly kind: string; readonly id: string };
};

export type Totals = {
  readonly entries: number;
  readonly people: number;
  readonly records: number;
  readonly firstSeq: number | null;
  readonly lastSeq: number | null;
  /** By name, each with its number of entries, in the order of the names. */
  readonly byAct: readonly (readonly [string, number])[];
  readonly byKind: readonly (readonly [string, number])[];
};

const sorted = (counts: ReadonlyMap<string, number>) => [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
const plusOne = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

/** Counts entry by entry, so that a report of any length needs no more memory than it has different people and records. */
export function controlTotals(): { readonly add: (entry: Counted) => void; readonly total: () => Totals } {
  const [acts, kinds] = [new Map<string, number>(), new Map<string, number>()];
  const [people, records] = [new Set<string>(), new Set<string>()];
  let [entries, first, last] = [0, Number.POSITIVE_INFINITY, 0];
  return {
    add: ({ seq, act, actorId, subject }) => {
      entries += 1;
      plusOne(acts, act);
      plusOne(kinds, subject.kind);
      people.add(actorId);
      records.add(`${subject.kind} ${subject.id}`);
      first = Math.min(first, seq ?? first);
      last = Math.max(last, seq ?? last);
    },
    total: () => ({
      entries,
      people: people.size,
      records: records.size,
      firstSeq: entries === 0 ? null : first,
      lastSeq: entries === 0 ? null : last,
      byAct: sorted(acts),
      byKind: sorted(kinds),
    }),
  };
}
