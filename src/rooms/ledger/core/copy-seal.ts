import { type NoteKey, type NoteSigner, openNote, signNote } from './signed-note.ts';

/** What a seal says of a file for people that was printed here. */
export type SealedCopy = {
  /** The log whose key seals. */
  readonly origin: string;
  /** Id of the print, by which the ledger tells who took it. */
  readonly print: string;
  /** Length of the whole file, the seal in it. */
  readonly bytes: number;
  /** SHA-256 of the file without the bytes of the seal, hex. */
  readonly sha256: string;
  /** SHA-256 of the file for machines that it carries, hex. */
  readonly manifest: string;
};

/** First line of every seal. A checkpoint has three lines and this has six: the key that signs both cannot be led to say one for the other. */
export const sealBegins = 'interlock-copy-seal/1';

const sealText = ({ origin, print, bytes, sha256, manifest }: SealedCopy): string =>
  // The length has twelve digits, so that a seal is as long before the file is known as after.
  `${sealBegins}\n${origin}\nprint ${print}\nbytes ${String(bytes).padStart(12, '0')}\nfile ${sha256}\nmanifest ${manifest}\n`;

export const signSeal = (copy: SealedCopy, signer: NoteSigner): string => signNote(sealText(copy), [signer]);

const form =
  /^interlock-copy-seal\/1\n(\S+)\nprint ([0-9a-f-]{36})\nbytes (\d{12})\nfile ([0-9a-f]{64})\nmanifest ([0-9a-f]{64})\n$/;

/** Opens a seal by keys that are trusted: the key is named as the log is. */
export function openSeal(
  note: string,
  keys: readonly NoteKey[],
): (SealedCopy & { readonly key: NoteKey }) | { readonly unreadable: string } {
  const opened = openNote(note, keys);
  if ('unreadable' in opened) return opened;
  const [, origin = '', print = '', bytes = '', sha256 = '', manifest = ''] = form.exec(opened.text) ?? [];
  const key = opened.by.find((one) => one.name === origin);
  if (key === undefined) return { unreadable: 'it is not written as a seal is, or no key of its log signed it' };
  return { origin, print, bytes: Number(bytes), sha256, manifest, key };
}
