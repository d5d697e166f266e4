import { readFileSync, writeFileSync } from 'node:fs';
import { exitCodeOf, exitCodes } from '../../../foundation/cli/exit-codes.ts';
import type { CliContext } from '../../../foundation/cli/operation-commands.ts';
import { problemText } from '../../../foundation/cli/show.ts';
import { callOperation } from '../../../foundation/client/client.ts';
import type { Problem } from '../../../foundation/contract.ts';
import { openDatabase } from '../../../foundation/database/database.ts';
import { bringLostEntries, mostLost, readLeaves } from '../contract.ts';
import { type Compared, type Comparison, compareCopy } from '../core/compare-copy.ts';
import { disposedIn, leafHashOf } from '../core/disposals.ts';
import { readCopiedLeaf } from '../core/leaf.ts';
import { parseVkey } from '../core/signed-note.ts';
import { leavesIn } from '../store/entry-folder.ts';
import { erasingEntries, sealedEntries } from '../store/read-entries.ts';
import { type Copy, readCopy } from './read-copy.ts';

export type CompareOptions = {
  readonly database?: string;
  readonly key: readonly string[];
  readonly out?: string;
  readonly json?: boolean;
};

type Present = readonly Compared[] | { readonly unreadable: string } | { readonly status: number; readonly problem: Problem };

async function presentOver(url: string): Promise<readonly Compared[]> {
  const database = openDatabase(url, { max: 2 });
  try {
    const found: Compared[] = [];
    const disposed = disposedIn(await erasingEntries(database.db));
    for await (const page of sealedEntries(database.db))
      for (const { seq, body } of page)
        found.push({ seq, id: body.id, at: body.at, hash: leafHashOf(body, disposed).toString('hex') });
    return found;
  } finally {
    await database.close();
  }
}

async function presentAtServer(context: CliContext): Promise<Present> {
  const transport = await context.transport();
  const found: Compared[] = [];
  for (;;) {
    const answer = await callOperation(transport, readLeaves, { query: { from: found.length + 1 } });
    if (!answer.ok) return { status: answer.status, problem: answer.problem };
    for (const { seq, leaf } of answer.value.items) {
      const read = readCopiedLeaf(leaf);
      if ('unreadable' in read) return { unreadable: `entry ${seq} of the server: ${read.unreadable}` };
      found.push({ seq, id: read.id, at: read.at, hash: read.hash.toString('hex') });
    }
    if (answer.value.items.length === 0) return found;
  }
}

/** Writes what is missing as the bodies of `ledger.bring-lost-entries`. @returns the files */
async function writeLost(folder: string, file: string, copy: Copy, missing: ReadonlySet<number>): Promise<readonly string[]> {
  const { covered } = copy;
  if (covered === null) return [];
  const lost: { seq: number; leaf: string; proof: readonly string[] }[] = [];
  for await (const { seq, leaf } of leavesIn(folder))
    if (missing.has(seq) && seq <= covered.size) lost.push({ seq, leaf, proof: copy.proofOf(seq, covered.size) });
  const files: string[] = [];
  for (let at = 0; at < lost.length; at += mostLost) {
    const name = at === 0 ? file : `${file}.${at / mostLost + 1}`;
    writeFileSync(name, `${JSON.stringify({ checkpoint: covered.note, entries: lost.slice(at, at + mostLost) })}\n`, {
      mode: 0o600,
    });
    files.push(name);
  }
  return files;
}

const textOf = (found: Comparison, covered: number): string => {
  const { verdict, common, copied, present, missing, since, rewritten } = found;
  if (verdict === 'holds')
    return `The log of ${present} entries holds all ${copied} that are copied here, ${covered} of them under a signed checkpoint.`;
  if (verdict === 'rewritten')
    return `✗ Rewritten: entry ${rewritten?.seq ?? '?'} (${rewritten?.id ?? ''}) of the copy stands in the log with another content. Both agree up to ${common}.`;
  const range =
    missing === null
      ? 'the entries stand in another order'
      : `entries ${missing.fromSeq} to ${missing.untilSeq} are missing (${missing.entries} entries, dated ${missing.firstAt} to ${missing.lastAt})`;
  return `✗ Rolled back: ${range}. Log and copy agree up to ${common}; since then the log went on with ${since} entries that the copy does not know. The copy is under a signed checkpoint up to ${covered}.`;
};

/** `interlock ledger compare FOLDER`: holds the log of a server or a database against a copy that was kept elsewhere. */
export async function compare(context: CliContext, folder: string, options: CompareOptions): Promise<void> {
  const keys = options.key.map(parseVkey);
  if (keys.includes(null)) {
    context.err('A verifier key is name+id+base64.');
    return context.exit(exitCodes.usage);
  }
  const copy = await readCopy(
    folder,
    keys.filter((key) => key !== null),
  );
  if ('unreadable' in copy) {
    context.err(`✗ ${copy.unreadable}`);
    return context.exit(exitCodes.broken);
  }
  const present: Present = options.database === undefined ? await presentAtServer(context) : await presentOver(options.database);
  if ('problem' in present) {
    context.err(problemText(present.problem));
    return context.exit(exitCodeOf(present.status));
  }
  if ('unreadable' in present) {
    context.err(`✗ ${present.unreadable}`);
    return context.exit(exitCodes.broken);
  }
  const found = compareCopy(copy.entries, present);
  const covered = copy.covered?.size ?? 0;
  const text = options.json === true ? JSON.stringify({ ...found, covered }) : textOf(found, covered);
  if (found.verdict === 'holds' || options.json === true) context.out(text);
  else context.err(text);
  if (options.out !== undefined && found.missing !== null) {
    const ids = new Set(present.map(({ id }) => id));
    const missing = new Set(copy.entries.filter(({ id }) => !ids.has(id)).map(({ seq }) => seq));
    for (const file of await writeLost(folder, options.out, copy, missing))
      context.err(`Written to ${file}: interlock ledger bring-lost-entries ${file}`);
  }
  if (found.verdict !== 'holds') context.exit(exitCodes.broken);
}

/** Brings to the server what `compare --out` wrote. */
export async function bringLost(
  context: CliContext,
  file: string,
  options: { readonly reason: string; readonly json?: boolean },
): Promise<void> {
  let pack: unknown;
  try {
    pack = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const read = bringLostEntries.body.safeParse(
    typeof pack === 'object' && pack !== null ? { ...pack, reason: options.reason } : pack,
  );
  if (!read.success) {
    context.err(`${file} is not what interlock ledger compare --out writes, or the reason is too short.`);
    return context.exit(exitCodes.usage);
  }
  const answer = await callOperation(await context.transport(), bringLostEntries, { body: read.data });
  if (!answer.ok) {
    context.err(problemText(answer.problem));
    return context.exit(exitCodeOf(answer.status));
  }
  const { added, fromSeq, untilSeq } = answer.value;
  context.out(
    options.json === true
      ? JSON.stringify(answer.value)
      : `Entries ${fromSeq} to ${untilSeq} are kept as evidence: ${added} new.`,
  );
}
