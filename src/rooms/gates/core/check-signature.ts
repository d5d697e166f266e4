import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto';
import { canonicalJson, type Json } from '../../../foundation/canonical-json.ts';

/** What a checker answers. What it leaves out is not part of what it signs. */
export type CheckAnswer = { readonly [name: string]: Json };

/** The text that is signed: names its purpose, the check, the moment, and carries the answer as RFC 8785 text. */
export const signedText = (checkId: string, timestamp: string, answer: CheckAnswer): string =>
  `interlock external-check answer v1\n${checkId}\n${timestamp}\n${canonicalJson(answer)}`;

/** HMAC-SHA-256 with the shared secret; compared in a time that does not depend on where the two differ. */
export function signedBySecret(secret: Uint8Array, text: string, signature: Uint8Array): boolean {
  const expected = createHmac('sha256', secret).update(text).digest();
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}

// A public key of Ed25519 travels as 32 bytes; this is what goes before them in SubjectPublicKeyInfo (RFC 8410).
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');

const publicKeyOf = (raw: Uint8Array) => createPublicKey({ key: Buffer.concat([spkiHead, raw]), format: 'der', type: 'spki' });

export function signedByKey(publicKey: Uint8Array, text: string, signature: Uint8Array): boolean {
  return signature.length === 64 && verify(null, Buffer.from(text), publicKeyOf(publicKey), signature);
}

/** Whether 32 bytes are a public key at all. */
export function isPublicKey(raw: Uint8Array): boolean {
  if (raw.length !== 32) return false;
  try {
    publicKeyOf(raw);
    return true;
  } catch {
    return false;
  }
}
