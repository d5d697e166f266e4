import { z } from 'zod';
import { entryShape } from '../contract-entry.ts';

/** The JSON Schema of an entry as the API, a list and a history give it: for whoever reads the trail by machine. */
export function entrySchemaText(): string {
  const schema = z.toJSONSchema(entryShape, { io: 'output', target: 'draft-2020-12' });
  const note = 'Generated from the shape of an entry by scripts/entry-schema.ts; never edited.';
  return `${JSON.stringify({ $comment: note, title: 'An entry of the audit trail', ...schema }, null, 2)}\n`;
}
