/** A stretch of a window or freeze, or the go-live of a release, as a version of a plan tells it. Times are ISO 8601 in UTC. */
export type Stretch = { readonly start: string; readonly end: string };
export type PlannedSpan = Stretch & { readonly key: string; readonly name: string };
export type PlannedRelease = {
  readonly key: string;
  readonly name: string;
  readonly kind: string;
  readonly class: string;
  readonly state: string;
  readonly unit: string;
  /** Null where it has no dates yet. */
  readonly goLive: Stretch | null;
};

/** What a version of a plan holds: kept as it was published, whatever becomes of the records. */
export type PlanContent = {
  readonly windows: readonly PlannedSpan[];
  readonly freezes: readonly PlannedSpan[];
  readonly releases: readonly PlannedRelease[];
};

export type DifferenceOf = 'window' | 'freeze' | 'release';
/** `was` without `is`: it is in the plan no more; `is` without `was`: it is new; both: it moved. */
export type Difference = {
  readonly of: DifferenceOf;
  readonly key: string;
  readonly name: string;
  readonly was: Stretch | null;
  readonly is: Stretch | null;
};

type Told = { readonly key: string; readonly name: string; readonly at: Stretch };
type Span = { readonly from: string; readonly until: string };

const same = (a: Stretch, b: Stretch): boolean => a.start === b.start && a.end === b.end;
const inside = ({ from, until }: Span, at: Stretch): boolean => at.start < until && at.end > from;

const spansOf = (list: readonly PlannedSpan[]): readonly Told[] =>
  list.map(({ key, name, start, end }) => ({ key, name, at: { start, end } }));
const releasesOf = (list: readonly PlannedRelease[]): readonly Told[] =>
  list.flatMap(({ key, name, goLive }) => (goLive === null ? [] : [{ key, name, at: goLive }]));

/** Stretches of one key that are in only one of two lists, in the order of time. */
function unmatched(mine: readonly Told[], others: readonly Told[]): readonly Told[] {
  const left = [...others];
  return mine
    .filter((one) => {
      const at = left.findIndex((other) => same(one.at, other.at));
      if (at === -1) return true;
      left.splice(at, 1);
      return false;
    })
    .toSorted((a, b) => (a.at.start < b.at.start ? -1 : 1));
}

function between(of: DifferenceOf, before: readonly Told[], after: readonly Told[], common: Span): readonly Difference[] {
  const [old, fresh] = [Map.groupBy(before, ({ key }) => key), Map.groupBy(after, ({ key }) => key)];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key) ?? [], fresh.get(key) ?? []];
    const [gone, come] = [unmatched(was, is), unmatched(is, was)];
    return Array.from({ length: Math.max(gone.length, come.length) }, (_, place) => ({
      of,
      key,
      name: come[place]?.name ?? gone[place]?.name ?? '',
      was: gone[place]?.at ?? null,
      is: come[place]?.at ?? null,
    })).filter((one) => [one.was, one.is].some((at) => at !== null && inside(common, at)));
  });
}

type Edition = Span & { readonly content: PlanContent };

/**
 * What a version of a plan says otherwise than an earlier one, by time. Only what touches the months that both cover: that a year rolls on is no change of the plan.
 */
export function differencesBetween(before: Edition, after: Edition): readonly Difference[] {
  const common = {
    from: before.from > after.from ? before.from : after.from,
    until: before.until < after.until ? before.until : after.until,
  };
  const of = (which: DifferenceOf, tell: (content: PlanContent) => readonly Told[]) =>
    between(which, tell(before.content), tell(after.content), common);
  return [
    ...of('release', ({ releases }) => releasesOf(releases)),
    ...of('window', ({ windows }) => spansOf(windows)),
    ...of('freeze', ({ freezes }) => spansOf(freezes)),
  ].toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1));
}

const timeOf = ({ was, is }: Difference): string => (is ?? was)?.start ?? '';
