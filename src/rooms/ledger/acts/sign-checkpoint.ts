import type { Tx } from '../../../foundation/database/database.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { transact } from '../../../foundation/transact.ts';
import { openCheckpoint, signCheckpoint } from '../core/checkpoint.ts';
import { endorse } from '../core/endorsement.ts';
import { mayNotSign, type SignedBefore } from '../core/may-sign.ts';
import { consistencyParts } from '../core/proofs.ts';
import { type NoteSigner, vkeyOf } from '../core/signed-note.ts';
import type { AlarmKind } from '../store/alarms.ts';
import {
  insertCheckpoint,
  insertKey,
  lockSigning,
  nameLog,
  newestCheckpoint,
  signingKeys,
  signingState,
} from '../store/checkpoints.ts';
import { readMemory, readSigner, writeMemory } from '../store/signing-key-file.ts';
import { NodeGone, proofOf, rootAt } from '../store/tree.ts';
import { endAlarmsOf, raiseAlarm, systemCall } from './raise-alarm.ts';

const job = 'ledger.sign';

export type Signing =
  /** A checkpoint of this size was signed now. */
  | { readonly outcome: 'signed'; readonly size: number }
  /** Nothing grew, the last one is younger than a second, or the tree still takes up older entries. */
  | { readonly outcome: 'nothing-to-sign' }
  /** This process seals and does not sign. */
  | { readonly outcome: 'no-key' }
  /** Signing would contradict what was signed before; an alarm is raised. */
  | { readonly outcome: 'refused'; readonly why: string };

/** At most one a second. A clock that stepped back does not stop signing. */
const soonest = 900;

/**
 * Signs a checkpoint over the whole kept tree, when it grew. The tree must hold the last one that was signed, by the database and by the signer's own memory
 * beside the key, unchanged at its beginning; otherwise nothing is signed and an alarm is raised (TE-2).
 */
export async function signNewest(app: Services): Promise<Signing> {
  const keyFile = app.settings.signing?.keyFile ?? null;
  if (keyFile === null) return { outcome: 'no-key' };
  const state = await signingState(app.database.db);
  const age = state.signedAt === null ? Number.POSITIVE_INFINITY : app.clock.now().getTime() - state.signedAt.getTime();
  if (state.treeSize === state.signedSize || state.treeSize < state.lastSeq || (age >= 0 && age < soonest))
    return { outcome: 'nothing-to-sign' };
  const signing = await signUnderLock(app, keyFile);
  if (signing.outcome === 'refused') await raiseAlarm(app, job, signing.kind, signing.why);
  if (signing.outcome === 'signed') await endAlarmsOf(app, job, ['fork', 'key']);
  return signing;
}

type Refused = { readonly outcome: 'refused'; readonly kind: AlarmKind; readonly why: string };

const refusedBecause = (kind: AlarmKind, why: string): Refused => ({ outcome: 'refused', kind, why });

async function signUnderLock(app: Services, keyFile: string): Promise<Exclude<Signing, { outcome: 'refused' }> | Refused> {
  let signing: Exclude<Signing, { outcome: 'refused' }> | Refused = { outcome: 'nothing-to-sign' };
  await transact(systemCall(app, job), async (work) => {
    await lockSigning(work.tx);
    const origin = await nameLog(work.tx, app.settings.signing?.name ?? 'interlock');
    const signer = readSigner(keyFile, origin);
    const { treeSize, lastSeq } = await signingState(work.tx);
    if (treeSize < lastSeq) return done(null);
    const judged = await judge(work.tx, treeSize, signer, readMemory(keyFile));
    if ('outcome' in judged) {
      signing = judged;
      return done(null);
    }
    const key = await takeKey(app, work.tx, signer, work.now);
    if ('outcome' in key) {
      signing = key;
      return done(null);
    }
    if (key.isNew) {
      work.say({
        act: 'ledger.key-introduced',
        subject: { kind: 'ledger-key', id: uuidv7(work.now.getTime()), key: signer.key.id, unitIds: [] },
        version: 1,
        before: null,
        after: { vkey: vkeyOf(signer.key), endorsed: key.endorsed },
      });
    }
    const note = signCheckpoint({ origin, size: treeSize, root: judged.root }, signer);
    // Remembered before it is told to anybody: a crash between leaves a memory that the tree still fits.
    if (!writeMemory(keyFile, note)) app.log.warn({ keyFile }, 'the signer cannot keep its memory beside the key');
    await insertCheckpoint(work.tx, { size: treeSize, root: judged.root, note, keyPlace: key.place, now: work.now });
    signing = { outcome: 'signed', size: treeSize };
    return done(null);
  });
  return signing;
}

/** The root to be signed, or why it may not be. */
async function judge(
  tx: Tx,
  size: number,
  signer: NoteSigner,
  memory: string | null,
): Promise<{ readonly root: Buffer } | Refused | { readonly outcome: 'nothing-to-sign' }> {
  const newest = await newestCheckpoint(tx);
  if (newest?.size === size) return { outcome: 'nothing-to-sign' };
  const remembered = memory === null ? null : openCheckpoint(memory, [signer.key]);
  if (remembered !== null && 'unreadable' in remembered)
    return refusedBecause('key', `the memory of the signer beside the key cannot be read: ${remembered.unreadable}`);
  try {
    const root = await rootAt(tx, size);
    const before: SignedBefore[] = [];
    if (newest !== null) before.push({ where: 'the database', ...newest, proof: await proofFrom(tx, newest.size, size) });
    if (remembered !== null)
      before.push({ where: 'the memory of the signer', ...remembered, proof: await proofFrom(tx, remembered.size, size) });
    const why = mayNotSign({ size, root }, before);
    return why === null ? { root } : refusedBecause('fork', why);
  } catch (error) {
    if (error instanceof NodeGone) return refusedBecause('damage', error.message);
    throw error;
  }
}

const proofFrom = async (tx: Tx, from: number, to: number): Promise<readonly Buffer[] | null> =>
  from > to ? null : proofOf(tx, consistencyParts(from, to));

type KeyTaken = { readonly place: number; readonly isNew: boolean; readonly endorsed: boolean };

/** The place of this key among those of the log. A new one is written down, with the word of the one before it where that is at hand; a replaced one signs no more. */
async function takeKey(app: Services, tx: Tx, signer: NoteSigner, now: Date): Promise<KeyTaken | Refused> {
  const keys = await signingKeys(tx);
  const vkey = vkeyOf(signer.key);
  const newest = keys.at(-1);
  if (newest?.vkey === vkey) return { place: newest.place, isNew: false, endorsed: newest.endorsement !== null };
  if (keys.some((key) => key.vkey === vkey))
    return refusedBecause('key', `the key ${signer.key.id} of this process was replaced by another and signs no more`);
  const afterSize = (await newestCheckpoint(tx))?.size ?? 0;
  const previousFile = app.settings.signing?.previousKeyFile ?? null;
  const previous = newest === undefined || previousFile === null ? null : readSigner(previousFile, signer.key.name);
  const endorsement =
    previous !== null && newest !== undefined && vkeyOf(previous.key) === newest.vkey
      ? endorse({ vkey, afterSize }, previous)
      : null;
  const place = keys.length + 1;
  await insertKey(tx, { place, vkey, afterSize, introducedAt: now, endorsement });
  return { place, isNew: true, endorsed: endorsement !== null };
}
