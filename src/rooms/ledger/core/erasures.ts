import { type Disposed, disposedIn, disposingAct } from './disposals.ts';
import type { EntryBody } from './entry.ts';
import type { Erased, StoredEntry } from './verify.ts';

/** The act of an entry that accounts for values that are gone: `/values/<entry>` holds the slots. */
export const erasingAct = 'ledger.values-erased';

/** Acts of entries that account for what is gone. */
export const accountingActs = [erasingAct, disposingAct];

const field = /^\/values\/([0-9a-f-]{36})$/;

/** Which values an entry says were erased. */
export function erasedBy(
  body: Pick<EntryBody, 'act' | 'changes'>,
): readonly (readonly [entryId: string, slots: readonly string[]])[] {
  if (body.act !== erasingAct) return [];
  return body.changes.flatMap((change) => {
    const id = field.exec(change.field)?.[1];
    const slots = Array.isArray(change.new) ? change.new.filter((slot) => typeof slot === 'string') : [];
    return id === undefined ? [] : [[id, slots] as const];
  });
}

/** The slots of all erasures, by the entry that they are beside. */
export function erasedIn(bodies: readonly Pick<EntryBody, 'act' | 'changes'>[]): Erased {
  const found = new Map<string, Set<string>>();
  for (const [id, slots] of bodies.flatMap(erasedBy)) {
    const known = found.get(id) ?? new Set<string>();
    for (const slot of slots) known.add(slot);
    found.set(id, known);
  }
  return found;
}

/** What entries of the log account for as lawfully gone. */
export type Accounted = { readonly erased: Erased; readonly disposed: Disposed };

export const accountedIn = (bodies: readonly Pick<EntryBody, 'act' | 'changes'>[]): Accounted => ({
  erased: erasedIn(bodies),
  disposed: disposedIn(bodies),
});

/** An entry with a value that is gone and that no known erasure accounts for: either damage, or the erasure came after these were read. */
export const firstUnaccounted = (entries: readonly StoredEntry[], { erased, disposed }: Accounted): StoredEntry | undefined =>
  entries.find(({ body, sides }) => {
    if (Object.keys(body.commitments).length === sides.length || disposed.has(body.id)) return false;
    const present = new Set(sides.map((side) => side.slot));
    return Object.keys(body.commitments).some((slot) => !present.has(slot) && erased.get(body.id)?.has(slot) !== true);
  });
