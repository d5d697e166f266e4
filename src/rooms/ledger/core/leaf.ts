import { z } from 'zod';
import { canonicalJson } from '../../../foundation/canonical-json.ts';
import { canonicalEntry } from './canonical-entry.ts';
import { type Disposed, leafHashOf } from './disposals.ts';
import { type EntryBody, hashOfEntry } from './entry.ts';
import { bodyShape } from './export-file.ts';

const leafShape = z.strictObject({ ...bodyShape.shape, format: z.literal([1, 2]) });

/** An entry as it is hashed, read back from its text. */
export type Leaf = { readonly body: EntryBody; readonly hash: Buffer };

const emptiedShape = z.strictObject({ at: z.iso.datetime(), disposed: z.hex().length(64), id: z.uuid() });

/** Of an entry of a record that was disposed of nothing is left that could be hashed: its hash stands in for it. */
export function leafOf(body: EntryBody, disposed: Disposed = new Map()): string {
  const whole = canonicalEntry(body);
  if (body.changes.length > 0 || !disposed.has(body.id)) return whole;
  const hash = leafHashOf(body, disposed);
  return hash.equals(hashOfEntry(body)) ? whole : canonicalJson({ at: body.at, disposed: hash.toString('hex'), id: body.id });
}

/** A leaf as a copy holds it: whole, or only the hash of one that was disposed of before it was copied. */
export function readCopiedLeaf(
  text: string,
): { readonly id: string; readonly at: string; readonly hash: Buffer } | { readonly unreadable: string } {
  if (text.startsWith('{"at":')) {
    const read = emptiedShape.safeParse(JSON.parse(text));
    if (read.success) return { id: read.data.id, at: read.data.at, hash: Buffer.from(read.data.disposed, 'hex') };
  }
  const leaf = readLeaf(text);
  return 'unreadable' in leaf ? leaf : { id: leaf.body.id, at: leaf.body.at, hash: leaf.hash };
}

/** Reads the text that is hashed; another writing of the same values is none. */
export function readLeaf(text: string): Leaf | { readonly unreadable: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
  const read = leafShape.safeParse(value);
  if (!read.success)
    return { unreadable: read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') };
  const { format: _, ...body } = read.data;
  if (canonicalEntry(body) !== text) return { unreadable: 'it is not written as an entry is hashed' };
  return { body, hash: hashOfEntry(body) };
}
