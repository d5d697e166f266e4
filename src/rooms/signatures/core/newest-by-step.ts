type Given = { readonly verb: string; readonly at: Date };

/** The newest signature of each step: one that was given again replaced the older. */
export function newestByStep<T extends Given>(given: readonly T[]): readonly T[] {
  const newest = new Map<string, T>();
  for (const one of given) {
    const known = newest.get(one.verb);
    if (known === undefined || known.at < one.at) newest.set(one.verb, one);
  }
  return [...newest.values()];
}
