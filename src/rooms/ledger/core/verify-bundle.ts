import { createHash } from 'node:crypto';
import { openCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import { disposedBy, type Emptied } from './disposals.ts';
import type { PublishedKey } from './endorsement.ts';
import { erasedBy } from './erasures.ts';
import { type ExhibitReport, Exhibits, type Judge } from './exhibits.ts';
import { type ExportedEntry, type ExportHeader, type ExportLine, exportFormat, readLine } from './export-file.ts';
import { type Edge, emptyEdge } from './grow-tree.ts';
import { foldSubtrees } from './merkle.ts';
import type { NoteKey } from './signed-note.ts';
import type { Relying } from './stamped.ts';
import { StampsInFile } from './stamps-in-file.ts';
import { trustedKeys } from './trusted-keys.ts';
import { type Damage, type DamageKind, damageAt, inspectEntry, type Report, Verifier } from './verify.ts';
import { inclusionFault } from './verify-proof.ts';
import { walkTree } from './walk-tree.ts';
import { type Witnessed, type Witnessing, witnessedIn } from './witnessing.ts';

/** What the reader brings along: keys known from elsewhere, and checkpoints that were kept. */
export type Brought = {
  readonly keys: readonly NoteKey[];
  readonly checkpoints: readonly string[];
  readonly witnessing?: Witnessing;
  /** Authorities on whose time stamps the reader relies. */
  readonly relying?: Relying;
};

export type BundleReport = Report & {
  /** `former`: a file of a version without checkpoints. */
  readonly scope: 'whole' | 'picked' | 'former';
  readonly origin: string | null;
  readonly checkpoint: { readonly size: number; readonly keyId: string } | null;
  /** Sizes of checkpoints that were brought and met. */
  readonly compared: readonly number[];
  /** Sizes of those that a file of picked entries cannot be compared with. */
  readonly notCompared: readonly number[];
  /** How far the witnesses whom the reader relies on cosigned; null where none were named. */
  readonly witnessed: Witnessed | null;
  /** What other rooms put behind entries; null in a file of a version without. */
  readonly exhibits: ExhibitReport | null;
  /** Parts on which nothing is concluded. */
  readonly notProven: readonly string[];
  /** Of a file for people whose seal fits: the print, and the key that sealed it. */
  readonly sealed?: { readonly print: string; readonly keyId: string };
};

/** `plainPrint`: a file for people without anything that could be verified. */
export type BundleResult = BundleReport | { readonly unreadable: string; readonly plainPrint?: true };

const noEntry = { seq: 0, entryId: '', subject: 'the file' };
const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64');

/**
 * Verifies an exported ledger line by line, alone: no server, no database. Values are hashed anew, sides held against commitments, links followed, the tree grown or each
 * proof walked, signatures checked. Memory: one hash for each record and the values that were erased.
 */
export class BundleVerifier {
  readonly #brought: Brought;
  readonly #hash = createHash('sha256');
  readonly #published: PublishedKey[] = [];
  readonly #erased = new Map<string, Set<string>>();
  readonly #disposed = new Map<string, Emptied>();
  /** Entries that account for erasures and must be met in a whole file: id to hash. */
  readonly #toMeet = new Map<string, string>();
  readonly #pickedErasing: ExportedEntry[] = [];
  readonly #last = new Map<string, { readonly place: number; readonly hash: string }>();
  readonly #exhibits: Exhibits;
  readonly #stamps: StampsInFile;
  #header: ExportHeader | null = null;
  #former = false;
  #note: string | null = null;
  #checkpoint: SignedCheckpoint | null = null;
  #outside: readonly SignedCheckpoint[] = [];
  #verifier: Verifier | null = null;
  /** Trees that a whole file must meet, by size. */
  #trees: ReadonlyMap<number, readonly SignedCheckpoint[]> = new Map();
  #edge: Edge = emptyEdge;
  #met = 0;
  #entries = 0;
  #lines = 0;
  #ended = false;
  #unreadable: string | null = null;
  /** Entries whose exhibits a file of an earlier version lacks. */
  #unjudged = 0;

  /** @param judges of what other rooms put behind entries, fresh for this file; without one an exhibit is read and not judged */
  constructor(brought: Brought, judges: readonly Judge[] = []) {
    this.#brought = brought;
    this.#exhibits = new Exhibits(judges, this.#erased, this.#disposed);
    this.#stamps = new StampsInFile(brought.relying ?? null);
  }

  /** @param text without the newline (U+000A) that ended it. @returns false when nothing more need be read. */
  line(text: string): boolean {
    this.#lines += 1;
    const read = readLine(text);
    if ('unreadable' in read) return this.#stop(read.unreadable);
    if (this.#ended) return this.#stop('something follows the last line');
    if (read.is !== 'end') this.#hash.update(`${text}\n`);
    else if (text !== JSON.stringify({ end: { entries: read.entries, sha256: read.sha256 } }))
      return this.#stop('this is no last line');
    return this.#take(read);
  }

  /** The file went on after its last newline. */
  cut(): void {
    this.#lines += 1;
    this.#stop('it is cut off');
  }

  #stop(why: string): false {
    this.#unreadable ??= `line ${this.#lines}: ${why}`;
    return false;
  }

  #take(line: ExportLine): boolean {
    const first = line.is === 'header' || line.is === 'former-header';
    if (first !== (this.#lines === 1)) return this.#stop(first ? 'a second header' : 'this is no exported ledger');
    switch (line.is) {
      case 'header':
        this.#header = line.header;
        return true;
      case 'former-header':
        this.#former = true;
        this.#verifier = new Verifier(this.#erased, this.#disposed);
        return true;
      case 'end':
        return this.#end(line.entries, line.sha256);
      case 'entry':
        return this.#begin().report.damage === null && this.#takeEntry(line.entry);
      case 'exhibit': {
        const misplaced =
          this.#header?.format === exportFormat ? this.#exhibits.take(line.exhibit) : 'this version knows no exhibits';
        return misplaced === null || this.#stop(misplaced);
      }
      default:
        return this.#verifier !== null
          ? this.#stop('keys, checkpoints and erasures come before the entries')
          : this.#takeHead(line);
    }
  }

  #takeHead(line: Extract<ExportLine, { is: 'key' | 'checkpoint' | 'stamped' | 'erasing' }>): boolean {
    if (line.is === 'key') this.#published.push(line.key);
    else if (line.is === 'checkpoint') {
      if (this.#note !== null) return this.#stop('a second checkpoint');
      this.#note = line.note;
    } else if (line.is === 'stamped') this.#stamps.take(line.stamped);
    else this.#takeErasing(line.entry);
    return this.#unreadable === null;
  }

  #takeErasing(entry: ExportedEntry): void {
    for (const [id, slots] of erasedBy(entry.body)) {
      const known = this.#erased.get(id) ?? new Set<string>();
      for (const slot of slots) known.add(slot);
      this.#erased.set(id, known);
    }
    for (const [id, emptied] of disposedBy(entry.body)) this.#disposed.set(id, emptied);
    if (this.#header?.scope === 'whole') this.#toMeet.set(entry.body.id, entry.hash);
    else this.#pickedErasing.push(entry);
  }
  /** Keys and checkpoints are judged once all of them were read. */
  #begin(): Verifier {
    if (this.#verifier !== null) return this.#verifier;
    const verifier = new Verifier(this.#erased, this.#disposed, this.#header?.scope !== 'picked');
    this.#verifier = verifier;
    const trusted = trustedKeys(this.#published, this.#brought.keys);
    if (trusted.fault !== null) verifier.fail({ ...noEntry, what: 'key', detail: trusted.fault });
    if (this.#note !== null) {
      const opened = openCheckpoint(this.#note, trusted.keys);
      if ('unreadable' in opened) this.#fail('checkpoint', `the checkpoint of the file: ${opened.unreadable}`);
      else this.#checkpoint = opened;
    }
    const outside: SignedCheckpoint[] = [];
    for (const note of this.#brought.checkpoints) {
      const opened = openCheckpoint(note, trusted.keys);
      if ('unreadable' in opened) this.#fail('checkpoint', `a checkpoint that you brought: ${opened.unreadable}`);
      else outside.push(opened);
    }
    this.#outside = outside.toSorted((a, b) => a.size - b.size);
    const { witnessing } = this.#brought;
    const forged = witnessing === undefined ? null : witnessedIn(this.#signed, witnessing).forged;
    if (forged !== null) this.#fail('checkpoint', forged);
    const stampFault = this.#stamps.judge(trusted.keys, this.#header?.scope === 'picked' ? this.#checkpoint : 'met');
    if (stampFault !== null) this.#fail('stamp', stampFault);
    this.#trees = Map.groupBy([...this.#signed, ...this.#stamps.trees], ({ size }) => size);
    for (const entry of this.#pickedErasing) {
      const damage = inspectEntry(entry, this.#erased, this.#disposed).damage ?? this.#unproven(entry);
      if (damage !== null) verifier.fail(damage);
    }
    return verifier;
  }

  /** Checkpoints that were brought, and that of the file. */
  get #signed(): readonly SignedCheckpoint[] {
    return [...this.#outside, ...(this.#checkpoint === null ? [] : [this.#checkpoint])];
  }

  #whose(tree: SignedCheckpoint): string {
    if (tree === this.#checkpoint) return 'of the file';
    return this.#stamps.trees.includes(tree) ? 'that is time-stamped' : 'that you brought';
  }

  #fail(what: DamageKind, detail: string): void {
    this.#verifier?.fail({ ...noEntry, what, detail });
  }

  #takeEntry(entry: ExportedEntry): boolean {
    const verifier = this.#begin();
    this.#entries += 1;
    const leaf = verifier.take(entry, this.#hashBefore(entry));
    if (leaf === null) return false;
    if (this.#header?.format === exportFormat) this.#exhibits.after(entry);
    else if (this.#exhibits.judges(entry.body.act)) this.#unjudged += 1;
    this.#last.set(`${entry.body.subjectKind} ${entry.body.subjectId}`, { place: entry.body.subjectPlace, hash: entry.hash });
    const damage = this.#header?.scope === 'picked' ? this.#unproven(entry) : this.#grow(entry, leaf);
    if (damage !== null) verifier.fail(damage);
    return damage === null;
  }

  /** `undefined` where the entry before is not in the file. */
  #hashBefore(entry: ExportedEntry): string | null | undefined {
    const before = this.#last.get(`${entry.body.subjectKind} ${entry.body.subjectId}`);
    if (before?.place === entry.body.subjectPlace - 1) return before.hash;
    if (entry.body.subjectPlace === 1) return null;
    // In a whole file the entry before must have been met.
    return this.#header?.scope === 'whole' ? (before?.hash ?? null) : undefined;
  }

  #grow(entry: ExportedEntry, leaf: Buffer): Damage | null {
    if (this.#former) return null;
    if (entry.seq !== this.#edge.size + 1) return damageAt(entry, 'sequence', 'a whole ledger begins with 1');
    const walked = walkTree(this.#edge, [leaf], this.#trees.get(this.#edge.size + 1) ?? []);
    this.#edge = walked.edge;
    this.#met += walked.met;
    if (walked.wrong !== null) {
      const { size } = walked.wrong;
      return damageAt(
        entry,
        'checkpoint',
        `the entries 1 to ${size} are not those under the checkpoint ${this.#whose(walked.wrong)}`,
      );
    }
    const promised = this.#toMeet.get(entry.body.id);
    if (promised === undefined) return null;
    this.#toMeet.delete(entry.body.id);
    return promised === entry.hash ? null : damageAt(entry, 'hash', 'the erasure that the file announced is another one');
  }

  #unproven(entry: ExportedEntry): Damage | null {
    if (this.#checkpoint === null) return damageAt(entry, 'proof', 'the file holds no checkpoint under which it could be proven');
    const { size, root } = this.#checkpoint;
    const claim = { index: entry.seq - 1, size, leaf: Buffer.from(entry.hash, 'hex'), root };
    const fault = inclusionFault({ ...claim, proof: (entry.proof ?? []).map(bytesOf) });
    return fault === null ? null : damageAt(entry, 'proof', `it is not proven to be entry ${entry.seq} of ${size}: ${fault}`);
  }

  #end(entries: number, sha256: string): boolean {
    this.#begin();
    this.#exhibits.after(null);
    if (entries !== this.#entries) return this.#stop(`it ends with ${this.#entries} entries, and says ${entries}`);
    if (sha256 !== this.#hash.copy().digest('hex')) return this.#stop('the bytes of the file are not those that were exported');
    this.#ended = true;
    return true;
  }

  /** What was found, when the last line was read or nothing more need be. */
  result(): BundleResult {
    if (this.#lines === 0) return { unreadable: 'the file is empty' };
    const damage = this.#exhibits.damage ?? this.#verifier?.report.damage ?? null;
    // Damage that was found names an entry, and says more than that the file was touched.
    if (damage === null && this.#unreadable !== null) return { unreadable: this.#unreadable };
    if (damage === null && !this.#ended && !this.#former)
      return { unreadable: 'the file ends before its last line: it was cut off' };
    if (damage === null) this.#judgeEnd();
    return this.#report();
  }

  #judgeEnd(): void {
    const [missing] = this.#toMeet.keys();
    if (missing !== undefined) this.#fail('commitment', `the erasure ${missing} that the file announced is not in it`);
    const whole = this.#header?.scope === 'whole';
    if (!whole) this.#comparePicked();
    const beyond = [...this.#signed, ...this.#stamps.trees].find(({ size }) => whole && size > this.#edge.size);
    if (beyond === undefined) return;
    const detail = `the checkpoint ${this.#whose(beyond)} covers ${beyond.size} entries, and the file ends at ${this.#edge.size}: newer ones are gone, or an older copy was restored`;
    this.#fail('rollback', detail);
  }

  #comparePicked(): void {
    const same = this.#outside.find(({ size }) => size === this.#checkpoint?.size);
    if (same === undefined || this.#checkpoint === null || Buffer.compare(same.root, this.#checkpoint.root) === 0) return;
    this.#fail('checkpoint', `two different logs of ${same.size} entries were signed: that of the file and that which you kept`);
  }

  #report(): BundleReport {
    const { damage } = this.#exhibits;
    const read = this.#verifier?.report ?? new Verifier().report;
    // Reading stops at a broken entry, so a broken exhibit came before it.
    const base: Report = damage === null ? read : { ...read, verdict: 'broken', damage };
    const whole = this.#header?.scope === 'whole';
    const { witnessing } = this.#brought;
    const sizes = this.#outside.map(({ size }) => size);
    const comparable = (size: number): boolean => (whole ? size <= this.#edge.size : size === this.#checkpoint?.size);
    const signedSize = Math.max(0, ...sizes.filter(comparable), this.#checkpoint?.size ?? 0);
    const root = foldSubtrees(this.#edge.peaks).toString('base64');
    return {
      ...base,
      stamps: this.#stamps.found,
      ...(whole ? { tree: { size: this.#edge.size, root, checkpoints: this.#met, signedSize } } : {}),
      scope: this.#header?.scope ?? 'former',
      origin: this.#header?.origin ?? null,
      checkpoint: this.#checkpoint === null ? null : { size: this.#checkpoint.size, keyId: this.#checkpoint.key.id },
      witnessed:
        witnessing === undefined
          ? null
          : witnessedIn(
              this.#signed.filter(({ size }) => comparable(size)),
              witnessing,
            ).witnessed,
      compared: sizes.filter(comparable),
      notCompared: sizes.filter((size) => !comparable(size)),
      exhibits: this.#header?.format === exportFormat ? this.#exhibits.report : null,
      notProven: this.#unjudged === 0 ? [] : [`${this.#unjudged} signatures that a file of an earlier version does not carry`],
    };
  }
}
