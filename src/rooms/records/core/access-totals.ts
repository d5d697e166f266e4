/** What the totals of the access log are counted from. */
export type Viewed = {
  readonly at: Date;
  readonly person_id: string;
  readonly person_name: string;
  readonly operation: string;
  readonly says: string;
  readonly record: string | null;
  readonly file: boolean;
  readonly background: boolean;
};

export type AccessTotals = {
  readonly rows: number;
  readonly people: number;
  readonly records: number;
  readonly files: number;
  readonly background: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly byPerson: readonly { readonly id: string; readonly name: string; readonly rows: number }[];
  readonly byOperation: readonly { readonly operation: string; readonly says: string; readonly rows: number }[];
};

type Tally = { readonly says: string; rows: number };

const count = (tallies: Map<string, Tally>, name: string, says: string): void => {
  const tally = tallies.get(name) ?? { says, rows: 0 };
  tally.rows += 1;
  tallies.set(name, tally);
};
const sorted = (tallies: ReadonlyMap<string, Tally>) => [...tallies].toSorted(([one], [two]) => (one < two ? -1 : 1));

/** Counts view by view, so that a log of any length needs no more memory than it has different people, operations and records. */
export function accessTotals(): { readonly add: (view: Viewed) => void; readonly total: () => AccessTotals } {
  const [people, operations, records] = [new Map<string, Tally>(), new Map<string, Tally>(), new Set<string>()];
  let [rows, files, background] = [0, 0, 0];
  let [first, last]: [Date | null, Date | null] = [null, null];
  return {
    add: (view) => {
      rows += 1;
      files += view.file ? 1 : 0;
      background += view.background ? 1 : 0;
      count(people, view.person_id, view.person_name);
      count(operations, view.operation, view.says);
      if (view.record !== null) records.add(view.record);
      if (first === null || view.at < first) first = view.at;
      if (last === null || view.at > last) last = view.at;
    },
    total: () => ({
      rows,
      people: people.size,
      records: records.size,
      files,
      background,
      first: first?.toISOString() ?? null,
      last: last?.toISOString() ?? null,
      byPerson: sorted(people).map(([id, tally]) => ({ id, name: tally.says, rows: tally.rows })),
      byOperation: sorted(operations).map(([operation, tally]) => ({ operation, says: tally.says, rows: tally.rows })),
    }),
  };
}
