import type { Db } from '../../../foundation/database/database.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import type { Services } from '../../../foundation/services.ts';
import { parseWitnessKey, readCosignatures } from '../core/cosignature.ts';
import { consistencyParts } from '../core/proofs.ts';
import { writeAddCheckpoint } from '../core/witness.ts';
import type { NamedWitness } from '../core/witness-policy.ts';
import { type CheckpointRow, newestCheckpoint } from '../store/checkpoints.ts';
import { proofOf } from '../store/tree.ts';
import {
  insertCosignature,
  newestOfEach,
  saveWitnessState,
  type WitnessState,
  witnessPolicy,
  witnessStates,
} from '../store/witnesses.ts';
import { endAlarmsOf, raiseAlarm } from './raise-alarm.ts';

const job = 'ledger.ask-witnesses';
const patience = 10_000;
/** A witness that failed or refused is asked again after this. */
const againAfter = 30_000;
const longestAnswer = 20_000;

type Answer =
  | { readonly is: 'cosigned'; readonly line: string; readonly at: Date }
  /** The witness cosigned another size last. */
  | { readonly is: 'elsewhere'; readonly size: number }
  /** The witness found a contradiction. */
  | { readonly is: 'refused' | 'failed'; readonly says: string };

const sizeIn = (text: string): number | null => (/^(0|[1-9]\d{0,14})\n$/.test(text) ? Number(text) : null);
const shortly = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 200);

async function textOf(response: Response): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longestAnswer) throw new Error('the answer is too long');
  }
  return text;
}

/** What a body of the protocol asks for, from the size that the witness saw last. @throws NodeGone where the tree has lost a node */
export async function requestFrom(db: Db, old: number, checkpoint: CheckpointRow): Promise<string> {
  const proof = old === 0 || old >= checkpoint.size ? [] : await proofOf(db, consistencyParts(old, checkpoint.size));
  return writeAddCheckpoint({ old, proof, note: checkpoint.note });
}

async function send({ vkey, url }: NamedWitness, checkpoint: CheckpointRow, old: number, body: string): Promise<Answer> {
  const key = parseWitnessKey(vkey);
  if (key === null || url === null) return { is: 'failed', says: 'it has no address or no readable key' };
  let status: number;
  let text: string;
  try {
    const response = await fetch(`${url.replace(/\/$/, '')}/add-checkpoint`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    });
    status = response.status;
    text = await textOf(response);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
    return {
      is: 'failed',
      says: shortly(`it does not answer: ${error instanceof Error ? error.message : String(error)} ${cause}`),
    };
  }
  if (status === 409) {
    const size = sizeIn(text);
    if (size === null) return { is: 'failed', says: 'it answered 409 without a size' };
    if (size === old) return { is: 'refused', says: `it cosigned another tree of ${size} entries` };
    return { is: 'elsewhere', size };
  }
  if (status === 422)
    return { is: 'refused', says: `the log does not contain what it cosigned at ${old} entries: ${shortly(text)}` };
  if (status === 404) return { is: 'failed', says: 'it does not know this log: whoever runs it has to trust the key of the log' };
  if (status === 403) return { is: 'failed', says: 'it trusts no key that signed this checkpoint' };
  if (status !== 200) return { is: 'failed', says: `it answered ${status}: ${shortly(text)}` };
  const read = readCosignatures(checkpoint.note + text, [key]);
  if ('unreadable' in read) return { is: 'failed', says: `its answer cannot be read: ${read.unreadable}` };
  const [cosignature] = read.genuine;
  if (cosignature === undefined) return { is: 'failed', says: 'its answer holds no genuine cosignature by its key' };
  return { is: 'cosigned', line: cosignature.line, at: cosignature.at };
}

/** Sends the newest checkpoint; where the witness stands elsewhere, once more from there. Nothing of this happens within a transaction. */
async function askOne(app: Services, witness: NamedWitness, checkpoint: CheckpointRow, seen: number): Promise<WitnessState> {
  const { db } = app.database;
  const state = (seenSize: number, fault: string | null, refused: boolean): WitnessState => ({
    vkey: witness.vkey,
    seenSize,
    triedAt: app.clock.now(),
    fault,
    refused,
  });
  let from = Math.min(seen, checkpoint.size);
  for (let turn = 0; turn < 2; turn++) {
    const answer = await send(witness, checkpoint, from, await requestFrom(db, from, checkpoint));
    if (answer.is === 'cosigned') {
      const { size } = checkpoint;
      const made = { size, vkey: witness.vkey, line: answer.line, cosignedAt: answer.at };
      await insertCosignature(db, { ...made, id: uuidv7(app.clock.now().getTime()), receivedAt: app.clock.now() });
      return state(size, null, false);
    }
    if (answer.is !== 'elsewhere') return state(from, answer.says, answer.is === 'refused');
    if (answer.size > checkpoint.size)
      return state(
        seen,
        `it cosigned ${answer.size} entries, and the log ends at ${checkpoint.size}: newer ones are gone, or an older copy was restored`,
        true,
      );
    from = answer.size;
  }
  return state(from, 'it changed its mind about what it saw last: two processes may be asking it', false);
}

const nameOf = (vkey: string): string => parseWitnessKey(vkey)?.name ?? vkey;

/**
 * Hands the newest checkpoint to every witness with an address that has not cosigned it. A witness that finds a contradiction raises an alarm, which ends when all of them
 * cosign again (TE-3). Cosignatures are no entries: each would need a checkpoint of its own.
 */
export async function askWitnesses(app: Services): Promise<void> {
  const { db } = app.database;
  const { witnesses } = await witnessPolicy(db);
  const checkpoint = await newestCheckpoint(db);
  if (checkpoint === null) return;
  const [states, newest, now] = [await witnessStates(db), await newestOfEach(db), app.clock.now()];
  const due = witnesses.filter(({ vkey, url }) => {
    const state = states.get(vkey);
    // Where the witness saw more than there is now, it is asked although it cosigned this one when it was the newest.
    const upToDate = newest.get(vkey)?.size === checkpoint.size && (state?.seenSize ?? 0) <= checkpoint.size;
    if (url === null || upToDate) return false;
    const age = state === undefined ? againAfter : Math.abs(now.getTime() - state.triedAt.getTime());
    return state?.fault === null || age >= againAfter;
  });
  const asked = await Promise.all(
    due.map(({ vkey, url }) => askOne(app, { vkey, url }, checkpoint, states.get(vkey)?.seenSize ?? newest.get(vkey)?.size ?? 0)),
  );
  for (const state of asked) await saveWitnessState(db, state);
  const after = new Map([...states, ...asked.map((state) => [state.vkey, state] as const)]);
  const refusing = witnesses.map(({ vkey }) => after.get(vkey)).find((state) => state?.refused === true);
  if (refusing !== undefined)
    await raiseAlarm(app, job, 'witness', `the witness ${nameOf(refusing.vkey)} refuses to cosign: ${refusing.fault ?? ''}`);
  else await endAlarmsOf(app, job, ['witness']);
}
