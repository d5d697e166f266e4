import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Entry, zip } from '../../../../tests/support/archive.ts';
import { unpackingFault } from './unpack.ts';
import { pieces, readWhole, writeWhole } from './whole-pieces.ts';

async function faultOf(entries: readonly Entry[]): Promise<string | null> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-test-'));
  const where = path.join(folder, 'one.zip');
  const bytes = zip(entries);
  await writeFile(where, bytes);
  const file = await open(where);
  try {
    return await unpackingFault(file, bytes.length, null);
  } finally {
    await file.close();
    await rm(folder, { recursive: true });
  }
}
const text = Buffer.from('measured at noon\n'.repeat(100));
const noise = randomBytes(10_000);

describe('an archive', () => {
  test('of ordinary files, empty ones and folders is let in', async () => {
    const entries = [
      { name: 'log/', bytes: Buffer.alloc(0) },
      { name: 'log/one.txt', bytes: text },
      { name: 'two.txt', bytes: noise },
    ];
    expect(await faultOf(entries)).toBeNull();
    expect(await faultOf([])).toBeNull();
  });

  test('whose entries name the same bytes again and again is refused before any is unpacked', async () => {
    const again = Array.from({ length: 50 }, (_, n) => ({ name: `again ${n}`, bytes: noise, sameAs: 0 }));
    expect(await faultOf([{ name: 'one', bytes: noise }, ...again])).toBe('its files are larger than it is itself');
    const twice = [
      { name: 'one', bytes: text },
      { name: 'same', bytes: text, sameAs: 0 },
    ];
    expect(await faultOf(twice), 'small as they are').toMatch(/reaches into what lies behind it$/);
  });

  test('whose entry skips what lies behind it, to read into the next one, is refused', async () => {
    const entries = [
      { name: 'one', bytes: noise, local: { extra: 40 } },
      { name: 'two', bytes: noise },
    ];
    expect(await faultOf(entries)).toBe('“one” reaches into what lies behind it');
    expect(await faultOf(entries.toReversed()), 'into the directory').toBe('“one” reaches into what lies behind it');
  });

  test('with a link is refused, with another bit of the mode it is not', async () => {
    expect(await faultOf([{ name: 'passwords.txt', bytes: text, mode: 0o120777 }])).toBe(
      '“passwords.txt” is a link to another file',
    );
    expect(await faultOf([{ name: 'folder/', bytes: Buffer.alloc(0), mode: 0o040755 }])).toBeNull();
  });

  test('that says one thing in its directory and another before the bytes is refused', async () => {
    const differs = (name: string) => `“${name}” is something else than its directory says`;
    expect(await faultOf([{ name: 'notes.txt', bytes: text, local: { name: 'notes.exe' } }])).toBe(differs('notes.txt'));
    expect(await faultOf([{ name: 'notes.txt', bytes: text, local: { name: 'notes2.txt' } }])).toBe(differs('notes.txt'));
    expect(await faultOf([{ name: 'notes.txt', bytes: text, local: { method: 0 } }])).toBe(differs('notes.txt'));
  });
});

async function all(from: AsyncIterable<Buffer>): Promise<readonly Buffer[]> {
  const found: Buffer[] = [];
  for await (const one of from) found.push(one);
  return found;
}

describe('a file on its way', () => {
  const bytes = randomBytes(1_000);
  /** Takes and gives at most 300 bytes at once, as a disk may. */
  const kept: Buffer[] = [];
  const slow = {
    write: async (from: Buffer, at: number, length: number) => {
      const piece = Buffer.from(from.subarray(at, at + Math.min(300, length)));
      kept.push(piece);
      return { bytesWritten: piece.length, buffer: from };
    },
    read: async (into: Buffer, at: number, length: number, from: number) => ({
      bytesRead: bytes.copy(into, at, from, Math.min(from + 300, from + length)),
      buffer: into,
    }),
  };

  test('is written and read whole, where a disk takes and gives less at once', async () => {
    await writeWhole(slow, bytes);
    expect(Buffer.concat(kept)).toEqual(bytes);
    expect(await readWhole(slow, 100, 800)).toEqual(bytes.subarray(100, 900));
    expect(await all(pieces(slow, 0, 1_000))).toEqual([bytes]);
  });

  test('that ends too early is a fault, not a file with a hole', async () => {
    await expect(all(pieces(slow, 0, 1_001))).rejects.toThrow('ends 1 bytes before it should');
    const full = { write: async (from: Buffer) => ({ bytesWritten: 0, buffer: from }) };
    await expect(writeWhole(full, bytes)).rejects.toThrow('takes no more bytes');
  });
});
