import type { EntryBody, SideValue } from './entry.ts';
import { commitmentTo, hashOfEntry } from './entry.ts';

export type StoredEntry = {
  readonly seq: number;
  readonly body: EntryBody;
  readonly hash: string;
  readonly sides: readonly SideValue[];
};

export type Damage = {
  readonly seq: number;
  readonly entryId: string;
  readonly subject: string;
  readonly what: 'hash' | 'commitment' | 'sequence' | 'chain' | 'unsealed';
  readonly detail: string;
};

export type Report = {
  readonly verdict: 'valid' | 'broken';
  readonly checked: number;
  readonly firstSeq: number | null;
  readonly lastSeq: number | null;
  readonly erasedValues: number;
  readonly damage: Damage | null;
};

export const subjectOf = (body: EntryBody): string => `${body.subjectKind} ${body.subjectKey ?? body.subjectId}`;

const damageAt = (entry: StoredEntry, what: Damage['what'], detail: string): Damage => ({
  seq: entry.seq,
  entryId: entry.body.id,
  subject: subjectOf(entry.body),
  what,
  detail,
});

/**
 * Re-hashes one entry from its stored values. A value that is missing behind its commitment is damage: nothing erases lawfully yet, and whatever will
 * leaves a record of its own that this function then asks for.
 */
export function inspectEntry(entry: StoredEntry): { readonly damage: Damage | null; readonly erased: number } {
  const computed = hashOfEntry(entry.body).toString('hex');
  if (computed !== entry.hash) {
    return { damage: damageAt(entry, 'hash', `the stored values hash to ${computed}, the entry says ${entry.hash}`), erased: 0 };
  }
  const present = new Set<string>();
  for (const side of entry.sides) {
    present.add(side.slot);
    if (commitmentTo(side) !== entry.body.commitments[side.slot]) {
      return {
        damage: damageAt(
          entry,
          'commitment',
          `the value beside the entry in slot ${side.slot} is not the one that was committed to`,
        ),
        erased: 0,
      };
    }
  }
  const missing = Object.keys(entry.body.commitments).find((slot) => !present.has(slot));
  const damage =
    missing === undefined
      ? null
      : damageAt(entry, 'commitment', `the value beside the entry in slot ${missing} is gone and no erasure accounts for it`);
  return { damage, erased: 0 };
}

/**
 * Verifies entries in the order of their sequence as they stream by. `previousHash` answers what the hash of the entry before of the same record was,
 * where the reader can tell (`undefined`: it cannot, because the stream began later).
 */
export class Verifier {
  #report: Report = { verdict: 'valid', checked: 0, firstSeq: null, lastSeq: null, erasedValues: 0, damage: null };

  get report(): Report {
    return this.#report;
  }

  /** @returns false once damage was found: the first bad entry is named and the rest need not be read. */
  take(entry: StoredEntry, previousHash?: string | null): boolean {
    const last = this.#report.lastSeq;
    const gap = last !== null && entry.seq !== last + 1;
    const inspected = inspectEntry(entry);
    const chain = previousHash !== undefined && previousHash !== entry.body.previousHash;
    const damage = gap
      ? damageAt(entry, 'sequence', `after ${last} comes ${entry.seq}: entries are missing between them`)
      : (inspected.damage ??
        (chain ? damageAt(entry, 'chain', 'it does not carry the hash of the entry before it of the same record') : null));
    this.#report = {
      verdict: damage === null ? 'valid' : 'broken',
      checked: this.#report.checked + 1,
      firstSeq: this.#report.firstSeq ?? entry.seq,
      lastSeq: entry.seq,
      erasedValues: this.#report.erasedValues + inspected.erased,
      damage,
    };
    return damage === null;
  }
}
