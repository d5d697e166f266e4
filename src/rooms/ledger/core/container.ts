import type { Json } from '../../../foundation/canonical-json.ts';
import type { FieldChange } from '../../../foundation/record.ts';
import { openSeal } from './copy-seal.ts';
import type { PublishedKey } from './endorsement.ts';
import { rejoin } from './entry.ts';
import { readLine } from './export-file.ts';
import type { NoteKey } from './signed-note.ts';
import { trustedKeys } from './trusted-keys.ts';
import type { StoredEntry } from './verify.ts';
import type { BundleReport, BundleResult } from './verify-bundle.ts';

/** An entry that was verified, its values joined in again from beside it. */
export type MetEntry = {
  readonly seq: number;
  readonly hash: string;
  readonly body: StoredEntry['body'];
  readonly changes: readonly FieldChange[];
  readonly actorName: string | null;
  readonly reason: string | null;
  /** Slots whose values are gone, all of them lawfully: else the entry were broken. */
  readonly missing: readonly string[];
};

/** What an exported ledger within a larger file was verified to hold. */
export type Met = {
  readonly size: number | null;
  readonly entries: readonly MetEntry[];
  /** By id of the entry. */
  readonly exhibits: ReadonlyMap<string, Json>;
};

/** What else a larger file says beside its ledger, held against it. */
export type Checked = {
  /** The first part that says something else than the entries; null when none does. */
  readonly fault: string | null;
  /** What no checkpoint covered yet when the file was written: nothing is concluded on it. */
  readonly notProven: readonly string[];
};

/** A file of a higher room with an exported ledger within. */
export type Container = {
  /** As the field `format` of the file names them: the present one, and those that are read and no longer written. */
  readonly formats: readonly string[];
  readonly open: (
    text: string,
  ) => { readonly lines: readonly string[]; readonly check: (met: Met) => Checked } | { readonly unreadable: string };
};

/** What a file for people carries. */
export type Opened =
  | { readonly plainPrint: string }
  | {
      /** The file for machines in it, which a container opens. */
      readonly manifest: string;
      /** SHA-256 of it, hex. */
      readonly manifestSha256: string;
      /** The seal, and what it must speak of: the length of the whole file, and SHA-256 of the file without the seal, hex. Null where there is none. */
      readonly seal: { readonly note: string; readonly bytes: number; readonly sha256: string } | null;
    };

/** A file for people that carries a file for machines and a seal over both. */
export type Envelope = {
  /** First bytes of such a file. */
  readonly begins: string;
  readonly open: (bytes: Buffer) => Opened;
};

function metEntry({ seq, hash, body, sides }: StoredEntry): MetEntry {
  const values = new Map(sides.map(({ slot, value }) => [slot, value] as const));
  const text = (slot: string): string | null => {
    const value = values.get(slot);
    return typeof value === 'string' ? value : null;
  };
  return {
    seq,
    hash,
    body,
    changes: rejoin(body, values).changes,
    actorName: text('actor'),
    reason: text('reason'),
    missing: Object.keys(body.commitments).filter((slot) => !values.has(slot)),
  };
}

/** What the lines of a file that was found valid hold. */
function metIn(report: BundleReport, lines: readonly string[]): Met {
  const entries: MetEntry[] = [];
  const exhibits = new Map<string, Json>();
  for (const line of lines) {
    const read = readLine(line);
    if ('unreadable' in read) continue;
    if (read.is === 'entry') entries.push(metEntry(read.entry));
    if (read.is === 'exhibit') exhibits.set(read.exhibit.entry, read.exhibit.value);
  }
  return { size: report.checkpoint?.size ?? null, entries, exhibits };
}

/** Holds the rest of a larger file against the ledger within it, once that was found valid. */
export function judgeContainer(result: BundleResult, lines: readonly string[], check: (met: Met) => Checked): BundleResult {
  if ('unreadable' in result || result.verdict === 'broken') return result;
  const checked = check(metIn(result, lines));
  const { fault } = checked;
  const notProven = [...result.notProven, ...checked.notProven];
  if (fault === null) return { ...result, notProven };
  const damage = { seq: 0, entryId: '', subject: 'the file', what: 'content', detail: fault } as const;
  return { ...result, verdict: 'broken', damage, notProven };
}

const publishedIn = (lines: readonly string[]): readonly PublishedKey[] =>
  lines.flatMap((line) => {
    const read = readLine(line);
    return 'is' in read && read.is === 'key' ? [read.key] : [];
  });

const broken = <T extends BundleReport>(report: T, detail: string): T => ({
  ...report,
  verdict: 'broken',
  damage: { seq: 0, entryId: '', subject: 'the file', what: 'content', detail },
});

/**
 * Holds a file for people against its seal, once what it carries was found valid: then its pages are those that were printed. The seal counts by the key that signed the
 * checkpoint of the ledger in it, and by keys for which that one vouches: a key that somebody added to the file seals nothing.
 */
export function judgeSeal(
  result: BundleResult,
  opened: Exclude<Opened, { readonly plainPrint: string }>,
  lines: readonly string[],
  given: readonly NoteKey[],
): BundleResult {
  if ('unreadable' in result || result.verdict === 'broken') return result;
  const { seal, manifestSha256 } = opened;
  if (seal === null) return { ...result, notProven: [...result.notProven, 'the pages of the file, for it carries no seal'] };
  const published = publishedIn(lines);
  const signer = trustedKeys(published, given).keys.find(({ id }) => id === result.checkpoint?.keyId);
  const keys = signer === undefined ? [] : trustedKeys(published, [signer]).keys;
  const said = openSeal(seal.note, keys);
  if ('unreadable' in said) return broken(result, `its seal counts for nothing: ${said.unreadable}`);
  if (said.manifest !== manifestSha256) return broken(result, 'the manifest in it is not the one that was sealed with it');
  if (said.bytes !== seal.bytes || said.sha256 !== seal.sha256)
    return broken(result, 'it was changed after it was sealed: its pages are not those that were printed');
  return { ...result, sealed: { print: said.print, keyId: said.key.id } };
}
