import type { Db, Tx } from '../../../foundation/database/database.ts';
import { type Cosignature, parseWitnessKey, readCosignatures, witnessVkeyOf } from '../core/cosignature.ts';
import type { NoteKey } from '../core/signed-note.ts';
import type { WitnessPolicy } from '../core/witness-policy.ts';
import { type Witnessed, type Witnessing, witnessedIn } from '../core/witnessing.ts';
import { type CheckpointRow, checkpointOf, checkpointsAbove, signingState } from '../store/checkpoints.ts';
import { cosignaturesUnder, sizesWithQuorum } from '../store/witnesses.ts';

export type WitnessedCheckpoint = CheckpointRow & {
  /** The note with the cosignatures under it. */
  readonly noteWithCosignatures: string;
  /** Genuine ones, verified anew. */
  readonly cosignatures: readonly Cosignature[];
};

/** Puts stored cosignatures under checkpoints. Each is verified anew: what stands in the database is believed as little as what came over the wire. */
export async function withCosignatures(db: Db | Tx, rows: readonly CheckpointRow[]): Promise<readonly WitnessedCheckpoint[]> {
  const stored = Map.groupBy(
    await cosignaturesUnder(
      db,
      rows.map(({ size }) => size),
    ),
    ({ size }) => size,
  );
  return rows.map((row) => {
    const under = stored.get(row.size) ?? [];
    const keys = under.flatMap(({ vkey }) => parseWitnessKey(vkey) ?? []);
    const read = readCosignatures(row.note + under.map(({ line }) => line).join(''), keys);
    const cosignatures = 'unreadable' in read ? [] : read.genuine;
    return { ...row, cosignatures, noteWithCosignatures: row.note + cosignatures.map(({ line }) => line).join('') };
  });
}

export const witnessKeysOf = ({ witnesses }: Pick<WitnessPolicy, 'witnesses'>): readonly NoteKey[] =>
  witnesses.flatMap(({ vkey }) => parseWitnessKey(vkey) ?? []);

const atOnce = 20;

/** The greatest checkpoint that a quorum of witnesses cosigned genuinely; null for none. */
export async function newestWitnessed(db: Db | Tx, witnessing: Witnessing): Promise<WitnessedCheckpoint | null> {
  const vkeys = witnessing.keys.map(witnessVkeyOf);
  for (let below = Number.MAX_SAFE_INTEGER; ; ) {
    const sizes = await sizesWithQuorum(db, { vkeys, quorum: witnessing.quorum, below }, atOnce);
    for (const size of sizes) {
      const row = await checkpointOf(db, size);
      const [one] = row === null ? [] : await withCosignatures(db, [row]);
      if (one !== undefined && witnessedIn([{ size, note: one.noteWithCosignatures }], witnessing).witnessed.size !== null)
        return one;
    }
    below = sizes.at(-1) ?? 0;
    if (sizes.length < atOnce) return null;
  }
}

/** How far the witnesses of a reader cosigned, over the database. */
export async function witnessedOver(db: Db, witnessing: Witnessing): Promise<Witnessed> {
  const newest = await newestWitnessed(db, witnessing);
  if (newest === null) return { quorum: witnessing.quorum, size: null, by: [] };
  return witnessedIn([{ size: newest.size, note: newest.noteWithCosignatures }], witnessing).witnessed;
}

/** How far the log is signed and witnessed, and since when the oldest checkpoint waits that is not. */
export async function witnessedSince(
  db: Db,
  policy: Pick<WitnessPolicy, 'quorum' | 'witnesses'>,
): Promise<{ readonly signedSize: number; readonly witnessedSize: number; readonly since: Date | null }> {
  const met = policy.quorum === 0 ? null : await newestWitnessed(db, { keys: witnessKeysOf(policy), quorum: policy.quorum });
  const witnessedSize = met?.size ?? 0;
  const [waiting] = await checkpointsAbove(db, witnessedSize, 1);
  const { signedSize } = await signingState(db);
  return { signedSize, witnessedSize, since: waiting?.signedAt ?? null };
}
