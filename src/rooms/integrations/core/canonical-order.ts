/** Comparison by code unit: the same order on every machine, whatever its language. */
export const byText = (one: string, two: string): number => (one < two ? -1 : one > two ? 1 : 0);

export const byKey = (one: { readonly key: string }, two: { readonly key: string }): number => byText(one.key, two.key);

/** By time, then by key. */
export const byTime =
  <T extends { readonly key: string }>(time: (record: T) => string) =>
  (one: T, two: T): number =>
    byText(time(one), time(two)) || byKey(one, two);

export const distinctInOrder = <T extends string>(words: readonly T[]): T[] => [...new Set(words)].toSorted(byText);
