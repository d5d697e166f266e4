import { createHash } from 'node:crypto';

/** Keys in the order of SHA-256 over `seed:key`, as anybody computes it with a tool of their own. */
export const rankKeys = (seed: string, keys: readonly string[]): readonly string[] => {
  const rank = (key: string): string => createHash('sha256').update(`${seed}:${key}`).digest('hex');
  return keys.toSorted((one, two) => (rank(one) < rank(two) ? -1 : 1));
};
