import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { sha256 } from '../../../foundation/canonical-json.ts';

// C2SP signed-note v1.0: a text, an empty line, signature lines. https://c2sp.org/signed-note

/** Bytes by which C2SP tells kinds of signatures apart: Ed25519 over the text of the note, and the timestamped one of a witness (tlog-cosignature). */
export const keyKinds = { ed25519: 0x01, witness: 0x04 } as const;
type KeyKind = (typeof keyKinds)[keyof typeof keyKinds];
const mostSignatures = 100;

/** A public key by which notes are verified. */
export type NoteKey = {
  readonly name: string;
  /** First four bytes of SHA-256(name || newline || kind || public key), hex. */
  readonly id: string;
  readonly publicKey: Uint8Array;
};

export type NoteSigner = { readonly key: NoteKey; readonly privateKey: KeyObject };

export type NoteSignature = { readonly name: string; readonly id: string; readonly signature: Uint8Array };
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] };

/** A name stands in a line of its own between blanks, and in front of a plus in a verifier key. */
export const isKeyName = (name: string): boolean => name !== '' && !/[\s+\p{Z}\p{Cc}]/u.test(name);

const idOf = (name: string, publicKey: Uint8Array, kind: KeyKind): string =>
  sha256(`${name}\n`, Uint8Array.of(kind), publicKey).subarray(0, 4).toString('hex');

/** Base64 as RFC 4648 section 4 writes it and no other way: one value has one text. */
export function strictBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}

export function noteKey(name: string, publicKey: Uint8Array, kind: KeyKind = keyKinds.ed25519): NoteKey {
  if (!isKeyName(name)) throw new Error(`“${name}” cannot name a key: no blanks, no plus, not empty`);
  if (publicKey.length !== 32) throw new Error('an Ed25519 public key has 32 bytes');
  return { name, id: idOf(name, publicKey, kind), publicKey };
}

/** The verifier key, one word: `<name>+<id>+<base64(kind || public key)>`. */
export const vkeyOfKind = (kind: KeyKind, key: NoteKey): string =>
  `${key.name}+${key.id}+${Buffer.concat([Uint8Array.of(kind), key.publicKey]).toString('base64')}`;

export const vkeyOf = (key: NoteKey): string => vkeyOfKind(keyKinds.ed25519, key);

/** Reads a verifier key; null where it is none, or not of this kind, or its id is not that of its key. */
export function parseVkeyOfKind(kind: KeyKind, text: string): NoteKey | null {
  const [, name = '', id = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? [];
  const bytes = strictBase64(encoded);
  if (!isKeyName(name) || bytes === null || bytes.length !== 33 || bytes[0] !== kind) return null;
  const publicKey = bytes.subarray(1);
  return idOf(name, publicKey, kind) === id ? { name, id, publicKey } : null;
}

export const parseVkey = (text: string): NoteKey | null => parseVkeyOfKind(keyKinds.ed25519, text);

/** DER of an Ed25519 public key up to its 32 bytes (RFC 8410). */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');

/** @param pem PKCS 8, Ed25519. */
export function signerOf(name: string, pem: string, kind: KeyKind = keyKinds.ed25519): NoteSigner {
  const privateKey = createPrivateKey(pem);
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error(`the key is ${privateKey.asymmetricKeyType}, not Ed25519`);
  const spki = createPublicKey(pem).export({ format: 'der', type: 'spki' });
  return { key: noteKey(name, spki.subarray(spkiHead.length), kind), privateKey };
}

const mayStandInNote = (text: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the format forbids exactly these
  text.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/.test(text);

/** @param text ends with a newline. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (!text.endsWith('\n') || !mayStandInNote(text)) throw new Error('a note is text that ends with a newline');
  const lines = signers.map(({ key, privateKey }) => {
    const signature = sign(null, Buffer.from(text), privateKey);
    return `— ${key.name} ${Buffer.concat([Buffer.from(key.id, 'hex'), signature]).toString('base64')}\n`;
  });
  return `${text}\n${lines.join('')}`;
}

function readSignature(line: string): NoteSignature | null {
  const [, name = '', encoded = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
  const bytes = strictBase64(encoded);
  if (!isKeyName(name) || bytes === null || bytes.length < 5) return null;
  return { name, id: bytes.subarray(0, 4).toString('hex'), signature: bytes.subarray(4) };
}

/** Takes a note apart; says why where it is none. Nothing is verified yet. */
export function readNote(note: string): Note | { readonly unreadable: string } {
  if (!mayStandInNote(note)) return { unreadable: 'it holds characters that no note may hold' };
  const gap = note.lastIndexOf('\n\n');
  if (gap < 0 || !note.endsWith('\n')) return { unreadable: 'it has no empty line before its signatures' };
  const lines = note.slice(gap + 2, -1).split('\n');
  if (lines.length > mostSignatures) return { unreadable: 'it has more than a hundred signatures' };
  const signatures = lines.flatMap((line) => readSignature(line) ?? []);
  if (signatures.length < lines.length) return { unreadable: 'a line of its signatures is none' };
  return { text: note.slice(0, gap + 1), signatures };
}

export const isGenuine = (text: string, key: NoteKey, signature: Uint8Array): boolean => {
  const publicKey = createPublicKey({ key: Buffer.concat([spkiHead, key.publicKey]), format: 'der', type: 'spki' });
  return signature.length === 64 && verify(null, Buffer.from(text), publicKey, signature);
};

/**
 * The text of a note and those of the keys that signed it. Signatures by other keys are passed over; a wrong one by a known key, or none by any, makes the
 * note worthless.
 */
export function openNote(
  note: string,
  keys: readonly NoteKey[],
): { readonly text: string; readonly by: readonly NoteKey[] } | { readonly unreadable: string } {
  const read = readNote(note);
  if ('unreadable' in read) return read;
  const by: NoteKey[] = [];
  for (const { name, id, signature } of read.signatures) {
    const key = keys.find((one) => one.name === name && one.id === id);
    if (key === undefined || by.includes(key)) continue;
    if (!isGenuine(read.text, key, signature)) return { unreadable: `the signature of ${name} (${id}) is not genuine` };
    by.push(key);
  }
  return by.length === 0 ? { unreadable: 'none of the known keys signed it' } : { text: read.text, by };
}
