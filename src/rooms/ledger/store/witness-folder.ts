import { createHash, generateKeyPairSync } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { writeDurably } from '../../../foundation/database/embedded/durable-files.ts';
import { withLock } from '../../../foundation/database/embedded/lock.ts';
import { type Checkpoint, openCheckpoint } from '../core/checkpoint.ts';
import { witnessSignerOf } from '../core/cosignature.ts';
import { type NoteKey, type NoteSigner, parseVkey, vkeyOf } from '../core/signed-note.ts';

// What a witness keeps: its name and key, the keys of the logs that it knows, and of each log the last checkpoint that it cosigned.

const configShape = z.strictObject({ name: z.string(), logs: z.array(z.string()) });

const configFile = (folder: string): string => path.join(folder, 'witness.json');
const keyFile = (folder: string): string => path.join(folder, 'witness-key.pem');
/** A log is named by whoever runs it: its name is no name of a file. */
const lastFile = (folder: string, origin: string): string =>
  path.join(folder, `last-${createHash('sha256').update(origin).digest('hex').slice(0, 16)}.txt`);
const refusedFile = (folder: string): string => path.join(folder, 'refused.txt');

export type Witness = { readonly signer: NoteSigner; readonly logs: readonly NoteKey[] };

export const isWitnessFolder = (folder: string): boolean => existsSync(configFile(folder));

/** Makes a folder with a fresh key. Its name stands in every cosignature. */
export function makeWitness(folder: string, name: string): Witness {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const signer = witnessSignerOf(name, pem);
  writeDurably(keyFile(folder), pem, 0o600);
  writeDurably(configFile(folder), `${JSON.stringify({ name, logs: [] }, null, 2)}\n`, 0o644);
  return { signer, logs: [] };
}

/** @throws where a file is not there or is not what a witness wrote. */
export function openWitness(folder: string): Witness {
  const config = configShape.parse(JSON.parse(readFileSync(configFile(folder), 'utf8')));
  const logs = config.logs.map((vkey) => {
    const key = parseVkey(vkey);
    if (key === null) throw new Error(`${configFile(folder)} names ${vkey}, which is no key of a log`);
    return key;
  });
  return { signer: witnessSignerOf(config.name, readFileSync(keyFile(folder), 'utf8')), logs };
}

/** A further key by which checkpoints of its log are taken from now on. */
export function trustLog(folder: string, key: NoteKey): void {
  const { signer, logs } = openWitness(folder);
  const vkeys = [...new Set([...logs, key].map(vkeyOf))];
  writeDurably(configFile(folder), `${JSON.stringify({ name: signer.key.name, logs: vkeys }, null, 2)}\n`, 0o644);
}

/** The last checkpoint of a log that was cosigned. One that does not open any more is no “none”: it is thrown, and nothing is cosigned. */
export function lastCosigned(folder: string, { logs }: Witness, origin: string): (Checkpoint & { readonly note: string }) | null {
  const file = lastFile(folder, origin);
  if (!existsSync(file)) return null;
  const opened = openCheckpoint(readFileSync(file, 'utf8'), logs);
  if ('unreadable' in opened) throw new Error(`${file} holds no checkpoint that this witness cosigned: ${opened.unreadable}`);
  return opened;
}

export const keepCosigned = (folder: string, origin: string, note: string): void =>
  writeDurably(lastFile(folder, origin), note, 0o644);

/** A signed checkpoint that contradicts the last one is evidence: it is kept, with the one that it contradicts. */
export const keepRefused = (folder: string, at: Date, says: string, notes: readonly string[]): void =>
  appendFileSync(refusedFile(folder), `${at.toISOString()} ${says}\n\n${notes.join('\n')}\n`);

/** One request at a time, whichever process takes it: what was cosigned last is read, judged and written as one. */
export const alone = <T>(folder: string, work: () => T): Promise<T> =>
  withLock(path.join(folder, 'lock'), async () => work(), 20_000);
