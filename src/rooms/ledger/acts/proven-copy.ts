import type { Db } from '../../../foundation/database/database.ts';
import type { Services } from '../../../foundation/services.ts';
import { disposedBy } from '../core/disposals.ts';
import { erasedBy } from '../core/erasures.ts';
import { type ExportedEntry, exportWriter } from '../core/export-file.ts';
import { inclusionParts } from '../core/proofs.ts';
import { parseVkey } from '../core/signed-note.ts';
import type { StoredEntry } from '../core/verify.ts';
import { newestCheckpoint, signingKeys, signingState } from '../store/checkpoints.ts';
import { sealedErasures } from '../store/read-entries.ts';
import { stampedSizesAround } from '../store/time-stamps.ts';
import { type RecordsUntil, storedOfRecords } from '../store/trail-of-records.ts';
import { proofsOf } from '../store/tree.ts';
import { witnessPolicy } from '../store/witnesses.ts';
import { exhibitLine, exhibitsOf } from './exhibits-of.ts';
import { provenStamps } from './stamped.ts';
import { newestWitnessed, type WitnessedCheckpoint, withCosignatures, witnessKeysOf } from './witnessed.ts';

export type ProvenCopy = {
  readonly origin: string | null;
  readonly keys: readonly { readonly vkey: string; readonly afterSize: number; readonly endorsement: string | null }[];
  /** Null where none was signed yet: then nothing is proven. */
  readonly checkpoint: {
    readonly size: number;
    /** Base64. */
    readonly root: string;
    readonly keyId: string;
    readonly signedAt: string;
    readonly note: string;
  } | null;
  /** `leaf` in hex, `proof` in base64, from the leaf to the root. */
  readonly entries: readonly {
    readonly id: string;
    readonly seq: number;
    readonly leaf: string;
    readonly proof: readonly string[];
  }[];
  /** The file line by line, each without the newline (U+000A) that ends it; empty without a checkpoint. */
  readonly lines: readonly string[];
};

/** Subtrees that proofs share are read once for each page of them. */
const provenAtOnce = 500;

async function proven(db: Db, entries: readonly StoredEntry[], size: number): Promise<readonly ExportedEntry[]> {
  const all: ExportedEntry[] = [];
  for (let at = 0; at < entries.length; at += provenAtOnce) {
    const page = entries.slice(at, at + provenAtOnce);
    const proofs = await proofsOf(
      db,
      page.map(({ seq }) => inclusionParts(seq - 1, size)),
    );
    for (const [place, entry] of page.entries())
      all.push({ ...entry, proof: (proofs[place] ?? []).map((hash) => hash.toString('base64')) });
  }
  return all;
}

/** Entries that account for what is gone of some entries or beside them. */
async function erasuresOf(db: Db, entries: readonly StoredEntry[], size: number): Promise<readonly StoredEntry[]> {
  const ids = new Set(entries.map(({ body }) => body.id));
  return (await sealedErasures(db, size)).filter(({ body }) =>
    [...erasedBy(body), ...disposedBy(body)].some(([id]) => ids.has(id)),
  );
}

/**
 * The newest checkpoint; where witnesses are named, the newest that a quorum cosigned, as long as it covers the records as far as the newest of all does: that one may
 * be a second old and have no cosignature yet.
 */
async function checkpointOver(db: Db, of: RecordsUntil): Promise<WitnessedCheckpoint | null> {
  const newest = await newestCheckpoint(db);
  if (newest === null) return null;
  const policy = await witnessPolicy(db);
  const met = policy.quorum === 0 ? null : await newestWitnessed(db, { keys: witnessKeysOf(policy), quorum: policy.quorum });
  if (met !== null) {
    const stored = await storedOfRecords(db, of, newest.size);
    const needed = [...stored, ...(await erasuresOf(db, stored, newest.size))].map(({ seq }) => seq);
    if (Math.max(0, ...needed) <= met.size) return met;
  }
  return (await withCosignatures(db, [newest]))[0] ?? null;
}

/** Entries of some records as an exported ledger of picked entries (`core/export-file.ts`), and the same proofs as plain values. */
export async function provenCopy(
  app: Pick<Services, 'database' | 'exhibits'>,
  of: RecordsUntil,
  exportedAt: Date,
): Promise<ProvenCopy> {
  const { db } = app.database;
  const { origin } = await signingState(db);
  const keys = (await signingKeys(db)).map(({ vkey, afterSize, endorsement }) => ({ vkey, afterSize, endorsement }));
  const checkpoint = await checkpointOver(db, of);
  if (checkpoint === null) return { origin, keys, checkpoint: null, entries: [], lines: [] };
  const note = checkpoint.noteWithCosignatures;
  const { size } = checkpoint;
  const stored = await storedOfRecords(db, of, size);
  const entries = await proven(db, stored, size);
  const erasures = await proven(db, await erasuresOf(db, stored, size), size);
  const behind = await exhibitsOf(app, stored);
  const places = [...entries, ...erasures].map(({ seq }) => seq);
  const stamps = await provenStamps(db, await stampedSizesAround(db, places, size), size);
  const write = exportWriter();
  const lines = [
    write.header({ exportedAt: exportedAt.toISOString(), origin, scope: 'picked' }),
    ...keys.map(write.key),
    write.checkpoint(note),
    ...stamps.map(write.stamped),
    ...erasures.map(write.erasing),
    ...entries.flatMap((entry) => [write.entry(entry), exhibitLine(write, behind, entry)]),
    write.end(),
  ];
  return {
    origin,
    keys,
    checkpoint: {
      size,
      root: Buffer.from(checkpoint.root).toString('base64'),
      keyId: parseVkey(checkpoint.vkey)?.id ?? '',
      signedAt: checkpoint.signedAt.toISOString(),
      note,
    },
    entries: entries.map(({ body, seq, hash, proof }) => ({ id: body.id, seq, leaf: hash, proof: proof ?? [] })),
    lines: lines.filter((line) => line !== '').map((line) => line.slice(0, -1)),
  };
}
