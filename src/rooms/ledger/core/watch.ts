import type { SignedCheckpoint } from './checkpoint.ts';
import { consistencyFault } from './verify-proof.ts';

/**
 * What a watcher says of a checkpoint it is shown, given the last one it kept.
 * @param proof consistency proof between the two, needed where the new one is larger.
 * @returns null when the new one continues the old one; else the difference.
 */
export function watchFault(kept: SignedCheckpoint | null, shown: SignedCheckpoint, proof: readonly Uint8Array[]): string | null {
  if (kept === null) return null;
  if (shown.origin !== kept.origin) return `it is of ${shown.origin}; what is kept is of ${kept.origin}`;
  if (shown.size < kept.size)
    return `it covers ${shown.size} entries, and one of ${kept.size} is kept: the log was set back or cut`;
  const fault = consistencyFault({ from: kept.size, to: shown.size, fromRoot: kept.root, toRoot: shown.root, proof });
  return fault === null ? null : `it does not contain the ${kept.size} entries of the one that is kept: ${fault}`;
}
