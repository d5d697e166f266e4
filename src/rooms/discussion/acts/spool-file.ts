import { createHash } from 'node:crypto';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { mostFileBytes } from '../contract-words.ts';
import { contentFaults, textWatcher } from '../core/files/check-content.ts';
import type { FileKind } from '../core/files/file-kinds.ts';
import { fileRefusals as no } from '../core/files/file-refusals.ts';
import { unpackingFault } from './unpack.ts';
import { pieces, writeWhole } from './whole-pieces.ts';

const headBytes = 64;

export type Spooled = {
  readonly digest: string;
  readonly size: number;
  readonly parts: () => AsyncGenerator<Buffer>;
};

type Taken = { readonly digest: string; readonly size: number; readonly head: Buffer; readonly isText: boolean };

/** Writes what comes into the file; null where it is more than may come, which is then read no further. */
async function take(file: FileHandle, incoming: AsyncIterable<Buffer>): Promise<Taken | null> {
  const hash = createHash('sha256');
  const text = textWatcher();
  let head = Buffer.alloc(0);
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > mostFileBytes) return null;
    if (head.length < headBytes) head = Buffer.concat([head, chunk.subarray(0, headBytes - head.length)]);
    hash.update(chunk);
    text.take(chunk);
    await writeWhole(file, chunk);
  }
  return { digest: hash.digest('hex'), size, head, isText: text.isText() };
}

/**
 * Takes a file that comes over the network into a file beside the database, checks its content against the kind that its name promises, and
 * hands it on while `use` runs. No transaction is open while somebody sends slowly, and no more than a piece is in memory.
 */
export async function spooled<T>(
  { name, kind }: { readonly name: string; readonly kind: FileKind | null },
  incoming: AsyncIterable<Buffer>,
  use: (file: Spooled) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-file-'));
  const where = path.join(folder, 'file');
  const file = await open(where, 'wx+', 0o600);
  try {
    const taken = await take(file, incoming);
    if (taken === null) return refuse(no['file-too-large']({ most: mostFileBytes }));
    const { digest, size, head, isText } = taken;
    if (size === 0) return refuse(no['file-empty']({}));
    const faults = kind === null ? [] : contentFaults(name, kind, head, isText);
    if (faults.length > 0) return refused(faults);
    const unsafe = kind?.packed === undefined ? null : await unpackingFault(file, size, kind.packed.holds);
    if (unsafe !== null) return refuse(no['archive-unsafe']({ name, why: unsafe }));
    return await use({ digest, size, parts: () => pieces(file, 0, size) });
  } finally {
    await file.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A repeat with one Idempotency-Key brings the same file again. */
export const broughtBy = (call: Call, { digest }: Spooled): Call =>
  call.idempotency === null
    ? call
    : { ...call, idempotency: { ...call.idempotency, bodyHash: `${call.idempotency.bodyHash} ${digest}` } };
