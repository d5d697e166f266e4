/** The value in the middle; of an even number of values the higher of the two. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The smallest value that at least that share of the values does not exceed. */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * share) - 1)] ?? Number.NaN;

/** Runs things in turn, round after round, so that what else the machine does hits all of them alike. */
export async function interleaved(
  rounds: number,
  runs: Readonly<Record<string, () => Promise<number>>>,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const names = Object.keys(runs);
  const found = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    // Each second round goes backwards: nobody is always the one that runs after somebody else has warmed the caches.
    for (const [name, run] of round % 2 === 0 ? entriesOf(runs) : entriesOf(runs).toReversed()) {
      found.get(name)?.push(await run());
    }
  }
  return found;
}

const entriesOf = (runs: Readonly<Record<string, () => Promise<number>>>): readonly [string, () => Promise<number>][] =>
  Object.entries(runs);
