import { randomBytes } from 'node:crypto';
import type { StampAuthority } from '../core/stamp-policy.ts';
import { certificatesIn } from '../core/stamp-policy.ts';
import { readStamp, type Stamp, type StampAsked, stampFault, stampRequest, tokenIn, vouchedUntil } from '../core/time-stamp.ts';

const patience = 10_000;
/** A token with its chain has some 6 kB. */
const longestAnswer = 64_000;

export type StampAnswer =
  | { readonly is: 'stamped'; readonly token: Buffer; readonly stamp: Stamp; readonly expiresAt: Date }
  /** An answer came, and is not the genuine answer to what was asked. */
  | { readonly is: 'refused'; readonly says: string }
  | { readonly is: 'failed'; readonly says: string };

const shortly = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 300);

async function bytesOf(response: Response): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    parts.push(chunk);
    length += chunk.length;
    if (length > longestAnswer) throw new Error('the answer is too long');
  }
  return Buffer.concat(parts);
}

async function send(
  url: string,
  body: Buffer,
): Promise<{ readonly status: number; readonly bytes: Buffer } | { readonly failed: string }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: new Uint8Array(body),
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    });
    return { status: response.status, bytes: await bytesOf(response) };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
    return { failed: shortly(`it does not answer: ${error instanceof Error ? error.message : String(error)} ${cause}`) };
  }
}

/** Judges an answer: a genuine token, for this request, by a signer for whom the named certificates vouch. */
export function judgeAnswer(bytes: Buffer, asked: StampAsked, certificates: string): StampAnswer {
  const answer = tokenIn(bytes);
  if ('unproven' in answer) return { is: 'failed', says: `its answer holds no token: ${answer.unproven}` };
  const stamp = readStamp(answer.token);
  if ('unproven' in stamp) return { is: 'refused', says: `its token is not genuine: ${stamp.unproven}` };
  const fault = stampFault(stamp, asked);
  if (fault !== null) return { is: 'refused', says: `its token is refused: ${fault}` };
  const anchors = certificatesIn(certificates);
  const expiresAt = 'unreadable' in anchors ? null : vouchedUntil(stamp, anchors);
  if (expiresAt === null)
    return { is: 'refused', says: 'its token is refused: none of its certificates that you named vouches for the signer' };
  return { is: 'stamped', token: answer.token, stamp, expiresAt };
}

/** Asks an authority to stamp a hash. Nothing of this happens within a transaction. */
export async function askAuthority({ url, policy, certificates }: StampAuthority, hash: Buffer): Promise<StampAnswer> {
  const asked: StampAsked = { hash, nonce: randomBytes(16), policy };
  const answer = await send(url, stampRequest(asked));
  if ('failed' in answer) return { is: 'failed', says: answer.failed };
  if (answer.status !== 200) return { is: 'failed', says: `it answered ${answer.status}` };
  return judgeAnswer(answer.bytes, asked, certificates);
}
