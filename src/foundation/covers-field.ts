/**
 * Whether a row of the published table of signatures covers a field.
 * @param covers paths, a star stands for every child; a path covers all that lies below it.
 * @param field JSON pointer.
 */
export function coversField(covers: readonly string[], field: string): boolean {
  const parts = field.split('/').slice(1);
  return covers.some((path) => {
    const wanted = path.split('/');
    const shared = Math.min(wanted.length, parts.length);
    // A change of a whole branch is a change of what is covered below it.
    return wanted.slice(0, shared).every((one, at) => one === '*' || one === parts[at]);
  });
}
