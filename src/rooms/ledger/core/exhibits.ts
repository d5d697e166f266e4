import type { Json } from '../../../foundation/canonical-json.ts';
import type { Disposed } from './disposals.ts';
import type { ExhibitLine } from './export-file.ts';
import { type Damage, damageAt, type Erased, type StoredEntry } from './verify.ts';

export type ExhibitVerdict = 'valid' | 'erased' | 'broken';

/** What a judge says of one exhibit. */
export type Judgement = {
  readonly verdict: ExhibitVerdict;
  /** What it is, in a few words. */
  readonly about: string;
  /** What it was seen to prove, and what has only the server's word. */
  readonly shown: readonly string[];
  /** Why it is broken; null otherwise. */
  readonly fault: string | null;
};

/** Brought by a room for the exhibits of one act. It may remember what it met, to find the same proof used twice: each file is given a fresh one. */
export type Judge = {
  readonly act: string;
  /** How an exhibit is called. */
  readonly what: string;
  /** @param erased slots beside the entry that the ledger accounts for as lawfully erased */
  readonly judge: (value: Json, entry: StoredEntry, erased: ReadonlySet<string>) => Judgement;
};

export type ExhibitFound = Judgement & { readonly seq: number; readonly entryId: string };

export type ExhibitReport = {
  readonly valid: number;
  readonly erased: number;
  readonly broken: number;
  /** The first of them, at most `mostListed`; those that are broken always, up to as many again. */
  readonly each: readonly ExhibitFound[];
};

export const mostListed = 1_000;
const nothing: ReadonlySet<string> = new Set();

/** Judges what stands behind the entries of a file, in its order: each entry of an act that has a judge is followed by its exhibit. */
export class Exhibits {
  readonly #judges: ReadonlyMap<string, Judge>;
  readonly #erased: Erased;
  readonly #disposed: Disposed;
  readonly #each: ExhibitFound[] = [];
  readonly #counts = { valid: 0, erased: 0, broken: 0 };
  #last: StoredEntry | null = null;
  #awaited = false;
  #damage: Damage | null = null;

  /** @param erased and disposed are filled as the file is read */
  constructor(judges: readonly Judge[], erased: Erased, disposed: Disposed) {
    this.#judges = new Map(judges.map((judge) => [judge.act, judge]));
    this.#erased = erased;
    this.#disposed = disposed;
  }

  /** The first that is broken. */
  get damage(): Damage | null {
    return this.#damage;
  }

  get report(): ExhibitReport {
    return { ...this.#counts, each: this.#each };
  }

  /** Whether entries of this act have an exhibit. */
  judges(act: string): boolean {
    return this.#judges.has(act);
  }

  /** An entry was read, or (null) the file ended. */
  after(entry: StoredEntry | null): void {
    if (this.#awaited && this.#last !== null) this.#found(this.#last, missing(this.#judges.get(this.#last.body.act)));
    this.#last = entry;
    // Behind an entry of a record that was disposed of nothing stands any more.
    const emptied = entry !== null && entry.body.changes.length === 0 && this.#disposed.has(entry.body.id);
    this.#awaited = entry !== null && !emptied && this.#judges.has(entry.body.act);
  }

  /** @returns why the line cannot stand where it stands; null when it was judged. */
  take({ entry: id, value }: ExhibitLine): string | null {
    const entry = this.#last;
    if (entry === null || entry.body.id !== id) return `an exhibit of ${id} does not follow its entry`;
    const judge = this.#judges.get(entry.body.act);
    if (judge === undefined) return null;
    if (!this.#awaited) return `a second exhibit of ${id}`;
    this.#awaited = false;
    const erased = this.#erased.get(id) ?? nothing;
    this.#found(entry, value === null ? missing(judge) : judge.judge(value, entry, erased));
    return null;
  }

  #found(entry: StoredEntry, judgement: Judgement): void {
    const { verdict, fault } = judgement;
    this.#counts[verdict] += 1;
    const listed = verdict === 'broken' ? this.#counts.broken <= mostListed : this.#each.length < mostListed;
    if (listed) this.#each.push({ seq: entry.seq, entryId: entry.body.id, ...judgement });
    if (verdict === 'broken') this.#damage ??= damageAt(entry, 'exhibit', `${judgement.about}: ${fault ?? 'it is broken'}`);
  }
}

const missing = (judge: Judge | undefined): Judgement => ({
  verdict: 'broken',
  about: judge?.what ?? 'exhibit',
  shown: [],
  fault: 'the entry tells of it, and it is gone',
});
