import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { programIn } from '../core/files/check-content.ts';
import {
  directoryAt,
  entriesIn,
  mostGrowth,
  mostUnpacked,
  type Packed,
  tailBytes,
  unsafeDirectory,
} from '../core/files/read-zip.ts';

const pieceBytes = 262_144;

async function* bytesIn(file: FileHandle, from: number, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < length; at += pieceBytes) {
    const piece = Buffer.alloc(Math.min(pieceBytes, length - at));
    const { bytesRead } = await file.read(piece, 0, piece.length, from + at);
    yield piece.subarray(0, bytesRead);
    if (bytesRead < piece.length) return;
  }
}

/** Unpacks one file of an archive and throws it away: what it really holds counts, not what the directory says. @returns its size, or what is wrong. */
async function measured(file: FileHandle, entry: Packed, most: number): Promise<number | string> {
  const local = Buffer.alloc(30);
  await file.read(local, 0, 30, entry.at);
  if (local.readUInt32LE(0) !== 0x04034b50) return `“${entry.name}” is not where the directory says`;
  const from = entry.at + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  const packed = Readable.from(bytesIn(file, from, entry.packed));
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

async function listed(file: FileHandle, size: number): Promise<readonly Packed[] | string> {
  const tail = Buffer.alloc(Math.min(tailBytes, size));
  await file.read(tail, 0, tail.length, size - tail.length);
  const directory = directoryAt(tail, size);
  if (typeof directory === 'string') return directory;
  const bytes = Buffer.alloc(directory.size);
  await file.read(bytes, 0, bytes.length, directory.at);
  return entriesIn(bytes, directory.count);
}

/** Why an archive is not let in; null where nothing speaks against it. Nothing is unpacked to disk, and memory holds a piece at a time. */
export async function unpackingFault(file: FileHandle, size: number, holds: string | null): Promise<string | null> {
  const entries = await listed(file, size);
  if (typeof entries === 'string') return entries;
  const unsafe = unsafeDirectory(entries, holds);
  if (unsafe !== null) return unsafe;
  let left = mostUnpacked;
  for (const entry of entries) {
    const most = Math.min(left, Math.max(1_000_000, entry.packed * mostGrowth));
    const found = await measured(file, entry, most);
    if (typeof found === 'string') return found;
    left -= found;
  }
  return null;
}
