import type { Services } from '../../../foundation/services.ts';
import { type SealedCopy, signSeal } from '../core/copy-seal.ts';
import { vkeyOf } from '../core/signed-note.ts';
import { signingKeys, signingState } from '../store/checkpoints.ts';
import { readSigner } from '../store/signing-key-file.ts';

export type CopySealer = {
  /** Signs what is known of a file once it is written. Every seal for one print has the same length. */
  readonly seal: (copy: Omit<SealedCopy, 'origin'>) => string;
};

/**
 * Seals files for people with the key of the log (MHRA 6.14).
 * @returns null where this process holds no key, or its key has not signed a checkpoint yet: nobody could hold the seal against anything.
 */
export async function copySealer({ settings, database }: Pick<Services, 'settings' | 'database'>): Promise<CopySealer | null> {
  const keyFile = settings.signing?.keyFile ?? null;
  if (keyFile === null) return null;
  const { origin } = await signingState(database.db);
  if (origin === null) return null;
  const signer = readSigner(keyFile, origin);
  const newest = (await signingKeys(database.db)).at(-1)?.vkey;
  return newest === vkeyOf(signer.key) ? { seal: (copy) => signSeal({ origin, ...copy }, signer) } : null;
}
