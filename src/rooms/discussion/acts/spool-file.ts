import { createHash } from 'node:crypto';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Clock } from '../../../foundation/clock.ts';
import { done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { stillSignedIn } from '../../../foundation/signed-in.ts';
import type { Call } from '../../../foundation/transact.ts';
import { mostFileBytes } from '../contract-words.ts';
import { contentFaults, textWatcher } from '../core/files/check-content.ts';
import type { FileKind } from '../core/files/file-kinds.ts';
import { fileRefusals as no } from '../core/files/file-refusals.ts';
import { inTime, TooSlow } from './in-time.ts';
import { unpackingFault } from './unpack.ts';
import { pieces, writeWhole } from './whole-pieces.ts';

const headBytes = 64;
/** 25 MB in that time are 42 kB a second. */
const mostMinutes = 10;

export type Spooled = {
  readonly digest: string;
  readonly size: number;
  readonly parts: () => AsyncGenerator<Buffer>;
};

type Taken = { readonly digest: string; readonly size: number; readonly head: Buffer; readonly isText: boolean };

/** Writes what comes into the file. What is more than may come is read no further. */
async function take(file: FileHandle, incoming: AsyncIterable<Buffer>): Promise<Outcome<Taken>> {
  const hash = createHash('sha256');
  const text = textWatcher();
  let head = Buffer.alloc(0);
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > mostFileBytes) return refuse(no['file-too-large']({ most: mostFileBytes }));
    if (head.length < headBytes) head = Buffer.concat([head, chunk.subarray(0, headBytes - head.length)]);
    hash.update(chunk);
    text.take(chunk);
    await writeWhole(file, chunk);
  }
  return done({ digest: hash.digest('hex'), size, head, isText: text.isText() });
}

async function takeInTime(file: FileHandle, incoming: AsyncIterable<Buffer>, clock: Clock): Promise<Outcome<Taken>> {
  try {
    return await take(file, inTime(incoming, clock, mostMinutes * 60_000));
  } catch (error) {
    if (error instanceof TooSlow) return refuse(no['file-too-slow']({ minutes: mostMinutes }));
    throw error;
  }
}

/** A file without a name: it goes with the process, however that ends. */
async function nameless(): Promise<FileHandle> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-file-'));
  try {
    return await open(path.join(folder, 'file'), 'wx+', 0o600);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Named = { readonly name: string; readonly kind: FileKind | null };

/** Why a file is not taken: by what it holds, against what its name says. */
async function faultsOf({ name, kind }: Named, file: FileHandle, { size, head, isText }: Taken): Promise<readonly Refusal[]> {
  if (size === 0) return [no['file-empty']({})];
  const faults = kind === null ? [] : contentFaults(name, kind, head, isText);
  if (faults.length > 0 || kind?.packed === undefined) return faults;
  const unsafe = await unpackingFault(file, size, kind.packed.holds);
  return unsafe === null ? [] : [no['archive-unsafe']({ name, why: unsafe })];
}

/**
 * Takes a file that comes over the network into a file beside the database, checks its content against the kind that its name promises, and
 * hands it on while `use` runs, with the call of its sender as they stand by then. No transaction is open while somebody sends slowly, and no more than a piece is in memory.
 */
export async function spooled<T>(
  call: Call,
  named: Named,
  incoming: AsyncIterable<Buffer>,
  use: (call: Call, file: Spooled) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const file = await nameless();
  try {
    const taken = await takeInTime(file, incoming, call.app.clock);
    if (!taken.ok) return taken;
    const faults = await faultsOf(named, file, taken.value);
    if (faults.length > 0) return refused(faults);
    const again = await stillSignedIn(call);
    if (!again.ok) return again;
    const { digest, size } = taken.value;
    return await use(broughtBy(again.value, digest), { digest, size, parts: () => pieces(file, 0, size) });
  } finally {
    await file.close();
  }
}

/** A repeat with one Idempotency-Key brings the same file again. */
const broughtBy = (call: Call, digest: string): Call =>
  call.idempotency === null
    ? call
    : { ...call, idempotency: { ...call.idempotency, bodyHash: `${call.idempotency.bodyHash} ${digest}` } };
