import { canonicalJson, type Json, sha256 } from '../../../foundation/canonical-json.ts';
import type { RecordFields } from '../../../foundation/record.ts';
import type { Meaning } from './meanings.ts';

/** What one signature is about: exactly what the signer was shown. */
export type Statement = {
  readonly subject: { readonly kind: string; readonly id: string; readonly key: string | null };
  /** Version of the record on which the signer decided. */
  readonly version: number;
  readonly verb: string;
  readonly act: string;
  readonly meaning: Meaning;
  /** The covered part of the record as the act leaves it. */
  readonly content: RecordFields;
  /** What the signer decides with: reason, results, dates. */
  readonly input: Json;
};

/** One text for one statement (RFC 8785); a new field means a new `format`, so that old signatures keep their bytes. */
export const statementText = (statement: Statement): string =>
  canonicalJson({
    format: 'interlock-statement/1',
    subject: statement.subject,
    version: statement.version,
    verb: statement.verb,
    act: statement.act,
    meaning: statement.meaning,
    content: statement.content,
    input: statement.input,
  });

export const hashOfContent = (content: RecordFields): string => sha256(canonicalJson(content)).toString('hex');
export const hashOfText = (text: string): string => sha256(text).toString('hex');

const domain = 'interlock-signature-challenge/1\n';

/**
 * The challenge that an authenticator signs: it commits to the statement, the meaning and the signer, and is random by its nonce, as WebAuthn level 2
 * (section 13.4.3) demands of challenges.
 * @param nonce at least 16 random bytes, hex
 */
export const challengeOf = (statementHash: string, meaning: string, signerId: string, nonce: string): Buffer =>
  sha256(domain, canonicalJson({ statementHash, meaning, signerId, nonce }));

/** What a signature binds together; its hash is in the ledger, and with that in every checkpoint. */
export type Payload = {
  readonly id: string;
  readonly statementHash: string;
  readonly contentHash: string;
  readonly nonce: string;
  readonly meaning: Meaning;
  readonly meaningText: string;
  readonly signerId: string;
  /** Commitment to printed name and user name, which lie beside it and can be erased lawfully after the retention. */
  readonly printed: string;
  readonly roles: readonly string[];
  readonly at: string;
  /** In force at the signer's site. */
  readonly zone: string;
  /** What the signer's browser or terminal said; data alone. */
  readonly signerZone: string | null;
  readonly methods: readonly string[];
  readonly series: number;
  readonly evidenceHash: string;
  readonly requestId: string;
  readonly build: string;
};

export const payloadText = (payload: Payload): string =>
  canonicalJson({
    format: 'interlock-signature/2',
    id: payload.id,
    statementHash: payload.statementHash,
    contentHash: payload.contentHash,
    nonce: payload.nonce,
    meaning: payload.meaning,
    meaningText: payload.meaningText,
    signerId: payload.signerId,
    printed: payload.printed,
    roles: payload.roles,
    at: payload.at,
    zone: payload.zone,
    signerZone: payload.signerZone,
    methods: payload.methods,
    series: payload.series,
    evidenceHash: payload.evidenceHash,
    requestId: payload.requestId,
    build: payload.build,
  });
