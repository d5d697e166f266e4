import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { canonicalJson, type Json } from '../../src/foundation/canonical-json.ts';
import { commitmentTo, hashOfEntry } from '../../src/rooms/ledger/core/entry.ts';
import type { StoredEntry } from '../../src/rooms/ledger/door.ts';
import type { SignatureExhibit } from '../../src/rooms/signatures/core/exhibit.ts';
import { printedCommitment } from '../../src/rooms/signatures/core/intact.ts';
import {
  challengeOf,
  hashOfContent,
  hashOfText,
  type Payload,
  payloadText,
  type Statement,
  statementText,
} from '../../src/rooms/signatures/core/statement.ts';

const sha = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();
const text = (bytes: Buffer): string => bytes.toString('base64url');
const salt = '5a'.repeat(16);

export const keyKinds = {
  ES256: { algorithm: -7, digest: 'sha256', make: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }) },
  RS256: { algorithm: -257, digest: 'sha256', make: () => generateKeyPairSync('rsa', { modulusLength: 2048 }) },
  EdDSA: { algorithm: -8, digest: null, make: () => generateKeyPairSync('ed25519') },
} as const;
export type Passkey = { readonly kind: keyof typeof keyKinds; readonly privateKey: KeyObject; readonly publicKey: KeyObject };
export const passkeyOf = (kind: keyof typeof keyKinds): Passkey => ({ kind, ...keyKinds[kind].make() });

type Asserted = {
  readonly type?: string;
  readonly origin?: string;
  readonly rpId?: string;
  readonly flags?: number;
  readonly challenge?: Buffer;
};
/** What an authenticator answers, as evidence keeps it; the parts that a test names are wrong. */
export function assertionBy(passkey: Passkey, challenge: Buffer, wrong: Asserted = {}): { readonly [field: string]: Json } {
  const origin = wrong.origin ?? 'https://interlock.example';
  const client = Buffer.from(
    JSON.stringify({
      type: wrong.type ?? 'webauthn.get',
      challenge: text(wrong.challenge ?? challenge),
      origin,
      crossOrigin: false,
    }),
  );
  const data = Buffer.concat([sha(wrong.rpId ?? 'interlock.example'), Buffer.of(wrong.flags ?? 0x05, 0, 0, 0, 9)]);
  const { algorithm, digest } = keyKinds[passkey.kind];
  return {
    authenticator: 'key-1',
    rpId: 'interlock.example',
    origin: 'https://interlock.example',
    credentialId: text(sha('credential')),
    publicKey: text(passkey.publicKey.export({ format: 'der', type: 'spki' })),
    algorithm,
    authenticatorData: text(data),
    clientDataJSON: text(client),
    signature: text(sign(digest, Buffer.concat([data, sha(client)]), passkey.privateKey)),
  };
}

export type Wanted = {
  readonly id?: string;
  readonly statement?: Partial<Statement>;
  readonly payload?: Partial<Payload>;
  /** Makes the evidence for the challenge that this signature asks. */
  readonly evidence?: (challenge: Buffer) => { readonly [method: string]: Json };
  readonly entry?: Partial<StoredEntry['body']>;
};

/**
 * A signature behind its entry, every hash fitting: as the server writes it, or as somebody would who holds database and code and forges what a test names. By
 * default given with the password alone.
 */
export function aSignature(wanted: Wanted = {}): { readonly exhibit: SignatureExhibit; readonly entry: StoredEntry } {
  const id = wanted.id ?? '019c0000-0000-7000-8000-000000000001';
  const at = '2026-11-24T12:00:00.000Z';
  const statement: Statement = {
    subject: { kind: 'release', id: '019c0000-0000-7000-8000-00000000000a', key: 'REL-1042' },
    version: 3,
    verb: 'accept',
    act: 'releases.accepted',
    meaning: 'accepted',
    content: { name: 'LIMS 8.4' },
    input: { reason: 'as agreed' },
    ...wanted.statement,
  };
  const [printed, nonce] = [{ name: 'Ada Meier', userName: 'ada@firm.example' }, 'ab'.repeat(32)];
  const signerId = wanted.payload?.signerId ?? '019c0000-0000-7000-8000-0000000000ff';
  const shown = statementText(statement);
  const challenge = challengeOf(hashOfText(shown), statement.meaning, signerId, wanted.payload?.nonce ?? nonce);
  const evidence = (wanted.evidence ?? (() => ({ password: { changedAt: '2026-11-01T08:00:00.000Z' } })))(challenge);
  const payload: Payload = {
    id,
    statementHash: hashOfText(shown),
    contentHash: hashOfContent(statement.content),
    nonce,
    meaning: statement.meaning,
    meaningText: 'Accepted',
    signerId,
    printed: printedCommitment(Buffer.from(salt, 'hex'), printed.name, printed.userName),
    roles: ['release-manager'],
    at,
    zone: 'UTC',
    signerZone: 'Europe/Zurich',
    methods: Object.keys(evidence),
    series: 1,
    evidenceHash: hashOfText(canonicalJson(evidence)),
    requestId: 'req-1',
    build: 'test',
    ...wanted.payload,
  };
  const bound = payloadText(payload);
  const side = { slot: 'actor', salt, value: printed.name };
  const body: StoredEntry['body'] = {
    id: `019c0000-0000-7000-9000-${id.slice(-12)}`,
    at,
    actorId: signerId,
    actorKind: 'person',
    actorRoles: ['release-manager'],
    via: 'session',
    act: 'signatures.signed',
    subjectKind: 'signature',
    subjectId: id,
    subjectKey: null,
    subjectVersion: 2,
    subjectPlace: 2,
    unitIds: [],
    changes: [{ field: '/payloadHash', old: null, new: hashOfText(bound) }],
    commitments: { actor: commitmentTo(side) },
    requestId: 'req-1',
    build: 'test',
    configuration: 0,
    reasonCode: null,
    previousHash: null,
    ...wanted.entry,
  };
  return {
    exhibit: {
      format: 'interlock-signature-exhibit/1',
      id,
      statement: shown,
      payload: bound,
      evidence,
      printed: { ...printed, salt },
    },
    entry: { seq: 7, body, hash: hashOfEntry(body).toString('hex'), sides: [side] },
  };
}
