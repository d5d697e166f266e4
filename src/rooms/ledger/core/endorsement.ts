import { type NoteKey, type NoteSigner, openNote, parseVkey, signNote } from './signed-note.ts';

/** A public key of the log as it is published. */
export type PublishedKey = {
  readonly vkey: string;
  /** It signs checkpoints of greater size than this. */
  readonly afterSize: number;
  /** A note of the key before it; null for the first, and where the key before was lost. */
  readonly endorsement: string | null;
};

const title = 'interlock: the next key of this log';

/** What a key says of the one that follows it: which, and from where on. */
const textOf = (next: Omit<PublishedKey, 'endorsement'>): string => `${title}\n${next.vkey}\n${next.afterSize}\n`;

export const endorse = (next: Omit<PublishedKey, 'endorsement'>, previous: NoteSigner): string =>
  signNote(textOf(next), [previous]);

/**
 * Reads a chain of keys. A key without an endorsement is read (the one before was lost), and told apart; a wrong one is a fault.
 * @returns the keys, those that were introduced on trust alone, and the first fault.
 */
export function readKeyChain(published: readonly PublishedKey[]): {
  readonly keys: readonly NoteKey[];
  readonly unendorsed: readonly NoteKey[];
  readonly fault: string | null;
} {
  const keys: NoteKey[] = [];
  const unendorsed: NoteKey[] = [];
  for (const [at, one] of published.entries()) {
    const key = parseVkey(one.vkey);
    const before = keys.at(-1);
    if (key === null) return { keys, unendorsed, fault: `key ${at + 1} cannot be read` };
    if (before !== undefined && key.name !== before.name)
      return { keys, unendorsed, fault: `key ${at + 1} is of ${key.name}, those before of ${before.name}` };
    if (one.endorsement !== null) {
      const opened = before === undefined ? null : openNote(one.endorsement, [before]);
      if (opened === null || 'unreadable' in opened || opened.text !== textOf(one))
        return {
          keys,
          unendorsed,
          fault: `key ${at + 1} (${key.id}) carries an endorsement that the key before it did not give`,
        };
    } else if (before !== undefined) unendorsed.push(key);
    keys.push(key);
  }
  return { keys, unendorsed, fault: null };
}
