import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { programIn } from '../core/files/check-content.ts';
import {
  beforeEntry,
  beginOf,
  directoryAt,
  entriesIn,
  inOrder,
  mostGrowth,
  mostUnpacked,
  type Packed,
  tailBytes,
  unsafeDirectory,
  type Whole,
} from '../core/files/read-zip.ts';
import { pieces, readWhole } from './whole-pieces.ts';

/** Unpacks one file of an archive and throws it away: what it really holds counts, not what the directory says. @returns its size, or what is wrong. */
async function measured(file: FileHandle, entry: ReturnType<typeof inOrder>[number], most: number): Promise<number | string> {
  const from = beginOf(entry, await readWhole(file, entry.at, beforeEntry(entry)));
  if (typeof from === 'string') return from;
  const packed = Readable.from(pieces(file, from, entry.packed));
  const unpacked = entry.method === 0 ? packed : packed.pipe(createInflateRaw());
  // An error of the source ends the reader, too.
  packed.on('error', (error) => unpacked.destroy(error));
  let size = 0;
  try {
    for await (const chunk of unpacked) {
      if (size === 0) {
        const program = programIn(chunk);
        if (program !== null && program !== 'a script') return `“${entry.name}” is ${program}`;
      }
      size += chunk.length;
      if (size > most) return `“${entry.name}” unpacks to more than it may`;
    }
  } catch {
    return `“${entry.name}” cannot be unpacked`;
  } finally {
    packed.destroy();
    unpacked.destroy();
  }
  return size;
}

type Listed = { readonly entries: readonly Packed[]; readonly whole: Whole };

async function listed(file: FileHandle, size: number): Promise<Listed | string> {
  const length = Math.min(tailBytes, size);
  const directory = directoryAt(await readWhole(file, size - length, length), size);
  if (typeof directory === 'string') return directory;
  const entries = entriesIn(await readWhole(file, directory.at, directory.size), directory.count);
  return typeof entries === 'string' ? entries : { entries, whole: { size, directoryAt: directory.at } };
}

/** Why an archive is not let in; null where nothing speaks against it. Nothing is unpacked to disk, and memory holds a piece at a time. */
export async function unpackingFault(file: FileHandle, size: number, holds: string | null): Promise<string | null> {
  const found = await listed(file, size);
  if (typeof found === 'string') return found;
  const unsafe = unsafeDirectory(found.entries, holds, found.whole);
  if (unsafe !== null) return unsafe;
  let left = mostUnpacked;
  for (const entry of inOrder(found.entries, found.whole)) {
    const most = Math.min(left, Math.max(1_000_000, entry.packed * mostGrowth));
    const taken = await measured(file, entry, most);
    if (typeof taken === 'string') return taken;
    left -= taken;
  }
  return null;
}
