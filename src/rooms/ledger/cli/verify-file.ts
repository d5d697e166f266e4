import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { troubleOf } from '../../../foundation/cli/trouble.ts';
import { splitNotes } from '../core/note-file.ts';
import { type NoteKey, parseVkey } from '../core/signed-note.ts';
import { type Brought, type BundleResult, BundleVerifier } from '../core/verify-bundle.ts';

/** Lines of a file, split at U+000A and nowhere else: a text within an entry may hold other line ends of Unicode. */
async function* linesOf(file: string): AsyncGenerator<{ readonly text: string; readonly whole: boolean }> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file)) {
    let bytes: Buffer = Buffer.concat([rest, chunk]);
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a)) {
      yield { text: decoder.decode(bytes.subarray(0, end)), whole: true };
      bytes = bytes.subarray(end + 1);
    }
    rest = bytes;
  }
  if (rest.length > 0) yield { text: '', whole: false };
}

/** Verifies an exported ledger alone: no server, no database. What cannot be read as one is said with its line. */
export async function verifyFile(file: string, brought: Brought = { keys: [], checkpoints: [] }): Promise<BundleResult> {
  const verifier = new BundleVerifier(brought);
  let line = 0;
  try {
    for await (const { text, whole } of linesOf(file)) {
      line += 1;
      if (!whole) verifier.cut();
      else if (!verifier.line(text)) break;
    }
  } catch (error) {
    // A file that is not there, or may not be opened, is no broken ledger: the command line says what it is and what to do.
    if (troubleOf(error) !== null) throw error;
    return { unreadable: `line ${line + 1}: ${error instanceof Error ? error.message : String(error)}` };
  }
  return verifier.result();
}

/** What a person brings along: files with checkpoints (one note or many), and verifier keys. */
export async function broughtAlong(
  files: readonly string[],
  vkeys: readonly string[],
): Promise<Brought | { readonly unreadable: string }> {
  const keys: NoteKey[] = [];
  for (const vkey of vkeys) {
    const key = parseVkey(vkey);
    if (key === null) return { unreadable: `“${vkey}” is no verifier key (name+id+base64)` };
    keys.push(key);
  }
  const checkpoints: string[] = [];
  for (const file of files) {
    const { notes } = splitNotes(await readFile(file, 'utf8'));
    if (notes.length === 0) return { unreadable: `${file} holds no signed checkpoint` };
    checkpoints.push(...notes);
  }
  return { keys, checkpoints };
}
