const dimensionOf = (facet: string): string => facet.slice(0, facet.indexOf(':'));

/** The new facets of a hold: dimensions that `told` speaks of are replaced as a whole, the others stay. */
export function retellFacets(held: readonly string[], told: readonly string[]): readonly string[] {
  const spoken = new Set(told.map(dimensionOf));
  return [...new Set([...held.filter((facet) => !spoken.has(dimensionOf(facet))), ...told])].toSorted();
}
