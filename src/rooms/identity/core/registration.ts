import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { cose, decodeAttestationObject, decodeCredentialPublicKey, parseAuthenticatorData } from '@simplewebauthn/server/helpers';
import { type AssertionFault, bytesOf, clientFault, dataFault, keyOf } from './assertion.ts';

/** What a new passkey gave, base64url as browsers send it. */
export type Attestation = {
  readonly id: string;
  readonly response: {
    readonly clientDataJSON: string;
    readonly attestationObject: string;
    readonly transports?: readonly string[] | undefined;
  };
};

export type Registered = {
  readonly credentialId: Buffer;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Buffer;
  readonly algorithm: number;
  readonly counter: number;
  readonly backupEligible: boolean;
};
export type CheckedRegistration =
  | { readonly ok: true; readonly registered: Registered }
  | { readonly ok: false; readonly fault: AssertionFault };

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('base64url');
const curves: Readonly<Record<number, string>> = { 1: 'P-256', 2: 'P-384', 3: 'P-521', 6: 'Ed25519', 7: 'Ed448' };

function jwkOf(key: cose.COSEPublicKey): JsonWebKey | null {
  if (cose.isCOSEPublicKeyEC2(key)) {
    const crv = curves[key.get(cose.COSEKEYS.crv) ?? 0] ?? '';
    return { kty: 'EC', crv, x: text(key.get(cose.COSEKEYS.x)), y: text(key.get(cose.COSEKEYS.y)) };
  }
  if (cose.isCOSEPublicKeyRSA(key)) return { kty: 'RSA', n: text(key.get(cose.COSEKEYS.n)), e: text(key.get(cose.COSEKEYS.e)) };
  if (cose.isCOSEPublicKeyOKP(key)) {
    const crv = curves[key.get(cose.COSEKEYS.crv) ?? 0] ?? '';
    return { kty: 'OKP', crv, x: text(key.get(cose.COSEKEYS.x)) };
  }
  return null;
}

/** A public key as authenticators write it (RFC 9052) in the form that everything else reads; null for what is none. */
export function keyOfCose(bytes: Uint8Array): { readonly der: Buffer; readonly algorithm: number } | null {
  try {
    const key = decodeCredentialPublicKey(Uint8Array.from(bytes));
    const jwk = jwkOf(key);
    const algorithm: number | undefined = key.get(cose.COSEKEYS.alg);
    if (jwk === null || algorithm === undefined) return null;
    const made: KeyObject = createPublicKey({ key: jwk, format: 'jwk' });
    return { der: made.export({ format: 'der', type: 'spki' }), algorithm };
  } catch {
    return null;
  }
}

function dataOf(attestationObject: Buffer): Buffer | null {
  try {
    return Buffer.from(decodeAttestationObject(Uint8Array.from(attestationObject)).get('authData'));
  } catch {
    return null;
  }
}

function credentialIn(data: Buffer) {
  try {
    return parseAuthenticatorData(Uint8Array.from(data));
  } catch {
    return null;
  }
}

/**
 * Checks a new passkey (WebAuthn level 3, 7.1). Attestation is not asked for, so what an authenticator says of its maker is not looked at: nothing is fetched,
 * and nothing depends on it.
 */
export function verifyRegistration(given: Attestation, challenge: Buffer, rpId: string, origin: string): CheckedRegistration {
  const no = (fault: AssertionFault): CheckedRegistration => ({ ok: false, fault });
  const client = bytesOf(given.response.clientDataJSON);
  const attestation = bytesOf(given.response.attestationObject);
  if (client === null || attestation === null) return no('not-base64url');
  const data = dataOf(attestation);
  if (data === null) return no('data-malformed');
  const fault = clientFault(client, 'webauthn.create', challenge, origin) ?? dataFault(data, rpId);
  if (fault !== null) return no(fault);
  const parsed = credentialIn(data);
  if (parsed?.credentialID === undefined || parsed.credentialPublicKey === undefined) return no('data-malformed');
  const credentialId = Buffer.from(parsed.credentialID);
  if (credentialId.toString('base64url') !== given.id || credentialId.length > 1023) return no('data-malformed');
  const key = keyOfCose(parsed.credentialPublicKey);
  if (key === null || keyOf(key.der, key.algorithm) === null) return no('key-unusable');
  const registered = {
    credentialId,
    publicKey: key.der,
    algorithm: key.algorithm,
    counter: parsed.counter,
    backupEligible: parsed.flags.be,
  };
  return { ok: true, registered };
}
