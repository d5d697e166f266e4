import { existsSync, readFileSync, statSync } from 'node:fs';
import { writeDurably } from '../../../foundation/database/embedded/durable-files.ts';
import { type NoteSigner, signerOf } from '../core/signed-note.ts';

/** The private key, read when it is used: a key that was exchanged signs from the next checkpoint on. */
export function readSigner(file: string, origin: string): NoteSigner {
  const others = process.platform === 'win32' ? 0 : statSync(file).mode & 0o077;
  if (others !== 0) throw new Error(`the ledger key ${file} is readable by others: give it mode 0600`);
  return signerOf(origin, readFileSync(file, 'utf8'));
}

const memoryOf = (keyFile: string): string => `${keyFile}.last-checkpoint`;

/**
 * The newest checkpoint that this key signed, kept beside the key and outside of the database: a database that was set back cannot make the key sign another
 * tree than it did.
 */
export function readMemory(keyFile: string): string | null {
  const file = memoryOf(keyFile);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** @returns false where the folder of the key cannot be written (a mounted secret): the signer then remembers in the database alone. */
export function writeMemory(keyFile: string, note: string): boolean {
  try {
    writeDurably(memoryOf(keyFile), note, 0o600);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['EROFS', 'EACCES', 'EPERM'].includes(String(error.code))) return false;
    throw error;
  }
}
