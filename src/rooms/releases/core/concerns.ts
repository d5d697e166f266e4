export type Concerns = {
  /** Each set of scopes once, the first empty. */
  readonly sets: readonly (readonly number[])[];
  /** For each release its place in `sets`. */
  readonly of: readonly number[];
};

/**
 * In the scope of which windows and freezes releases lie: a release in that of whatever it deploys. Releases share few sets, so that 2,000 of them cost one
 * number each. One that deploys nothing yet lies in no narrow scope.
 */
export function concernsOfReleases(
  deployed: readonly (readonly string[])[],
  ofApplication: ReadonlyMap<string, readonly number[]>,
): Concerns {
  const places = new Map<string, number>([['', 0]]);
  const sets: (readonly number[])[] = [[]];
  const of = deployed.map((applicationIds) => {
    const set = [...new Set(applicationIds.flatMap((id) => ofApplication.get(id) ?? []))].toSorted((a, b) => a - b);
    const name = set.join(' ');
    const known = places.get(name);
    if (known !== undefined) return known;
    places.set(name, sets.length);
    return sets.push(set) - 1;
  });
  return { sets, of };
}
