/** "api-token" as "API token": names of kinds and rooms are words with dashes. */
export const wordsOf = (name: string): string => {
  const words = name.replaceAll('-', ' ').replace(/^api\b/, 'API');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
};

const byWords = (one: { readonly says: string }, two: { readonly says: string }): number =>
  one.says.localeCompare(two.says, 'en');

/** The acts of all cards with their sentences: room by room in the order of the cards, by sentence within. */
export function actsInWords(acts: ReadonlyMap<string, string>): { act: string; says: string; group: string }[] {
  const rooms = Map.groupBy(acts, ([act]) => act.split('.')[0] ?? '');
  return [...rooms].flatMap(([room, of]) => of.map(([act, says]) => ({ act, says, group: wordsOf(room) })).toSorted(byWords));
}

export const kindsInWords = (kinds: Iterable<string>): { kind: string; says: string }[] =>
  [...kinds].map((kind) => ({ kind, says: wordsOf(kind) })).toSorted(byWords);
