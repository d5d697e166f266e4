/** "Dr." or "Prof.", but not the "J." of a name. */
const isTitle = (word: string): boolean => /^\p{L}{2,}\.$/u.test(word);

/** "Mary Okafor" gives MO; a title before the name is no part of it, or all doctors would look alike. */
export function initialsOf(name: string): string {
  const all = name.trim().split(/\s+/);
  const named = all.filter((word) => !isTitle(word));
  const words = named.length === 0 ? all : named;
  const first = words[0]?.charAt(0) ?? '';
  const last = words.length > 1 ? (words.at(-1)?.charAt(0) ?? '') : '';
  return first === '' ? '?' : `${first}${last}`.toUpperCase();
}
