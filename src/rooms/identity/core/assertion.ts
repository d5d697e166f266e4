import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { sha256 } from '../../../foundation/canonical-json.ts';

/** What a passkey gave and what proves it, all of it base64url: enough to check it again without any database. */
export type AssertionEvidence = {
  readonly credentialId: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: string;
  /** COSE algorithm (RFC 9053), e.g. -7. */
  readonly algorithm: number;
  readonly authenticatorData: string;
  readonly clientDataJSON: string;
  readonly signature: string;
};

export type AssertionFault =
  | 'not-base64url'
  | 'client-data-unreadable'
  | 'other-ceremony'
  | 'other-challenge'
  | 'other-origin'
  | 'framed'
  | 'data-malformed'
  | 'other-site'
  | 'nobody-present'
  | 'nobody-verified'
  | 'backup-flags'
  | 'key-unusable'
  | 'signature-wrong';

export type CheckedAssertion =
  | { readonly ok: true; readonly counter: number; readonly backedUp: boolean }
  | { readonly ok: false; readonly fault: AssertionFault };

/** COSE algorithms that are asked for, the preferred first: ES256, EdDSA, RS256. */
export const offeredAlgorithms = [-7, -8, -257] as const;

/** Node's name of the digest for each COSE algorithm we take; null where the algorithm has its own (EdDSA). */
const digests: ReadonlyMap<number, { readonly digest: string | null; readonly type: string; readonly curve?: string }> = new Map([
  [-7, { digest: 'sha256', type: 'ec', curve: 'prime256v1' }],
  [-35, { digest: 'sha384', type: 'ec', curve: 'secp384r1' }],
  [-36, { digest: 'sha512', type: 'ec', curve: 'secp521r1' }],
  [-257, { digest: 'sha256', type: 'rsa' }],
  [-8, { digest: null, type: 'ed25519' }],
  [-53, { digest: null, type: 'ed448' }],
]);

const flag = { present: 0x01, verified: 0x04, backupEligible: 0x08, backedUp: 0x10, attested: 0x40, extensions: 0x80 } as const;
// WebAuthn level 3, 6.1: SHA-256 of the RP ID, flags, counter; then only what the flags announce.
const plainBytes = 37;

export function bytesOf(text: string): Buffer | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return null;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}

const plainKey = (key: KeyObject): Buffer =>
  createPublicKey({ key: key.export({ format: 'jwk' }), format: 'jwk' }).export({ format: 'der', type: 'spki' });

/** The key, where it is one of the algorithm that it is named with. */
export function keyOf(der: Buffer, algorithm: number): KeyObject | null {
  const shape = digests.get(algorithm);
  if (shape === undefined) return null;
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    const fits =
      key.asymmetricKeyType === shape.type &&
      (shape.curve === undefined || key.asymmetricKeyDetails?.namedCurve === shape.curve) &&
      (shape.type !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048) &&
      // OpenSSL reads past what it needs, and points in several forms: one key has one text, so that evidence cannot be dressed up.
      plainKey(key).equals(der);
    return fits ? key : null;
  } catch {
    return null;
  }
}

/** Whether a signature by a key (SPKI, DER) over these bytes is right; false for whatever cannot be checked. */
export function signatureIsRight(der: Buffer, algorithm: number, data: Buffer, signature: Buffer): boolean {
  const key = keyOf(der, algorithm);
  if (key === null) return false;
  try {
    return verify(digests.get(algorithm)?.digest ?? null, data, key, signature);
  } catch {
    return false;
  }
}

type ClientData = { readonly type: unknown; readonly challenge: unknown; readonly origin: unknown; readonly framed: boolean };

function clientDataOf(bytes: Buffer): ClientData | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof value !== 'object' || value === null) return null;
    const of = (name: string): unknown => Reflect.get(value, name);
    return {
      type: of('type'),
      challenge: of('challenge'),
      origin: of('origin'),
      framed: of('crossOrigin') === true || of('topOrigin') !== undefined,
    };
  } catch {
    return null;
  }
}

/** What is wrong with what the browser says of the ceremony (WebAuthn level 3, 5.8.1). */
export function clientFault(
  bytes: Buffer,
  type: 'webauthn.create' | 'webauthn.get',
  challenge: Buffer,
  origin: string,
): AssertionFault | null {
  const client = clientDataOf(bytes);
  if (client === null) return 'client-data-unreadable';
  if (client.type !== type) return 'other-ceremony';
  if (client.challenge !== challenge.toString('base64url')) return 'other-challenge';
  if (client.origin !== origin) return 'other-origin';
  return client.framed ? 'framed' : null;
}

/** What is wrong with what the authenticator says of itself (WebAuthn level 3, 6.1). */
export function dataFault(data: Buffer, rpId: string): AssertionFault | null {
  if (data.length < plainBytes) return 'data-malformed';
  const flags = data[32] ?? 0;
  const announced = (flags & (flag.attested | flag.extensions)) !== 0;
  if (!announced && data.length !== plainBytes) return 'data-malformed';
  if (!data.subarray(0, 32).equals(sha256(rpId))) return 'other-site';
  if ((flags & flag.present) === 0) return 'nobody-present';
  if ((flags & flag.verified) === 0) return 'nobody-verified';
  return (flags & flag.backedUp) !== 0 && (flags & flag.backupEligible) === 0 ? 'backup-flags' : null;
}

/**
 * Checks what a passkey gave: that it was asked at this origin, for this site, over exactly this challenge, of a person who was present and verified, and that
 * this key signed it (WebAuthn level 3, 7.2, steps 9 to 21). Pure: the offline verifier uses it too. The counter is for the caller to compare.
 */
export function verifyAssertionEvidence(
  evidence: AssertionEvidence,
  challenge: Buffer,
  rpId: string,
  origin: string,
): CheckedAssertion {
  const no = (fault: AssertionFault): CheckedAssertion => ({ ok: false, fault });
  const data = bytesOf(evidence.authenticatorData);
  const client = bytesOf(evidence.clientDataJSON);
  const signature = bytesOf(evidence.signature);
  const der = bytesOf(evidence.publicKey);
  if (data === null || client === null || signature === null || der === null) return no('not-base64url');
  const fault = clientFault(client, 'webauthn.get', challenge, origin) ?? dataFault(data, rpId);
  if (fault !== null) return no(fault);
  if (keyOf(der, evidence.algorithm) === null) return no('key-unusable');
  if (!signatureIsRight(der, evidence.algorithm, Buffer.concat([data, sha256(client)]), signature)) return no('signature-wrong');
  return { ok: true, counter: data.readUInt32BE(33), backedUp: ((data[32] ?? 0) & flag.backedUp) !== 0 };
}
