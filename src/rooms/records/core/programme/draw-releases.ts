import { createHash } from 'node:crypto';

/** A release that was worked on in the period, with the facets that make it high-risk. */
export type Member = { readonly id: string; readonly key: string; readonly high: readonly string[] };

export const drawRule = 'every high-risk release; of the others those whose SHA-256 over seed:key comes first';

const rankOf = (seed: string, key: string): string => createHash('sha256').update(`${seed}:${key}`).digest('hex');

/**
 * What a period looks at: all that is high-risk, and of the rest a number at random. The same seed over the same releases draws the same, with any tool.
 * @param random how many of the rest.
 * @returns ids, each list in the order of the keys.
 */
export function drawReleases(
  seed: string,
  population: readonly Member[],
  random: number,
): { readonly targeted: readonly string[]; readonly drawn: readonly string[] } {
  const byKey = (one: Member, two: Member): number => (one.key < two.key ? -1 : 1);
  const rest = population.filter(({ high }) => high.length === 0);
  const drawn = rest
    .map((member) => ({ member, rank: rankOf(seed, member.key) }))
    .toSorted((one, two) => (one.rank < two.rank ? -1 : 1))
    .slice(0, random)
    .map(({ member }) => member);
  return {
    targeted: population
      .filter(({ high }) => high.length > 0)
      .toSorted(byKey)
      .map(({ id }) => id),
    drawn: drawn.toSorted(byKey).map(({ id }) => id),
  };
}
