import type { Disposed } from './disposals.ts';
import type { EntryBody, SideValue } from './entry.ts';
import { commitmentTo, hashOfEntry } from './entry.ts';
import type { StampsFound } from './stamped.ts';

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
  readonly what: DamageKind;
  readonly detail: string;
};

export const damageKinds = [
  'hash',
  'commitment',
  'sequence',
  'chain',
  'unsealed',
  /** A kept subtree is not what its entries hash to. */
  'tree',
  /** A signed checkpoint has another root than the entries, or its signature is not genuine. */
  'checkpoint',
  /** A checkpoint covers more entries than there are. */
  'rollback',
  /** A time stamp of a checkpoint is not genuine, or stamps something else. */
  'stamp',
  'proof',
  'key',
  /** What another room put behind an entry is not what the entry tells of. */
  'exhibit',
  /** What a larger file says around its ledger is not what the entries say. */
  'content',
] as const;
export type DamageKind = (typeof damageKinds)[number];

export type TreeFound = {
  readonly size: number;
  /** Base64. */
  readonly root: string;
  /** Checkpoints whose roots were met on the way, those from outside among them. */
  readonly checkpoints: number;
  /** Entries under the greatest of them. */
  readonly signedSize: number;
};

export type Report = {
  readonly verdict: 'valid' | 'broken';
  readonly checked: number;
  readonly firstSeq: number | null;
  readonly lastSeq: number | null;
  readonly erasedValues: number;
  /** Entries of records that were disposed of: emptied, and accounted for. Missing in reports of versions that disposed of nothing. */
  readonly disposedEntries?: number | undefined;
  readonly damage: Damage | null;
  /** What the entries lead to; missing in reports of versions that knew no tree, and where entries were picked. */
  readonly tree?: TreeFound | undefined;
  /** Missing where nothing is stamped, and in reports of versions that knew no time stamps. */
  readonly stamps?: StampsFound | undefined;
};

export const subjectOf = (body: EntryBody): string => `${body.subjectKind} ${body.subjectKey ?? body.subjectId}`;

export const damageAt = (entry: StoredEntry, what: Damage['what'], detail: string): Damage => ({
  seq: entry.seq,
  entryId: entry.body.id,
  subject: subjectOf(entry.body),
  what,
  detail,
});

/** Slots whose values a recorded erasure took away, by entry. */
export type Erased = ReadonlyMap<string, ReadonlySet<string>>;

const nothingErased: Erased = new Map();
const nothingDisposed: Disposed = new Map();

export type Inspected = {
  readonly damage: Damage | null;
  /** Values that are gone and that an erasure in the log accounts for. */
  readonly erased: number;
  /** Its content is gone, and a disposal in the log accounts for it. */
  readonly disposed: boolean;
  /** The leaf, hashed anew; of an emptied entry as the disposal sealed it. */
  readonly leaf: Buffer;
};

/** Re-hashes one entry from its stored values. A value that is missing behind its commitment is damage, unless an erasure in the log names it. */
export function inspectEntry(
  entry: StoredEntry,
  erased: Erased = nothingErased,
  disposed: Disposed = nothingDisposed,
): Inspected {
  const leaf = hashOfEntry(entry.body);
  const computed = leaf.toString('hex');
  const emptied = disposed.get(entry.body.id);
  if (emptied?.rest === computed && emptied.hash === entry.hash && entry.sides.length === 0)
    return { damage: null, erased: 0, disposed: true, leaf: Buffer.from(emptied.hash, 'hex') };
  if (computed !== entry.hash) {
    const detail = `the stored values hash to ${computed}, the entry says ${entry.hash}`;
    return { damage: damageAt(entry, 'hash', detail), erased: 0, disposed: false, leaf };
  }
  const present = new Set<string>();
  for (const side of entry.sides) {
    present.add(side.slot);
    if (commitmentTo(side) !== entry.body.commitments[side.slot]) {
      const detail = `the value beside the entry in slot ${side.slot} is not the one that was committed to`;
      return { damage: damageAt(entry, 'commitment', detail), erased: 0, disposed: false, leaf };
    }
  }
  const missing = Object.keys(entry.body.commitments).filter((slot) => !present.has(slot));
  const unaccounted = missing.find((slot) => erased.get(entry.body.id)?.has(slot) !== true);
  if (unaccounted === undefined) return { damage: null, erased: missing.length, disposed: false, leaf };
  const detail = `the value beside the entry in slot ${unaccounted} is gone and no erasure accounts for it`;
  return { damage: damageAt(entry, 'commitment', detail), erased: 0, disposed: false, leaf };
}

/**
 * Verifies entries in the order of their sequence as they stream by. `previousHash` answers what the hash of the entry before of the same record was,
 * where the reader can tell (`undefined`: it cannot, because the stream began later).
 */
export class Verifier {
  #erased: Erased;
  #disposed: Disposed;
  readonly #gapless: boolean;

  /** @param gapless false where entries were picked out of the log: each carries its own proof then. */
  constructor(erased: Erased = nothingErased, disposed: Disposed = nothingDisposed, gapless = true) {
    this.#erased = erased;
    this.#disposed = disposed;
    this.#gapless = gapless;
  }

  #report: Report = {
    verdict: 'valid',
    checked: 0,
    firstSeq: null,
    lastSeq: null,
    erasedValues: 0,
    disposedEntries: 0,
    damage: null,
  };

  get report(): Report {
    return this.#report;
  }

  /** @returns the leaf; null once damage was found: the first bad entry is named and the rest need not be read. */
  take(entry: StoredEntry, previousHash?: string | null): Buffer | null {
    const last = this.#report.lastSeq;
    const gap = last !== null && (this.#gapless ? entry.seq !== last + 1 : entry.seq <= last);
    const inspected = inspectEntry(entry, this.#erased, this.#disposed);
    const chain = previousHash !== undefined && previousHash !== entry.body.previousHash;
    const damage = gap
      ? damageAt(entry, 'sequence', `after ${last} comes ${entry.seq}: entries are missing or out of order`)
      : (inspected.damage ??
        (chain ? damageAt(entry, 'chain', 'it does not carry the hash of the entry before it of the same record') : null));
    this.#report = {
      ...this.#report,
      verdict: damage === null ? 'valid' : 'broken',
      checked: this.#report.checked + 1,
      firstSeq: this.#report.firstSeq ?? entry.seq,
      lastSeq: entry.seq,
      erasedValues: this.#report.erasedValues + inspected.erased,
      disposedEntries: (this.#report.disposedEntries ?? 0) + (inspected.disposed ? 1 : 0),
      damage,
    };
    return damage === null ? inspected.leaf : null;
  }

  /** Erasures and disposals that came while the entries were read. */
  learn({ erased, disposed }: { readonly erased: Erased; readonly disposed: Disposed }): void {
    this.#erased = erased;
    this.#disposed = disposed;
  }

  /** Damage that was found beside the entries (a subtree, a checkpoint). The first that was found stays. */
  fail(damage: Damage): void {
    if (this.#report.damage === null) this.#report = { ...this.#report, verdict: 'broken', damage };
  }
}
