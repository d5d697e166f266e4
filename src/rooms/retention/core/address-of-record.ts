const irregular: Readonly<Record<string, string>> = { person: 'people' };

/** What records of a kind are called in addresses. */
export const pluralOf = (kind: string): string =>
  irregular[kind] ?? (kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : kind.endsWith('x') ? `${kind}es` : `${kind}s`);

/** The record that an address names, as `/releases/REL-1` and `/records/release/REL-1` do; null where it names none. The path below `/api/v1`. */
export function recordAt(path: string, kinds: Iterable<string>): { readonly kind: string; readonly named: string } | null {
  const parts =
    path
      .split('?')[0]
      ?.split('/')
      .filter((part) => part !== '') ?? [];
  const [first = '', second, third, ...rest] = parts;
  if (second === undefined || rest.length > 0) return null;
  if (first === 'records') return third === undefined ? null : { kind: second, named: third };
  const kind = third === undefined ? [...kinds].find((one) => pluralOf(one) === first) : undefined;
  return kind === undefined ? null : { kind, named: second };
}
