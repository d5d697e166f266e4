import { createHash } from 'node:crypto';
import canonicalizeJcs from 'canonicalize';

/** A value that JSON can carry. Dates travel as ISO 8601 text in UTC with milliseconds. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** RFC 8785 (JSON Canonicalization Scheme): one text for one value, whatever the order its keys were written in. */
export function canonicalJson(value: Json): string {
  const text = canonicalizeJcs(value);
  if (text === undefined) throw new TypeError('a value that JSON cannot carry has no canonical form');
  return text;
}

export const sha256 = (...parts: readonly (string | Uint8Array)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const leafPrefix = Uint8Array.of(0x00);

/** RFC 9162, section 2.1.1: the hash of a leaf is SHA-256(0x00 || leaf); here the leaf is the canonical JSON of the entry. */
export const leafHash = (value: Json): Buffer => sha256(leafPrefix, canonicalJson(value));
