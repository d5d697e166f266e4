import { z } from 'zod';
import { canonicalEntry } from './canonical-entry.ts';
import { type EntryBody, hashOfEntry } from './entry.ts';
import { bodyShape } from './export-file.ts';

const leafShape = z.strictObject({ ...bodyShape.shape, format: z.literal([1, 2]) });

/** An entry as it is hashed, read back from its text. */
export type Leaf = { readonly body: EntryBody; readonly hash: Buffer };

export const leafOf = (body: EntryBody): string => canonicalEntry(body);

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
