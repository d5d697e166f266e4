import type { X509Certificate } from 'node:crypto';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { ExportedStamp } from '../core/export-file.ts';
import { consistencyParts } from '../core/proofs.ts';
import { certificatesIn } from '../core/stamp-policy.ts';
import { judgeStamps, type Relying, type StampedCheckpoint, type StampPoint } from '../core/stamped.ts';
import { certificatesEver, type StoredStamp, stampedSizesAbove, stampsUnder } from '../store/time-stamps.ts';
import { proofsOf } from '../store/tree.ts';

/** On whom this log relies: all authorities that it ever named. */
export async function relyingOn(db: Db | Tx, now: Date): Promise<Relying> {
  const anchors: X509Certificate[] = [];
  for (const text of await certificatesEver(db)) {
    const read = certificatesIn(text);
    if (!('unreadable' in read)) anchors.push(...read);
  }
  return { anchors, now };
}

/** `name`: of the authority in the policy. */
export type ShownStamp = StampPoint & { readonly name: string; readonly tokens: readonly Buffer[] };

/** Genuine stamps of checkpoints, each verified anew: what stands in the database is believed as little as what came over the wire. */
export async function genuineStamps(db: Db | Tx, sizes: readonly number[], now: Date): Promise<readonly ShownStamp[]> {
  const stored: readonly StoredStamp[] = await stampsUnder(db, sizes);
  if (stored.length === 0) return [];
  const relying = await relyingOn(db, now);
  return stored.flatMap((one) => {
    const point = judgeStamps(one, relying);
    return 'forged' in point ? [] : [{ ...point, name: one.authority, tokens: one.tokens }];
  });
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** As a file carries it. */
export const stampLine = ({ size, note, tokens }: StampedCheckpoint): ExportedStamp => ({
  size,
  note,
  tokens: tokens.map(base64),
});

const stampsAtOnce = 200;

/** All of a whole ledger, page by page. */
export async function* allStamps(db: Db, until: number): AsyncGenerator<readonly StoredStamp[]> {
  for (let above = 0; ; ) {
    const sizes = await stampedSizesAbove(db, above, stampsAtOnce);
    const within = sizes.filter((size) => size <= until);
    if (within.length > 0) yield await stampsUnder(db, within);
    if (within.length < stampsAtOnce) return;
    above = within.at(-1) ?? until;
  }
}

/** Those of some sizes, each with the proof that its log is the beginning of the one under a checkpoint. */
export async function provenStamps(db: Db, sizes: readonly number[], under: number): Promise<readonly ExportedStamp[]> {
  const stamps = await stampsUnder(db, sizes);
  const proofs = await proofsOf(
    db,
    stamps.map(({ size }) => consistencyParts(size, under)),
  );
  return stamps.map((one, at) => ({ ...stampLine(one), proof: (proofs[at] ?? []).map(base64) }));
}
