import type { Json } from '../../../foundation/canonical-json.ts';
import type { FieldChange } from '../../../foundation/record.ts';
import { rejoin } from './entry.ts';
import { readLine } from './export-file.ts';
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
