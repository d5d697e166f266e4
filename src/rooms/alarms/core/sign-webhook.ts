import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Headers of a signed message: the key by its name, the time, the hash of the body (RFC 9530), and an HMAC-SHA-256 over the three of them, a line each. Whoever receives it
 * computes the hash of what arrived, refuses an old time, and compares.
 */
export function signedHeaders(
  body: string,
  at: Date,
  key: { readonly id: string; readonly secret: Buffer },
): Readonly<Record<string, string>> {
  const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
  const time = at.toISOString();
  return {
    'content-type': 'application/json',
    'content-digest': digest,
    'interlock-key': key.id,
    'interlock-time': time,
    'interlock-signature': hmac(key.id, time, digest, key.secret),
  };
}

const hmac = (id: string, time: string, digest: string, secret: Buffer): string =>
  createHmac('sha256', secret).update(`${id}\n${time}\n${digest}`).digest('hex');

/** What a receiver does; our tests are one. */
export function isSigned(body: string, headers: Readonly<Record<string, string | undefined>>, secret: Buffer): boolean {
  const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
  const given = Buffer.from(headers['interlock-signature'] ?? '', 'hex');
  const due = Buffer.from(hmac(headers['interlock-key'] ?? '', headers['interlock-time'] ?? '', digest, secret), 'hex');
  return headers['content-digest'] === digest && given.length === due.length && timingSafeEqual(given, due);
}
