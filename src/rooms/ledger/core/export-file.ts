import { createHash, type Hash } from 'node:crypto';
import { z } from 'zod';
import type { Json } from '../../../foundation/canonical-json.ts';
import type { PublishedKey } from './endorsement.ts';
import type { StoredEntry } from './verify.ts';

/**
 * An exported ledger: one JSON value a line. First the header; then the keys of the log, a checkpoint, checkpoints with their time stamps, and the entries that account for erased values; then the
 * entries by their places, each followed by its exhibit where its act has one; last the number of entries and the SHA-256 of all bytes before.
 */
export const exportFormat = 'interlock-ledger-export/3';
/** Without exhibits. Read, never written. */
export const bareFormat = 'interlock-ledger-export/2';
/** As versions before signed checkpoints wrote it: header and entries. Read, never written. */
export const formerFormat = 'interlock-ledger-export/1';

const json: z.ZodType<Json> = z.json();
const hex = z.string().regex(/^[0-9a-f]*$/);
/** What the hash of an entry covers, apart from its format. */
export const bodyShape = z.strictObject({
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
  /** Entries of format 1 knew neither. */
  configuration: z.int().nullable().default(null),
  reasonCode: z.string().nullable().default(null),
  previousHash: hex.nullable(),
});
const entryShape = z.strictObject({
  seq: z.int().min(1),
  hash: hex,
  body: bodyShape,
  sides: z.array(z.strictObject({ slot: z.string(), salt: hex, value: json })),
  /** Inclusion proof under the checkpoint of the file, base64, where entries were picked. */
  proof: z.array(z.base64()).optional(),
});

const headerShape = z.strictObject({
  format: z.enum([exportFormat, bareFormat]),
  exportedAt: z.string(),
  origin: z.string().nullable(),
  /** `whole`: every entry from the first on, without gaps. `picked`: some, each with its proof. */
  scope: z.enum(['whole', 'picked']),
});
const formerShape = z.strictObject({ format: z.literal(formerFormat), exportedAt: z.string() });
const keyShape = z.strictObject({
  key: z.strictObject({ vkey: z.string(), afterSize: z.int(), endorsement: z.string().nullable() }),
});
const checkpointShape = z.strictObject({ checkpoint: z.string() });
const stampedShape = z.strictObject({
  stamped: z.strictObject({
    size: z.int().min(1),
    note: z.string(),
    tokens: z.array(z.base64()).min(1),
    /** Consistency proof to the checkpoint of the file, base64, where entries were picked. */
    proof: z.array(z.base64()).optional(),
  }),
});
const erasingShape = z.strictObject({ erasing: entryShape });
const exhibitShape = z.strictObject({ exhibit: z.strictObject({ entry: z.string(), value: json }) });
const endShape = z.strictObject({ end: z.strictObject({ entries: z.int(), sha256: hex }) });

export type ExportHeader = z.output<typeof headerShape>;
export type ExportedEntry = StoredEntry & { readonly proof?: readonly string[] | undefined };

/** `entry`: id of the entry just before it. `value`: null where what the entry speaks of is gone. */
export type ExhibitLine = { readonly entry: string; readonly value: Json };

/** A checkpoint that an authority stamped; see `core/stamped.ts`. Tokens are DER in base64. */
export type ExportedStamp = z.output<typeof stampedShape>['stamped'];

export type ExportLine =
  | { readonly is: 'header'; readonly header: ExportHeader }
  | { readonly is: 'former-header' }
  | { readonly is: 'key'; readonly key: PublishedKey }
  | { readonly is: 'checkpoint'; readonly note: string }
  | { readonly is: 'stamped'; readonly stamped: ExportedStamp }
  | { readonly is: 'erasing'; readonly entry: ExportedEntry }
  | { readonly is: 'entry'; readonly entry: ExportedEntry }
  | { readonly is: 'exhibit'; readonly exhibit: ExhibitLine }
  | { readonly is: 'end'; readonly entries: number; readonly sha256: string };

const parsers: readonly ((value: object) => ExportLine | z.ZodError)[] = [
  (value) => {
    const read = 'format' in value && value.format === formerFormat ? formerShape.safeParse(value) : headerShape.safeParse(value);
    if (!read.success) return read.error;
    return read.data.format === formerFormat ? { is: 'former-header' } : { is: 'header', header: read.data };
  },
  (value) => {
    const read = keyShape.safeParse(value);
    return read.success ? { is: 'key', key: read.data.key } : read.error;
  },
  (value) => {
    const read = checkpointShape.safeParse(value);
    return read.success ? { is: 'checkpoint', note: read.data.checkpoint } : read.error;
  },
  (value) => {
    const read = stampedShape.safeParse(value);
    return read.success ? { is: 'stamped', stamped: read.data.stamped } : read.error;
  },
  (value) => {
    const read = erasingShape.safeParse(value);
    return read.success ? { is: 'erasing', entry: read.data.erasing } : read.error;
  },
  (value) => {
    const read = exhibitShape.safeParse(value);
    return read.success ? { is: 'exhibit', exhibit: read.data.exhibit } : read.error;
  },
  (value) => {
    const read = endShape.safeParse(value);
    return read.success ? { is: 'end', ...read.data.end } : read.error;
  },
];
const marks = ['format', 'key', 'checkpoint', 'stamped', 'erasing', 'exhibit', 'end'];

/** Reads one line; what cannot be read is said, never skipped. */
export function readLine(line: string): ExportLine | { readonly unreadable: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
  if (typeof value !== 'object' || value === null) return { unreadable: 'it is no object' };
  const found = value;
  const parse = parsers[marks.findIndex((mark) => mark in found)];
  const read = parse === undefined ? entryShape.safeParse(found) : parse(found);
  if (read instanceof z.ZodError) return { unreadable: issuesOf(read) };
  if ('is' in read) return read;
  return read.success ? { is: 'entry', entry: read.data } : { unreadable: issuesOf(read.error) };
}

const issuesOf = (error: z.ZodError): string =>
  error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');

export type ExportWriter = {
  readonly header: (header: Omit<ExportHeader, 'format'>) => string;
  readonly key: (key: PublishedKey) => string;
  readonly checkpoint: (note: string) => string;
  readonly stamped: (stamped: ExportedStamp) => string;
  readonly erasing: (entry: ExportedEntry) => string;
  readonly entry: (entry: ExportedEntry) => string;
  readonly exhibit: (exhibit: ExhibitLine) => string;
  readonly end: () => string;
};

/** Writes the lines of an export and keeps what its last line says. */
export function exportWriter(): ExportWriter {
  const hash: Hash = createHash('sha256');
  let entries = 0;
  const line = (value: object): string => {
    const text = `${JSON.stringify(value)}\n`;
    hash.update(text);
    return text;
  };
  return {
    header: (header) => line({ format: exportFormat, ...header }),
    key: ({ vkey, afterSize, endorsement }) => line({ key: { vkey, afterSize, endorsement } }),
    checkpoint: (note) => line({ checkpoint: note }),
    stamped: ({ size, note, tokens, proof }) =>
      line({ stamped: { size, note, tokens, ...(proof === undefined ? {} : { proof }) } }),
    erasing: (entry) => line({ erasing: entryValue(entry) }),
    entry: (entry) => {
      entries += 1;
      return line(entryValue(entry));
    },
    exhibit: ({ entry, value }) => line({ exhibit: { entry, value } }),
    end: () => `${JSON.stringify({ end: { entries, sha256: hash.digest('hex') } })}\n`,
  };
}

const entryValue = ({ seq, hash, body, sides, proof }: ExportedEntry): object => ({
  seq,
  hash,
  body,
  sides,
  ...(proof === undefined ? {} : { proof }),
});
