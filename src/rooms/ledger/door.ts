import type { RawBuilder } from 'kysely';
import type { Json } from '../../foundation/canonical-json.ts';
import type { Db, Tx } from '../../foundation/database/database.ts';
import type { FieldChange, Said } from '../../foundation/record.ts';
import { applyChanges, type RecordFields } from '../../foundation/record.ts';
import type { Outcome } from '../../foundation/refusal.ts';
import type { Services } from '../../foundation/services.ts';
import type { Call } from '../../foundation/transact.ts';
import { type CopySealer, copySealer as sealerOf } from './acts/copy-sealer.ts';
import { emptyDisposed, hashesOf, nameDisposed } from './acts/dispose-entries.ts';
import { provenCopy as copyProven, type ProvenCopy } from './acts/proven-copy.ts';
import { type Copy, type Counted, recordCopy as copyRecorded, recordExport } from './acts/record-export.ts';
import { whyUnreasoned } from './acts/why-unreasoned.ts';
import { drawSample, sampleRule, sampleSize } from './core/sample.ts';
import { becameAt as became } from './store/became.ts';
import { recordsNaming } from './store/disposals.ts';
import * as read from './store/read-entries.ts';
import { movedStates } from './store/states-moved.ts';
import {
  erasuresAccountedFor,
  newestEntryAt as newestAt,
  type RecordsUntil,
  recordsWithHistory,
  trailOfRecords,
  type WholeEntry,
} from './store/trail-of-records.ts';
import {
  type ActorWithin,
  type ActsWithin,
  recordsChanged,
  recordsWrittenWithin,
  sealedSize,
  trailAfter,
  trailById,
  trailOfActor,
  trailOfActs,
} from './store/trail-since.ts';
import { witnessPolicy } from './store/witnesses.ts';
import { foreseeEntry, writeEntries } from './store/write-entries.ts';

export type { Checked, Container, Envelope, Met, MetEntry, Opened } from './core/container.ts';
export { sealBegins } from './core/copy-seal.ts';
export type { Judge, Judgement } from './core/exhibits.ts';
export type { StoredEntry } from './core/verify.ts';
export type { Copy, CopySealer, Counted, ProvenCopy, RecordsUntil };
export type TrailEntry = WholeEntry;

/** Writes the entries of one act, in its transaction, and what foundation writes alongside. Wired to foundation's `record` port. */
export const record = (
  tx: Tx,
  said: readonly Said[],
  by: Parameters<typeof writeEntries>[2],
  alongside: readonly RawBuilder<unknown>[] = [],
): Promise<void> => writeEntries(tx, said, by, alongside);

/** Wired to foundation's `unreasoned` port. */
export const unreasoned = whyUnreasoned;

/** Wired to foundation's `foresee` port. */
export const foresee = foreseeEntry;

/** Field changes of a record after a version, for the answer to a stale edit. */
export const changesSince = (
  tx: Tx,
  subject: { readonly kind: string; readonly id: string },
  version: number,
): Promise<readonly FieldChange[]> => read.changesSince(tx, subject, version);

/** A record as it was at a moment, rebuilt from its entries; null when it did not exist yet. */
export async function recordAsOf(
  tx: Db | Tx,
  subject: { readonly kind: string; readonly id: string },
  at: Date,
): Promise<{ readonly record: RecordFields; readonly version: number; readonly changedAt: Date } | null> {
  const found = await read.changesUntil(tx, subject, at);
  return found === null ? null : { record: applyChanges(found.changes), version: found.version, changedAt: found.at };
}

/** Who wrote the newest entry of a record that changed one of these fields or something below it; null where nobody did. Fields as JSON pointers. */
export const lastToChange = async (
  db: Db | Tx,
  subject: { readonly kind: string; readonly id: string },
  fields: readonly string[],
): Promise<string | null> => (await read.lastToChange(db, subject, fields))?.actor ?? null;

/** When the newest entry that changed one of these fields was written; null where none did. */
export const lastChangedAt = async (
  db: Db | Tx,
  subject: { readonly kind: string; readonly id: string },
  fields: readonly string[],
): Promise<Date | null> => (await read.lastToChange(db, subject, fields))?.at ?? null;

/** The newest entry that changed one of these fields; null where none did. */
export const entryToChange = (
  db: Db | Tx,
  subject: { readonly kind: string; readonly id: string },
  fields: readonly string[],
): Promise<{ readonly id: string; readonly at: Date } | null> => read.lastToChange(db, subject, fields);

/** When a field of a record became one of some values, as of a moment; null where it is none of them then. */
export const becameAt = (
  db: Db | Tx,
  subject: { readonly kind: string; readonly id: string },
  change: { readonly field: string; readonly values: readonly Json[] },
  at: Date,
): Promise<Date | null> => became(db, subject, change, at);

/** Texts that a field of a record held at any time, by its entries; each once. The field as a JSON pointer. */
export const valuesHeld = (
  db: Db | Tx,
  subject: { readonly kind: string; readonly id: string },
  field: string,
): Promise<readonly string[]> => read.valuesHeld(db, subject, field);

/** Entries of records up to a moment, in the order of the sequence; at most `most`. Side values are joined back in; those that are gone are named in `missing`. */
export const trailOf = (db: Db | Tx, of: RecordsUntil, most: number): Promise<readonly TrailEntry[]> =>
  trailOfRecords(db, of, most);

/** Slots of these entries that an entry of the ledger accounts for as lawfully erased, by entry: what is gone beyond them is not accounted for. */
export const accountedErasures = (db: Db | Tx, entryIds: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> =>
  erasuresAccountedFor(db, entryIds);

/** The same entries as a file that `interlock verify` reads: each with its proof under the newest checkpoint. Nothing is proven where none was signed yet. */
export const provenCopy = (
  app: Pick<Services, 'database' | 'exhibits'>,
  of: RecordsUntil,
  exportedAt: Date,
): Promise<ProvenCopy> => copyProven(app, of, exportedAt);

/** Records who takes a copy, before its first byte leaves, and after its last one the rows and the SHA-256 of the file. @returns the same file, to be sent. */
export const recordCopy = <T extends string | Uint8Array>(
  call: Call,
  copy: Copy,
  file: AsyncIterable<T>,
): Promise<Outcome<AsyncIterable<T>>> => copyRecorded(call, copy, file);

/** The same for a file whose rows are counted while it is written. */
export const recordCountedCopy = (
  call: Call,
  copy: Pick<Copy, 'of' | 'filter'>,
  file: (counted: Counted) => AsyncIterable<string>,
): Promise<Outcome<AsyncIterable<string>>> => recordExport(call, copy.of, copy.filter, file);

/** Seals files for people with the key of the log; null where this process cannot. */
export const copySealer = (app: Pick<Services, 'settings' | 'database'>): Promise<CopySealer | null> => sealerOf(app);

/** How many witnesses must cosign a checkpoint; 0: none is named. */
export const witnessQuorum = async (db: Db | Tx): Promise<number> => (await witnessPolicy(db)).quorum;

/** Ids of records of a kind that have a history, page by page in the order of the ids. */
export const recordsOf = (db: Db | Tx, kind: string, after: string | null, limit: number): Promise<readonly string[]> =>
  recordsWithHistory(db, kind, after, limit);

/** When the newest entry of a record was written, by the clock of then. A time after now is a clock that stepped back. */
export const newestEntryAt = (db: Db | Tx, subject: { readonly kind: string; readonly id: string }): Promise<Date | null> =>
  newestAt(db, subject);

export type { ActsWithin };
export { drawSample, sampleRule, sampleSize };

/** How many entries have a place: the size of the ledger at this moment. */
export const ledgerSize = (db: Db | Tx): Promise<number> => sealedSize(db);

/** Entries of records that came after a size of the ledger, those without a place too, oldest first; at most `most`. */
export const entriesAfter = (
  db: Db | Tx,
  records: RecordsUntil['records'],
  size: number,
  most: number,
): Promise<readonly TrailEntry[]> => trailAfter(db, records, size, most);

/** Entries of some acts within a span, oldest first, whatever they are about; at most `most`. */
export const entriesOfActs = (db: Db | Tx, of: ActsWithin, most: number): Promise<readonly TrailEntry[]> =>
  trailOfActs(db, of, most);

/** Entries by one actor within a span, oldest first, whatever they are about; at most `most`. */
export const entriesOfActor = (db: Db | Tx, of: ActorWithin, most: number): Promise<readonly TrailEntry[]> =>
  trailOfActor(db, of, most);

/** Records of some kinds and units on which something was written within a span; at most `most`. */
export const recordsWritten = (
  db: Db | Tx,
  of: Parameters<typeof recordsWrittenWithin>[1],
  most: number,
): ReturnType<typeof recordsWrittenWithin> => recordsWrittenWithin(db, of, most);

/** Entries by their ids, in no order. */
export const entriesBy = (db: Db | Tx, ids: readonly string[]): Promise<readonly TrailEntry[]> => trailById(db, ids);

/** Disposal of a record's entries, in the order in which a room asks: what belongs to it, the hashes of its entries, accounting for them, emptying them. */
export { emptyDisposed, hashesOf, nameDisposed, recordsNaming };

/** Records of some kinds that sealed entries behind a place changed: what a job reads on from. */
export const changedRecords = (
  db: Db,
  kinds: readonly string[],
  after: number,
  most: number,
): ReturnType<typeof recordsChanged> => recordsChanged(db, kinds, after, most);

/** Entries behind a place that led a record from one state to another: what a job reads on from. */
export const statesMoved = (db: Db, after: number, most: number): ReturnType<typeof movedStates> => movedStates(db, after, most);
