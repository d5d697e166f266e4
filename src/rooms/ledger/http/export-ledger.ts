import type { QueryOf } from '../../../foundation/contract.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { defineRefusals, done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Call } from '../../../foundation/transact.ts';
import { exhibitLine, exhibitsOf } from '../acts/exhibits-of.ts';
import { allStamps, provenStamps, stampLine } from '../acts/stamped.ts';
import { newestWitnessed, withCosignatures, witnessKeysOf } from '../acts/witnessed.ts';
import type * as contract from '../contract.ts';
import { type ExportedEntry, type ExportWriter, exportWriter } from '../core/export-file.ts';
import { inclusionParts } from '../core/proofs.ts';
import type { StoredEntry } from '../core/verify.ts';
import { type CheckpointRow, newestCheckpoint, signingKeys, signingState } from '../store/checkpoints.ts';
import { newestErasure, sealedEntries, sealedErasures } from '../store/read-entries.ts';
import { stampedSizesAbove, stampedSizesAround } from '../store/time-stamps.ts';
import type { TrailFilter } from '../store/trail-filter.ts';
import { proofsOf } from '../store/tree.ts';
import { witnessPolicy } from '../store/witnesses.ts';
import { checkpointFor } from './checkpoint-routes.ts';

export type ExportQuery = QueryOf<typeof contract.exportLedger>;

/** Entries with a proof are some 1.5 kB longer each. */
const provenAtOnce = 500;

export const isWhole = (query: ExportQuery): boolean =>
  (query.from ?? 1) === 1 &&
  query.until === undefined &&
  query.actor === undefined &&
  query.act === undefined &&
  query.kind === undefined &&
  query.key === undefined;

async function* proven(app: Services, entries: readonly StoredEntry[], size: number): AsyncGenerator<ExportedEntry> {
  const proofs = await proofsOf(
    app.database.db,
    entries.map(({ seq }) => inclusionParts(seq - 1, size)),
  );
  for (const [at, entry] of entries.entries())
    yield { ...entry, proof: (proofs[at] ?? []).map((hash) => hash.toString('base64')) };
}

/** How many rows a stream has given so far. */
type Counted = { rows: number };

export type Bundle = { readonly query: ExportQuery; readonly filter: TrailFilter; readonly checkpoint: CheckpointRow | null };

/** A whole ledger carries all of its time stamps; picked entries those next to them, which bound them. */
async function* stampLines(
  db: Db,
  { query, checkpoint, filter }: Bundle,
  write: ExportWriter,
  lastSeq: number,
): AsyncGenerator<string> {
  if (isWhole(query)) {
    for await (const stamps of allStamps(db, lastSeq)) yield stamps.map((one) => write.stamped(stampLine(one))).join('');
    return;
  }
  if (checkpoint === null || (await stampedSizesAbove(db, 0, 1)).length === 0) return;
  const until = Math.min(query.until ?? checkpoint.size, checkpoint.size);
  const around = new Set<number>();
  for await (const page of sealedEntries(db, query.from ?? 1, until, provenAtOnce, filter))
    for (const size of await stampedSizesAround(
      db,
      page.map(({ seq }) => seq),
      checkpoint.size,
    ))
      around.add(size);
  for (const one of await provenStamps(
    db,
    [...around].toSorted((a, b) => a - b),
    checkpoint.size,
  ))
    yield write.stamped(one);
}

/** Header, keys, checkpoint and the entries that account for erased values. */
async function* headLines(app: Services, bundle: Bundle, write: ExportWriter, lastSeq: number): AsyncGenerator<string> {
  const { db } = app.database;
  const { checkpoint } = bundle;
  const whole = isWhole(bundle.query);
  const { origin } = await signingState(db);
  yield write.header({ exportedAt: app.clock.now().toISOString(), origin, scope: whole ? 'whole' : 'picked' });
  for (const key of await signingKeys(db)) yield write.key(key);
  const [cosigned] = checkpoint === null ? [] : await withCosignatures(db, [checkpoint]);
  if (cosigned !== undefined) yield write.checkpoint(cosigned.noteWithCosignatures);
  yield* stampLines(db, bundle, write, lastSeq);
  const size = checkpoint?.size ?? 0;
  const erasures = await sealedErasures(db, whole ? lastSeq : size);
  // In a whole ledger they are met again at their places; picked ones carry their proofs.
  if (whole) for (const entry of erasures) yield write.erasing(entry);
  else for await (const entry of proven(app, erasures, size)) yield write.erasing(entry);
}

/** The lines of an export, page by page. */
export async function* bundleLines(app: Services, bundle: Bundle, counted: Counted): AsyncGenerator<string> {
  const { db } = app.database;
  const { query, filter } = bundle;
  const { lastSeq } = await signingState(db);
  const write = exportWriter();
  yield* headLines(app, bundle, write, lastSeq);
  if (isWhole(query)) {
    for await (const page of sealedEntries(db, 1, lastSeq)) {
      counted.rows += page.length;
      const behind = await exhibitsOf(app, page);
      yield page.map((entry) => write.entry(entry) + exhibitLine(write, behind, entry)).join('');
    }
  } else {
    const size = bundle.checkpoint?.size ?? 0;
    const until = Math.min(query.until ?? size, size);
    for await (const page of sealedEntries(db, query.from ?? 1, until, provenAtOnce, filter)) {
      counted.rows += page.length;
      const behind = await exhibitsOf(app, page);
      for await (const entry of proven(app, page, size)) yield write.entry(entry) + exhibitLine(write, behind, entry);
    }
  }
  // Values that went while the file was written would look like damage in it: it is broken off instead, and has no last line.
  const covered = isWhole(query) ? lastSeq : (bundle.checkpoint?.size ?? 0);
  if ((await newestErasure(db)) > covered) throw new Error('values were lawfully erased while this was exported: export again');
  yield write.end();
}

const no = defineRefusals('ledger', {
  'erased-since': {
    kind: 'conflict',
    says: (f: { size: number; seq: number }) =>
      `Values were erased by entry ${f.seq}, which the checkpoint of ${f.size} entries does not cover: the file could not account for them.`,
    remedy: 'Export under a newer checkpoint, or the whole ledger.',
  },
  'none-witnessed': {
    kind: 'conflict',
    says: () => 'No checkpoint has the quorum of its witnesses, or none is named.',
    remedy: 'Look at the witnesses of the ledger: who is asked, and why each did not cosign. Or export without asking for it.',
  },
});

/** What an export holds. Picked entries are proven under a checkpoint, so there must be one; the whole ledger proves itself, and goes on behind the last checkpoint. */
export async function bundleFor(call: Call, query: ExportQuery, filter: TrailFilter): Promise<Outcome<Bundle>> {
  const { db } = call.app.database;
  const whole = isWhole(query);
  if (query.witnessed !== undefined && query.size === undefined) return witnessedBundle(call, query, filter);
  if (whole && query.size === undefined) return done({ query, filter, checkpoint: await newestCheckpoint(db) });
  const found = await checkpointFor(call, query.size);
  if (!found.ok) return found;
  return under(call, query, filter, found.value);
}

async function under(call: Call, query: ExportQuery, filter: TrailFilter, checkpoint: CheckpointRow): Promise<Outcome<Bundle>> {
  const { size } = checkpoint;
  const seq = isWhole(query) ? 0 : await newestErasure(call.app.database.db);
  return seq > size ? refuse(no['erased-since']({ size, seq })) : done({ query, filter, checkpoint });
}

async function witnessedBundle(call: Call, query: ExportQuery, filter: TrailFilter): Promise<Outcome<Bundle>> {
  const { db } = call.app.database;
  const policy = await witnessPolicy(db);
  const met = policy.quorum === 0 ? null : await newestWitnessed(db, { keys: witnessKeysOf(policy), quorum: policy.quorum });
  return met === null ? refuse(no['none-witnessed']({})) : under(call, query, filter, met);
}
