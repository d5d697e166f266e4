import { type Route, route } from '../../../foundation/http/route.ts';
import { defineRefusals, done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { genuineStamps, type ShownStamp } from '../acts/stamped.ts';
import { type WitnessedCheckpoint, withCosignatures } from '../acts/witnessed.ts';
import * as contract from '../contract-checkpoints.ts';
import { readCheckpoint } from '../core/checkpoint.ts';
import { witnessVkeyOf } from '../core/cosignature.ts';
import { consistencyParts, inclusionParts } from '../core/proofs.ts';
import { parseVkey } from '../core/signed-note.ts';
import { boundsOf } from '../core/stamped.ts';
import type { WitnessPolicy } from '../core/witness-policy.ts';
import { type CheckpointRow, checkpointOf, checkpointsBelow, newestCheckpoint, signingKeys } from '../store/checkpoints.ts';
import { placedEntry } from '../store/read-entries.ts';
import { stampedSizesAround } from '../store/time-stamps.ts';
import { proofOf, rootAt } from '../store/tree.ts';
import { witnessPolicy } from '../store/witnesses.ts';

const no = defineRefusals('ledger', {
  'no-such-checkpoint': {
    kind: 'notFound',
    says: (f: { size: number }) => `No checkpoint of ${f.size} entries was signed.`,
    remedy: 'Take a size out of the list of checkpoints.',
  },
  'no-checkpoint-yet': {
    kind: 'notFound',
    says: () => 'No checkpoint was signed yet.',
    remedy: 'One is signed within two seconds of an act, where a server holds the ledger key (operator guide).',
  },
  'no-such-entry': {
    kind: 'notFound',
    says: () => 'There is no such entry, or not for you.',
    remedy: 'Take the id of an entry out of the audit trail.',
  },
  'not-under-checkpoint': {
    kind: 'conflict',
    says: (f: { size: number; seq: number | null }) =>
      f.seq === null
        ? 'The entry is not sealed yet.'
        : `The checkpoint covers the entries up to ${f.size}; this one is number ${f.seq}.`,
    remedy: 'Ask again in two seconds, or with the size of a newer checkpoint.',
  },
  'not-that-far': {
    kind: 'rule',
    says: (f: { from: number; to: number; signed: number }) =>
      `From ${f.from} to ${f.to} nothing can be proven: the older size comes first, and ${f.signed} entries are signed.`,
    remedy:
      'Give sizes that are signed, the older first. Is yours larger than what is signed, this log is not the one that you saw.',
  },
});

const base64 = (hash: Uint8Array): string => Buffer.from(hash).toString('base64');

const originOf = (note: string): string => {
  const read = readCheckpoint(note.slice(0, note.indexOf('\n\n') + 1));
  return 'unreadable' in read ? '' : read.origin;
};

const presentCheckpoint = (
  row: WitnessedCheckpoint,
  stamps: readonly ShownStamp[],
  { quorum, witnesses }: Pick<WitnessPolicy, 'quorum' | 'witnesses'>,
): contract.CheckpointShown => {
  const named = new Set(witnesses.map(({ vkey }) => vkey));
  const cosignatures = row.cosignatures.filter(({ key }) => named.has(witnessVkeyOf(key)));
  return {
    size: row.size,
    root: base64(row.root),
    origin: originOf(row.note),
    signedAt: row.signedAt.toISOString(),
    key: { id: parseVkey(row.vkey)?.id ?? '', vkey: row.vkey },
    note: row.noteWithCosignatures,
    cosignatures: cosignatures.map(({ key, at }) => ({ name: key.name, id: key.id, at: at.toISOString() })),
    stamps: stamps.map(({ name, at }) => ({ authority: name, at: at.toISOString() })),
    witnessed: quorum === 0 ? null : cosignatures.length >= quorum,
  };
};

const presentAll = async ({ app }: Call, rows: readonly CheckpointRow[]): Promise<contract.CheckpointShown[]> => {
  const { db } = app.database;
  const policy = await witnessPolicy(db);
  const stamps = await genuineStamps(
    db,
    rows.map(({ size }) => size),
    app.clock.now(),
  );
  const proven = Map.groupBy(
    stamps.filter(({ standing }) => standing === 'proven'),
    ({ size }) => size,
  );
  return (await withCosignatures(db, rows)).map((row) => presentCheckpoint(row, proven.get(row.size) ?? [], policy));
};

async function presentOne(call: Call, row: CheckpointRow): Promise<contract.CheckpointShown> {
  const [shown] = await presentAll(call, [row]);
  if (shown === undefined) throw new Error('one row gives one checkpoint');
  return shown;
}

/** The checkpoint of a size, or the newest. */
export async function checkpointFor(call: Call, size: number | undefined): Promise<Outcome<CheckpointRow>> {
  const row = await (size === undefined ? newestCheckpoint(call.app.database.db) : checkpointOf(call.app.database.db, size));
  if (row !== null) return done(row);
  return refuse(size === undefined ? no['no-checkpoint-yet']({}) : no['no-such-checkpoint']({ size }));
}

/** Between which proven stamps an entry lies. */
async function existed({ app }: Call, seq: number) {
  const { db } = app.database;
  const sizes = await stampedSizesAround(db, [seq], Number.MAX_SAFE_INTEGER);
  const proven = (await genuineStamps(db, sizes, app.clock.now())).filter(({ standing }) => standing === 'proven');
  const { after, before } = boundsOf(seq, proven);
  const shown = (one: ShownStamp | null) =>
    one === null ? null : { size: one.size, authority: one.name, at: one.at.toISOString() };
  return { after: shown(after), before: shown(before) };
}

async function* oneText(text: string): AsyncGenerator<string> {
  yield text;
}

const numberIn = (cursor: string | undefined): number =>
  cursor !== undefined && /^\d{1,15}$/.test(cursor) ? Number(cursor) : Number.MAX_SAFE_INTEGER;

export const checkpointRoutes: readonly Route[] = [
  route(contract.listCheckpoints, async ({ call, query }) => {
    const rows = await checkpointsBelow(call.app.database.db, numberIn(query.cursor), query.limit);
    const nextCursor = rows.length === query.limit ? String(rows.at(-1)?.size ?? '') : null;
    return done({ body: { items: await presentAll(call, rows), nextCursor } });
  }),
  route(contract.showCheckpoint, async ({ call, params }) => {
    const found = await checkpointFor(call, params.size);
    return found.ok ? done({ body: await presentOne(call, found.value) }) : found;
  }),
  route(contract.newestNote, async ({ call }) => {
    const found = await checkpointFor(call, undefined);
    if (!found.ok) return found;
    const { note, size } = await presentOne(call, found.value);
    const stream = { contentType: 'text/plain; charset=utf-8', fileName: `checkpoint-${size}.txt`, lines: oneText(note) };
    return done({ body: '', stream });
  }),
  route(contract.entryProof, async ({ call, params, query }) => {
    const { db } = call.app.database;
    const entry = await placedEntry(db, params.id, call.app.ports.authority.reach(call.actor, 'ledger.read'));
    if (entry === null) return refuse(no['no-such-entry']({}));
    const found = await checkpointFor(call, query.size);
    if (!found.ok) return found;
    const { size } = found.value;
    if (entry.seq === null || entry.seq > size) return refuse(no['not-under-checkpoint']({ size, seq: entry.seq }));
    const index = entry.seq - 1;
    const hashes = await proofOf(db, inclusionParts(index, size));
    return done({
      body: {
        entryId: params.id,
        seq: entry.seq,
        index,
        leaf: base64(entry.hash),
        hashes: hashes.map(base64),
        checkpoint: await presentOne(call, found.value),
        existed: await existed(call, entry.seq),
      },
    });
  }),
  route(contract.consistencyProof, async ({ call, query }) => {
    const { db } = call.app.database;
    const newest = await checkpointFor(call, undefined);
    if (!newest.ok) return newest;
    const { from, to = newest.value.size } = query;
    if (from > to || to > newest.value.size) return refuse(no['not-that-far']({ from, to, signed: newest.value.size }));
    const hashes = await proofOf(db, consistencyParts(from, to));
    const [fromRoot, toRoot] = [await rootAt(db, from), await rootAt(db, to)];
    return done({ body: { from, to, fromRoot: base64(fromRoot), toRoot: base64(toRoot), hashes: hashes.map(base64) } });
  }),
  route(contract.listKeys, async ({ call }) => {
    const keys = await signingKeys(call.app.database.db);
    const items = keys.map((key, at) => ({
      id: parseVkey(key.vkey)?.id ?? '',
      vkey: key.vkey,
      afterSize: key.afterSize,
      untilSize: keys[at + 1]?.afterSize ?? null,
      introducedAt: key.introducedAt.toISOString(),
      endorsement: key.endorsement,
    }));
    return done({ body: { items } });
  }),
];
