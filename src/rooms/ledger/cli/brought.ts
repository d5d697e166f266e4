import type { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseWitnessKey } from '../core/cosignature.ts';
import { splitNotes } from '../core/note-file.ts';
import { type NoteKey, parseVkey } from '../core/signed-note.ts';
import { certificatesIn } from '../core/stamp-policy.ts';
import type { Brought } from '../core/verify-bundle.ts';
import type { Witnessing } from '../core/witnessing.ts';

export type BroughtOptions = {
  readonly checkpoint: readonly string[];
  readonly key: readonly string[];
  readonly witness: readonly string[];
  readonly quorum?: string;
  readonly authority: readonly string[];
};
type Unreadable = { readonly unreadable: string };

function keysIn(
  vkeys: readonly string[],
  parse: (vkey: string) => NoteKey | null,
  what: string,
): readonly NoteKey[] | Unreadable {
  const keys: NoteKey[] = [];
  for (const vkey of vkeys) {
    const key = parse(vkey);
    if (key === null) return { unreadable: `“${vkey}” is no ${what} (name+id+base64)` };
    if (!keys.some(({ id, name }) => id === key.id && name === key.name)) keys.push(key);
  }
  return keys;
}

/** Without a quorum all witnesses that are named must have cosigned. */
function witnessingOf({ witness, quorum }: BroughtOptions): Witnessing | null | Unreadable {
  if (witness.length === 0)
    return quorum === undefined ? null : { unreadable: '--quorum goes with --witness: name those who count' };
  const keys = keysIn(witness, parseWitnessKey, 'verifier key of a witness');
  if ('unreadable' in keys) return keys;
  const needed = quorum === undefined ? keys.length : Number(quorum);
  if (!Number.isInteger(needed) || needed < 1 || needed > keys.length)
    return { unreadable: `--quorum is a number from 1 to ${keys.length}, the witnesses that you name` };
  return { keys, quorum: needed };
}

/** What a person brings along: files with checkpoints (one note or many), verifier keys of the log, witnesses with their quorum, and certificates of time-stamping authorities. */
export async function broughtAlong(options: BroughtOptions): Promise<Brought | Unreadable> {
  const keys = keysIn(options.key, parseVkey, 'verifier key');
  if ('unreadable' in keys) return keys;
  const witnessing = witnessingOf(options);
  if (witnessing !== null && 'unreadable' in witnessing) return witnessing;
  const checkpoints: string[] = [];
  for (const file of options.checkpoint) {
    const { notes } = splitNotes(await readFile(file, 'utf8'));
    if (notes.length === 0) return { unreadable: `${file} holds no signed checkpoint` };
    checkpoints.push(...notes);
  }
  const anchors: X509Certificate[] = [];
  for (const file of options.authority) {
    const read = certificatesIn(await readFile(file, 'utf8'));
    if ('unreadable' in read) return { unreadable: `${file}: ${read.unreadable}` };
    anchors.push(...read);
  }
  const relying = anchors.length === 0 ? {} : { relying: { anchors, now: new Date() } };
  return { keys, checkpoints, ...relying, ...(witnessing === null ? {} : { witnessing }) };
}
