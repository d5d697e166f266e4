import { z } from 'zod';
import type { Json } from '../../../foundation/canonical-json.ts';
import type { StoredEntry } from './verify.ts';

/** First line of an exported ledger. */
export const exportFormat = 'interlock-ledger-export/1';

const json: z.ZodType<Json> = z.json();
const hex = z.string().regex(/^[0-9a-f]*$/);
const lineShape = z.strictObject({
  seq: z.int().min(1),
  hash: hex,
  body: z.strictObject({
    id: z.string(),
    at: z.string(),
    actorId: z.string(),
    actorKind: z.string(),
    actorRoles: z.array(z.string()),
    via: z.string(),
    act: z.string(),
    subjectKind: z.string(),
    subjectId: z.string(),
    subjectKey: z.string().nullable(),
    subjectVersion: z.int(),
    subjectPlace: z.int(),
    unitIds: z.array(z.string()),
    changes: z.array(z.strictObject({ field: z.string(), old: json, new: json })),
    commitments: z.record(z.string(), hex),
    requestId: z.string(),
    build: z.string(),
    previousHash: hex.nullable(),
  }),
  sides: z.array(z.strictObject({ slot: z.string(), salt: hex, value: json })),
});

export const headerLine = (exportedAt: Date): string =>
  `${JSON.stringify({ format: exportFormat, exportedAt: exportedAt.toISOString() })}\n`;
export const entryLine = (entry: StoredEntry): string =>
  `${JSON.stringify({ seq: entry.seq, hash: entry.hash, body: entry.body, sides: entry.sides })}\n`;

/** Reads one line; what cannot be read is said, never skipped. */
export function readLine(line: string): StoredEntry | { readonly unreadable: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
  const parsed = lineShape.safeParse(value);
  return parsed.success
    ? parsed.data
    : { unreadable: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') };
}
