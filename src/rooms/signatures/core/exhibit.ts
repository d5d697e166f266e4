import { z } from 'zod';
import type { Json } from '../../../foundation/canonical-json.ts';
import type { Kept } from './intact.ts';

/** Grows by a new version, never changes: files that were exported years ago are read by it. */
const format = 'interlock-signature-exhibit/1';

const json: z.ZodType<Json> = z.json();
const hexText = z.string().regex(/^([0-9a-f]{2})*$/);

/** A signature as an exported ledger carries it behind the entry `signatures.signed`: all that is needed to check it without a database. */
export const exhibitShape = z.strictObject({
  format: z.literal(format),
  id: z.string(),
  /** RFC 8785 text of what was shown and signed, and of what was bound. */
  statement: z.string(),
  payload: z.string(),
  evidence: json,
  /** Opens the commitment to printed name and user name; null where they were lawfully erased. */
  printed: z.strictObject({ name: z.string(), userName: z.string(), salt: hexText }).nullable(),
});
export type SignatureExhibit = z.output<typeof exhibitShape>;

type Row = Pick<Kept, 'statement' | 'payload' | 'evidence' | 'printed_salt' | 'printed_name' | 'user_name'> & {
  readonly id: string;
};

function printedOf({ printed_name, user_name, printed_salt }: Row): SignatureExhibit['printed'] {
  if (printed_name === null || user_name === null || printed_salt === null) return null;
  return { name: printed_name, userName: user_name, salt: printed_salt.toString('hex') };
}

export const exhibitOf = (row: Row): SignatureExhibit => ({
  format,
  id: row.id,
  statement: row.statement,
  payload: row.payload,
  evidence: json.parse(row.evidence),
  printed: printedOf(row),
});
