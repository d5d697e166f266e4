import { type PublishedKey, readKeyChain } from './endorsement.ts';
import { type NoteKey, vkeyOf } from './signed-note.ts';

export type TrustedKeys = {
  /** Keys whose signatures count. */
  readonly keys: readonly NoteKey[];
  /** Why none can be relied on. */
  readonly fault: string | null;
};

/**
 * Which keys of a file count. Given keys that the reader knows from elsewhere, only those, and what follows from them by endorsement; given none, all that the file
 * brings: then the file vouches for itself, and the reader compares the ids.
 */
export function trustedKeys(published: readonly PublishedKey[], given: readonly NoteKey[]): TrustedKeys {
  const chain = readKeyChain(published);
  if (chain.fault !== null) return { keys: [], fault: chain.fault };
  if (given.length === 0) return { keys: chain.keys, fault: null };
  const known = new Set(given.map(vkeyOf));
  const keys: NoteKey[] = [];
  let before = false;
  for (const [at, key] of chain.keys.entries()) {
    before = known.has(vkeyOf(key)) || (before && published[at]?.endorsement !== null);
    if (before) keys.push(key);
  }
  const fault = published.length > 0 && keys.length === 0 ? 'none of the keys in the file is one that you gave' : null;
  return { keys: fault === null && published.length === 0 ? given : keys, fault };
}
