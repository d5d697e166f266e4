import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkpointText, openCheckpoint, readCheckpoint, signCheckpoint } from './checkpoint.ts';
import { emptyRoot } from './merkle.ts';
import { isKeyName, noteKey, openNote, parseVkey, readNote, signerOf, signNote, vkeyOf } from './signed-note.ts';

const freshSigner = (name: string) =>
  signerOf(name, generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());

// The example of the reference implementation (golang.org/x/mod/sumdb/note, note_test.go).
const peter = {
  vkey: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  line: '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
};

describe('signed notes', () => {
  test('the example of the reference implementation opens with its key, which is written as it writes it', () => {
    const key = parseVkey(peter.vkey);
    if (key === null) throw new Error('the key of the example cannot be read');
    expect(vkeyOf(key)).toBe(peter.vkey);
    expect(openNote(`${peter.text}\n${peter.line}`, [key])).toEqual({ text: peter.text, by: [key] });
  });

  test('no piece of a verifier key is one, nor one with another character', () => {
    const { vkey } = peter;
    for (let from = 0; from < vkey.length; from++)
      for (let to = from + 1; to <= vkey.length; to++)
        if (to - from < vkey.length) expect(parseVkey(vkey.slice(from, to))).toBeNull();
    for (let at = 0; at < vkey.length; at++) {
      const next = String.fromCodePoint((vkey.codePointAt(at) ?? 0) + 1);
      expect(parseVkey(vkey.slice(0, at) + next + vkey.slice(at + 1))).toBeNull();
    }
  });

  test('names stand in one word', () => {
    for (const name of ['', 'a b', 'a+b', 'a\tb', 'a\u00a0b', 'a\u2003b', 'a\nb']) expect(isKeyName(name), name).toBe(false);
    expect(() => noteKey('a b', new Uint8Array(32))).toThrow(/cannot name a key/);
    expect(() => noteKey('a', new Uint8Array(31))).toThrow(/32 bytes/);
  });

  test('a key that is not Ed25519 signs nothing', () => {
    const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' });
    expect(() => signerOf('log', pem.toString())).toThrow(/not Ed25519/);
  });

  test('what another key signed beside ours is passed over; a wrong signature of ours spoils the note', () => {
    const [ours, other] = [freshSigner('log'), freshSigner('witness')];
    const note = signNote('text\n', [other, ours]);
    expect(openNote(note, [ours.key])).toEqual({ text: 'text\n', by: [ours.key] });
    expect(openNote(note, [other.key, ours.key])).toMatchObject({ by: [other.key, ours.key] });
    expect(openNote(note, [])).toEqual({ unreadable: 'none of the known keys signed it' });
    const namesake = freshSigner('log');
    expect(openNote(note, [namesake.key])).toHaveProperty('unreadable');
    const forged = { ...namesake.key, id: ours.key.id };
    expect(openNote(note, [forged])).toMatchObject({ unreadable: expect.stringContaining('not genuine') });
  });

  test.each([
    ['', 'nothing'],
    ['text\n', 'no signatures'],
    ['text\n\n', 'none after the empty line'],
    ['text\n\n— log AAAA\n', 'a signature of no bytes'],
    ['text\n\n— log AAAAAAA\n', 'base64 without its padding'],
    ['text\n\n- log AAAAAAA=\n', 'another dash'],
    ['text\n\n— log  AAAAAAA=\n', 'two blanks'],
    ['text\n\n— log AAAAAAA=', 'no newline at the end'],
    ['te\txt\n\n— log AAAAAAA=\n', 'a tab'],
    ['te\ud800xt\n\n— log AAAAAAA=\n', 'half a character'],
    [`text\n\n${'— log AAAAAAA=\n'.repeat(101)}`, 'too many signatures'],
  ])('%j is no note: %s', (text) => {
    expect(readNote(text)).toHaveProperty('unreadable');
  });

  test('a note may hold empty lines: its text ends at the last', () => {
    const signer = freshSigner('log');
    const text = 'one\n\ntwo\n';
    expect(openNote(signNote(text, [signer]), [signer.key])).toMatchObject({ text });
    expect(() => signNote('no newline', [signer])).toThrow();
    expect(() => signNote('a\u0007bell\n', [signer])).toThrow();
  });
});

describe('checkpoints', () => {
  const signer = freshSigner('interlock.example/log');
  const note = signCheckpoint({ origin: signer.key.name, size: 20_852_163, root: emptyRoot }, signer);

  test('is written as C2SP says: origin, size, root, an empty line, the signature', () => {
    const lines = note.split('\n');
    expect(lines.slice(0, 4)).toEqual(['interlock.example/log', '20852163', '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=', '']);
    expect(lines[4]).toMatch(/^— interlock\.example\/log [A-Za-z0-9+/]{91}=$/);
    expect(openCheckpoint(note, [signer.key])).toMatchObject({ origin: signer.key.name, size: 20_852_163, root: emptyRoot });
  });

  test('a checkpoint in which any byte was changed, added or taken away is refused', () => {
    const bytes = Buffer.from(note);
    const refused = (changed: Buffer) => openCheckpoint(changed.toString('utf8'), [signer.key]);
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ by;
        expect(refused(changed)).toHaveProperty('unreadable');
      }),
      { numRuns: 3_000 },
    );
    for (let at = 0; at < bytes.length; at++) {
      expect(refused(Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])), `without ${at}`).toHaveProperty(
        'unreadable',
      );
      const longer = Buffer.concat([bytes.subarray(0, at), Buffer.from('0'), bytes.subarray(at)]);
      expect(refused(longer), `longer at ${at}`).toHaveProperty('unreadable');
      expect(refused(bytes.subarray(0, at)), `cut at ${at}`).toHaveProperty('unreadable');
    }
  });

  test.each([
    'log\n1\n',
    'log\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n',
    'log\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n',
    'log\n9007199254740993\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n',
    'log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\n',
    'log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA==\n',
    '\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n',
    'log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nmore\n',
  ])('%j is no checkpoint', (text) => {
    expect(readCheckpoint(text)).toHaveProperty('unreadable');
  });

  test('a checkpoint of one log that the key of another signed is refused', () => {
    const other = freshSigner('other.example/log');
    const text = checkpointText({ origin: signer.key.name, size: 1, root: emptyRoot });
    expect(openCheckpoint(signNote(text, [other]), [other.key])).toMatchObject({
      unreadable: 'no key of interlock.example/log signed it',
    });
  });
});
