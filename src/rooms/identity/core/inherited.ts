/** People who were given a role in a unit; `path`: the units above it, and itself. */
export type Given = {
  readonly unitId: string;
  readonly path: readonly string[];
  readonly role: string;
  readonly people: readonly string[];
};
/** Who holds each role in a unit, by id. */
export type UnitHolders = { readonly unitId: string; readonly holders: ReadonlyMap<string, readonly string[]> };

/**
 * Who holds roles where some were given: a role holds in its unit and all below it. A unit in which none was given has the holders of the one above it, and is
 * left out.
 */
export function inherited(given: readonly Given[]): readonly UnitHolders[] {
  const there = Map.groupBy(given, ({ unitId }) => unitId);
  return [...there].map(([unitId, own]) => {
    const holders = new Map<string, readonly string[]>();
    const along = (own[0]?.path ?? []).flatMap((unit) => there.get(unit) ?? []);
    for (const { role, people } of along) holders.set(role, [...new Set([...(holders.get(role) ?? []), ...people])]);
    return { unitId, holders };
  });
}
