import { createHash } from 'node:crypto';

/** A sample is of at least so many entries, where there are as many, and of at most so many. */
const fewest = 10;
const most = 200;

export const sampleRule = 'square root of the population plus one, at least 10, at most 200';

/** How many entries of a population are drawn: the root of it plus one, as is usual for records that are alike, but never a handful. */
export const sampleSize = (population: number): number =>
  Math.min(population, most, Math.max(fewest, Math.ceil(Math.sqrt(population)) + 1));

/** The place of an entry in the drawing: whoever knows the seed computes it anew with any tool. */
export const rankOf = (seed: string, number: number): string => createHash('sha256').update(`${seed}:${number}`).digest('hex');

/**
 * Draws a sample: the entries whose SHA-256 over `seed:number` comes first. The same seed over the same entries draws the same; entries that are added may take places
 * and change nothing in the order of the others.
 * @param numbers places in the ledger.
 * @returns the drawn numbers, in their order.
 */
export function drawSample(seed: string, numbers: readonly number[], size: number): readonly number[] {
  return numbers
    .map((number) => ({ number, rank: rankOf(seed, number) }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, size)
    .map(({ number }) => number)
    .toSorted((a, b) => a - b);
}
