import { z } from 'zod';
import type { ApplicationOrder, Place } from '../store/application-rows.ts';

const cursorShape = z.strictObject({ order: z.string(), sortedBy: z.string(), id: z.uuid() });

/** A cursor names its order, so that it cannot be used on a list that is ordered otherwise. */
export const writeCursor = (order: ApplicationOrder, place: Place): string =>
  Buffer.from(JSON.stringify({ order, sortedBy: place.sortedBy, id: place.id })).toString('base64url');

/** Null where the text is no cursor of this order. */
export function readCursor(order: ApplicationOrder, text: string): Place | null {
  const json = parse(Buffer.from(text, 'base64url').toString('utf8'));
  const read = cursorShape.safeParse(json);
  return read.success && read.data.order === order ? { sortedBy: read.data.sortedBy, id: read.data.id } : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
