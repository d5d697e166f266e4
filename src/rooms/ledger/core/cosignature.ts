import { sign } from 'node:crypto';
import {
  isGenuine,
  keyKinds,
  type NoteKey,
  type NoteSigner,
  parseVkeyOfKind,
  readNote,
  signerOf,
  vkeyOfKind,
} from './signed-note.ts';

// C2SP tlog-cosignature v1.0, Ed25519: a witness says that of this log it saw this tree last, at this time. https://c2sp.org/tlog-cosignature

/** @param text a verifier key of a witness (kind 0x04). */
export const parseWitnessKey = (text: string): NoteKey | null => parseVkeyOfKind(keyKinds.witness, text);
export const witnessVkeyOf = (key: NoteKey): string => vkeyOfKind(keyKinds.witness, key);
export const witnessSignerOf = (name: string, pem: string): NoteSigner => signerOf(name, pem, keyKinds.witness);

/** A cosignature by a key that is known, found genuine. */
export type Cosignature = {
  readonly key: NoteKey;
  /** By the clock of the witness, to the second. */
  readonly at: Date;
  /** As it stands in a note, with its newline. */
  readonly line: string;
};

export type CosignaturesRead = {
  /** One a key. */
  readonly genuine: readonly Cosignature[];
  /** Keys in whose name something stands there that they did not sign. */
  readonly forged: readonly NoteKey[];
};

const messageOf = (seconds: bigint, text: string): string => `cosignature/v1\ntime ${seconds}\n${text}`;
const timeBytes = 8;
const ed25519Bytes = 64;
/** The last second that a Date can hold. */
const latest = 8_640_000_000_000n;

const lineOf = (key: NoteKey, signature: Uint8Array): string =>
  `— ${key.name} ${Buffer.concat([Buffer.from(key.id, 'hex'), signature]).toString('base64')}\n`;

/** @param text of a checkpoint, without signatures. @returns the line that goes under it */
export function cosign(text: string, { key, privateKey }: NoteSigner, at: Date): string {
  const seconds = BigInt(Math.floor(at.getTime() / 1000));
  const time = Buffer.alloc(timeBytes);
  time.writeBigUInt64BE(seconds);
  return lineOf(key, Buffer.concat([time, sign(null, Buffer.from(messageOf(seconds, text)), privateKey)]));
}

function read(text: string, key: NoteKey, bytes: Uint8Array): Cosignature | null {
  if (bytes.length !== timeBytes + ed25519Bytes) return null;
  const seconds = Buffer.from(bytes).readBigUInt64BE(0);
  if (seconds > latest || !isGenuine(messageOf(seconds, text), key, bytes.subarray(timeBytes))) return null;
  return { key, at: new Date(Number(seconds) * 1000), line: lineOf(key, bytes) };
}

/** Of a checkpoint with its signature lines, what stands there in the name of these witnesses. Other lines are passed over. */
export function readCosignatures(
  note: string,
  keys: readonly NoteKey[],
): (CosignaturesRead & { readonly text: string }) | { readonly unreadable: string } {
  const opened = readNote(note);
  if ('unreadable' in opened) return opened;
  const genuine: Cosignature[] = [];
  const forged: NoteKey[] = [];
  for (const { name, id, signature } of opened.signatures) {
    const key = keys.find((one) => one.name === name && one.id === id);
    if (key === undefined) continue;
    const cosignature = read(opened.text, key, signature);
    if (cosignature === null) forged.push(key);
    else if (!genuine.some((one) => one.key.id === id && one.key.name === name)) genuine.push(cosignature);
  }
  return { text: opened.text, genuine, forged };
}
