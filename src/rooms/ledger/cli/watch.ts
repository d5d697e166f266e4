import { appendFileSync, mkdirSync } from 'node:fs';
import { exitCodeOf, exitCodes } from '../../../foundation/cli/exit-codes.ts';
import type { CliContext } from '../../../foundation/cli/operation-commands.ts';
import { problemText } from '../../../foundation/cli/show.ts';
import { callOperation, type Transport } from '../../../foundation/client/client.ts';
import type { Problem } from '../../../foundation/contract.ts';
import { consistencyProof, listKeys, newestNote } from '../contract.ts';
import { openCheckpoint, type SignedCheckpoint } from '../core/checkpoint.ts';
import { type NoteKey, parseVkey, vkeyOf } from '../core/signed-note.ts';
import { trustedKeys } from '../core/trusted-keys.ts';
import { watchFault } from '../core/watch.ts';
import { appendNotes, notesIn } from '../store/checkpoint-folder.ts';
import { entryCopier } from './copy-entries.ts';
import { keysFile, pinnedIn } from './read-copy.ts';

export type Watched =
  | { readonly outcome: 'kept'; readonly size: number; readonly isNew: boolean; readonly entries?: number }
  | { readonly outcome: 'nothing-signed-yet' }
  /** The first difference: what is kept in the folder is the evidence. */
  | { readonly outcome: 'differs'; readonly why: string }
  | { readonly outcome: 'unanswered'; readonly status: number; readonly problem: Problem };

function pin(folder: string, pinned: readonly NoteKey[], keys: readonly NoteKey[]): void {
  const known = new Set(pinned.map(vkeyOf));
  const fresh = keys.map(vkeyOf).filter((vkey) => !known.has(vkey));
  if (fresh.length > 0) appendFileSync(keysFile(folder), fresh.map((vkey) => `${vkey}\n`).join(''));
}

/** The newest of the kept ones; one that does not open any more is a difference too. */
function lastKept(folder: string, keys: readonly NoteKey[]): SignedCheckpoint | null | { readonly unreadable: string } {
  let newest: SignedCheckpoint | null = null;
  for (const note of notesIn(folder).slice(-50)) {
    const opened = openCheckpoint(note, keys);
    if ('unreadable' in opened) return { unreadable: `a kept checkpoint does not open: ${opened.unreadable}` };
    if (newest === null || opened.size > newest.size) newest = opened;
  }
  return newest;
}

const differs = (why: string): Watched => ({ outcome: 'differs', why });

/**
 * Looks once: fetches the newest checkpoint, checks that it continues the newest one in the folder, and keeps it. Run by somebody who does not run the server, on a disk
 * that whoever does cannot reach.
 */
export async function watchOnce(
  transport: Transport,
  folder: string,
  given: readonly NoteKey[],
  now: Date,
  copy: Copier | null = null,
): Promise<Watched> {
  mkdirSync(folder, { recursive: true });
  const published = await callOperation(transport, listKeys);
  if (!published.ok) return { outcome: 'unanswered', status: published.status, problem: published.problem };
  const pinned = [...pinnedIn(folder), ...given];
  const trusted = trustedKeys(published.value.items, pinned);
  if (trusted.fault !== null) return differs(trusted.fault);
  const shown = await callOperation(transport, newestNote);
  if (!shown.ok)
    return shown.status === 404 && notesIn(folder).length === 0
      ? { outcome: 'nothing-signed-yet' }
      : { outcome: 'unanswered', status: shown.status, problem: shown.problem };
  const checkpoint = openCheckpoint(shown.value, trusted.keys);
  if ('unreadable' in checkpoint) return differs(`the newest checkpoint: ${checkpoint.unreadable}`);
  const kept = lastKept(folder, [...pinned, ...trusted.keys]);
  if (kept !== null && 'unreadable' in kept) return differs(kept.unreadable);
  if (kept !== null && checkpoint.size > kept.size) {
    const proof = await callOperation(transport, consistencyProof, { query: { from: kept.size, to: checkpoint.size } });
    if (!proof.ok) return { outcome: 'unanswered', status: proof.status, problem: proof.problem };
    const why = watchFault(
      kept,
      checkpoint,
      proof.value.hashes.map((hash) => Buffer.from(hash, 'base64')),
    );
    if (why !== null) return differs(why);
  } else {
    const why = watchFault(kept, checkpoint, []);
    if (why !== null) return differs(why);
    if (kept !== null) return withEntries({ outcome: 'kept', size: kept.size, isNew: false }, copy, transport, checkpoint, now);
  }
  pin(folder, pinnedIn(folder), trusted.keys);
  appendNotes(folder, now, [checkpoint.note]);
  return withEntries({ outcome: 'kept', size: checkpoint.size, isNew: true }, copy, transport, checkpoint, now);
}

type Copier = ReturnType<typeof entryCopier>;

/** The checkpoint is kept first: what is copied then must lead to it. */
async function withEntries(
  kept: Extract<Watched, { outcome: 'kept' }>,
  copy: Copier | null,
  transport: Transport,
  checkpoint: SignedCheckpoint,
  now: Date,
): Promise<Watched> {
  if (copy === null) return kept;
  const copied = await copy(transport, checkpoint, now);
  return copied.outcome === 'copied' ? { ...kept, entries: copied.entries } : copied;
}

/** @returns false when watching is over. */
function tell(context: CliContext, watched: Watched): boolean {
  switch (watched.outcome) {
    case 'kept':
      if (watched.isNew) context.out(`Kept: ${watched.size} entries, continuing what was kept before.`);
      if ((watched.entries ?? 0) > 0) context.out(`Copied: ${watched.entries} entries; the root was computed from them.`);
      return true;
    case 'nothing-signed-yet':
      context.err('No checkpoint was signed yet.');
      return true;
    case 'unanswered':
      context.err(problemText(watched.problem));
      context.exit(exitCodeOf(watched.status));
      return true;
    case 'differs':
      context.err(`✗ The log is not the one that is kept here: ${watched.why}`);
      context.exit(exitCodes.broken);
      return false;
  }
}

/** `interlock ledger watch --to FOLDER`: looks again and again until the first difference, or once. A server that is away is asked again. */
export async function watch(
  context: CliContext,
  options: {
    readonly to: string;
    readonly key: readonly string[];
    readonly every: string;
    readonly once?: boolean;
    readonly entries?: boolean;
  },
): Promise<void> {
  const given = options.key.map(parseVkey);
  const seconds = Number(options.every);
  if (given.includes(null) || !(seconds >= 1)) {
    context.err(given.includes(null) ? 'A verifier key is name+id+base64.' : '--every takes seconds, at least 1.');
    return context.exit(exitCodes.usage);
  }
  const copy = options.entries === true ? entryCopier(options.to) : null;
  for (;;) {
    const transport = await context.transport();
    const watched = await watchOnce(
      transport,
      options.to,
      given.filter((key) => key !== null),
      new Date(),
      copy,
    );
    if (!tell(context, watched) || options.once === true) return;
    if (watched.outcome !== 'unanswered') context.exit(exitCodes.done);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  }
}
