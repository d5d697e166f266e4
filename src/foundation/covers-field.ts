import type { Coverage } from './signing.ts';

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

/** A decision is no change of what it was decided on. */
const ofDecision = /^\/decision(\/|$)/;

/**
 * Fields of an entry that a signature on such a record covers: the critical ones. What a record was begun with is no change.
 * @param coverage the published table of signatures of that kind of record; undefined where nothing of it is signed.
 */
export function criticalFields(
  entry: { readonly subject: { readonly place: number }; readonly changes: readonly { readonly field: string }[] },
  coverage: readonly Coverage[] | undefined,
): readonly string[] {
  if (entry.subject.place === 1 || coverage === undefined) return [];
  return entry.changes
    .map(({ field }) => field)
    .filter((field) => !ofDecision.test(field) && coverage.some(({ covers }) => coversField(covers, field)));
}
