import { z } from 'zod';
import { canonicalJson, type Json, sha256 } from '../../../foundation/canonical-json.ts';
import { hashOfContent, hashOfText } from './statement.ts';

/** What lies in the row of a signature. */
export type Kept = {
  readonly signer_id: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly version: number;
  readonly verb: string;
  readonly meaning: string;
  readonly at: Date;
  readonly zone: string;
  readonly signer_zone: string | null;
  readonly printed_name: string | null;
  readonly user_name: string | null;
  readonly printed_salt: Buffer | null;
  readonly roles: readonly string[];
  readonly methods: readonly string[];
  readonly series: number;
  readonly statement: string;
  readonly content_hash: Buffer;
  readonly evidence: unknown;
  readonly payload: string;
  readonly payload_hash: Buffer;
};

const json: z.ZodType<Json> = z.json();
const statementShape = z.object({
  subject: z.object({ kind: z.string(), id: z.string() }),
  version: z.number(),
  verb: z.string(),
  meaning: z.string(),
  content: z.record(z.string(), json),
});
const payloadShape = z.object({
  statementHash: z.string(),
  contentHash: z.string(),
  meaning: z.string(),
  signerId: z.string(),
  printed: z.string(),
  roles: z.array(z.string()),
  at: z.string(),
  zone: z.string(),
  signerZone: z.string().nullable().default(null),
  methods: z.array(z.string()),
  series: z.number(),
  evidenceHash: z.string(),
});

const parsed = <T>(shape: z.ZodType<T>, text: string): T | null => {
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
};
const same = (one: Json, other: Json): boolean => canonicalJson(one) === canonicalJson(other);

/** The printed name and user name as the payload commits to them. */
export const printedCommitment = (salt: Buffer, name: string, userName: string): string =>
  sha256(salt, canonicalJson({ name, userName })).toString('hex');

export type Told = {
  /** Hash of the payload, hex. */
  readonly payloadHash: string;
  /** Whether the ledger accounts for the name beside the entry as lawfully erased. */
  readonly nameErased: boolean;
};

function printedHolds({ printed_salt, printed_name, user_name }: Kept, committed: string, erased: boolean): boolean {
  if (printed_name === null || user_name === null || printed_salt === null) return erased;
  return committed === printedCommitment(printed_salt, printed_name, user_name);
}

/**
 * Whether every part of a signature is the one that was bound: each leads by its hash to the payload, and the payload to the ledger's entry of this signature.
 * Whoever changes a signature in the database, to make it fit a changed record say, would have to change the ledger too, which its own verification finds.
 * @param told what the entry `signatures.signed` tells of it; null where there is no such entry
 */
export function isIntact(row: Kept, told: Told | null): boolean {
  const [statement, payload] = [parsed(statementShape, row.statement), parsed(payloadShape, row.payload)];
  if (statement === null || payload === null) return false;
  const contentHash = row.content_hash.toString('hex');
  const evidence = json.safeParse(row.evidence);
  return (
    hashOfText(row.payload) === row.payload_hash.toString('hex') &&
    hashOfText(row.payload) === told?.payloadHash &&
    payload.statementHash === hashOfText(row.statement) &&
    payload.contentHash === contentHash &&
    contentHash === hashOfContent(statement.content) &&
    same(
      [statement.subject.kind, statement.subject.id, statement.version, statement.verb, statement.meaning],
      [row.subject_kind, row.subject_id, row.version, row.verb, row.meaning],
    ) &&
    printedHolds(row, payload.printed, told.nameErased) &&
    evidence.success &&
    payload.evidenceHash === hashOfText(canonicalJson(evidence.data)) &&
    same(
      [
        payload.meaning,
        payload.signerId,
        payload.at,
        payload.zone,
        payload.signerZone,
        payload.roles,
        payload.methods,
        payload.series,
      ],
      [row.meaning, row.signer_id, row.at.toISOString(), row.zone, row.signer_zone, row.roles, row.methods, row.series],
    )
  );
}
