import { hashBytes } from './merkle.ts';
import { type NoteKey, type NoteSigner, openNote, signNote, strictBase64 } from './signed-note.ts';

// C2SP tlog-checkpoint v1.0: origin, size and root of a log in a signed note. https://c2sp.org/tlog-checkpoint

export type Checkpoint = {
  /** The log, one word for all time. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
};

export type SignedCheckpoint = Checkpoint & { readonly note: string; readonly key: NoteKey };

export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;

/** Signs with the key whose name is the origin. */
export const signCheckpoint = (checkpoint: Checkpoint, signer: NoteSigner): string =>
  signNote(checkpointText(checkpoint), [signer]);

/** Reads the text of a checkpoint. We write no extension lines: nobody could check them; of others they are refused all the same. */
export function readCheckpoint(text: string): Checkpoint | { readonly unreadable: string } {
  const [origin = '', sizeText = '', rootText = '', end, ...more] = text.split('\n');
  if (origin === '' || end !== '' || more.length > 0) return { unreadable: 'a checkpoint has three lines: origin, size, root' };
  const size = /^(0|[1-9]\d{0,15})$/.test(sizeText) ? Number(sizeText) : Number.NaN;
  if (!Number.isSafeInteger(size)) return { unreadable: `“${sizeText}” is no size` };
  const root = strictBase64(rootText);
  if (root === null || root.length !== hashBytes) return { unreadable: 'the root is no hash' };
  return { origin, size, root };
}

/**
 * Opens a signed checkpoint by keys that are trusted. The key is named as the log is: a key of another log signs nothing here.
 * @returns the checkpoint, or why it cannot be relied on.
 */
export function openCheckpoint(note: string, keys: readonly NoteKey[]): SignedCheckpoint | { readonly unreadable: string } {
  const opened = openNote(note, keys);
  if ('unreadable' in opened) return opened;
  const checkpoint = readCheckpoint(opened.text);
  if ('unreadable' in checkpoint) return checkpoint;
  const key = opened.by.find((one) => one.name === checkpoint.origin);
  if (key === undefined) return { unreadable: `no key of ${checkpoint.origin} signed it` };
  return { ...checkpoint, note, key };
}
