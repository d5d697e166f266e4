import type { Json } from '../../../foundation/canonical-json.ts';

/** Written where a value stood that the ledger accounts for as erased, and where it is gone without an account of it. */
export const erasedText = 'lawfully erased';
export const unknownText = 'unknown';

type Entry = {
  readonly id: string;
  readonly seq: number | null;
  readonly at: Date;
  readonly actor: {
    readonly id: string;
    readonly name: string | null;
    readonly kind: string;
    readonly roles: readonly string[];
    readonly via: string;
  };
  readonly act: string;
  readonly subject: {
    readonly kind: string;
    readonly id: string;
    readonly key: string | null;
    readonly version: number;
    readonly place: number;
  };
  readonly changes: readonly { readonly field: string; readonly old: Json; readonly new: Json }[];
  /** Slots whose values are gone. */
  readonly missing: readonly string[];
  readonly reason: string | null;
  readonly requestId: string;
  readonly build: string;
  readonly hash: string;
  readonly previousHash: string | null;
};

/**
 * An entry as a dossier tells it. A value that is gone is named for what it is: lawfully erased where an entry accounts for it, else unknown; never left out, and never
 * shown as if there had been none.
 * @param accounted slots beside this entry that the ledger accounts for as erased.
 */
export function toldEntry(entry: Entry, says: string, accounted: ReadonlySet<string>) {
  const gone = (slot: string): string => (accounted.has(slot) ? erasedText : unknownText);
  const lost = new Set(entry.missing);
  const shown = (which: 'old' | 'new', change: Entry['changes'][number]): Json =>
    lost.has(`${which}:${change.field}`) ? gone(`${which}:${change.field}`) : change[which];
  const { id, name, kind, roles, via } = entry.actor;
  return {
    number: entry.seq,
    id: entry.id,
    at: entry.at.toISOString(),
    actor: { id, name: name ?? gone('actor'), kind, roles: [...roles], via },
    act: entry.act,
    says,
    subject: { ...entry.subject },
    reason: lost.has('reason') ? gone('reason') : entry.reason,
    changes: entry.changes.map((change) => ({
      field: change.field,
      old: shown('old', change),
      new: shown('new', change),
    })),
    requestId: entry.requestId,
    build: entry.build,
    hash: entry.hash,
    previousHash: entry.previousHash,
  };
}
export type ToldEntry = ReturnType<typeof toldEntry>;
