import { freshBytes } from './fresh-bytes.ts';

const stepsBackMs = 10_000;

let lastMs = 0;
let sequence = 0;

/**
 * UUID version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then a 12-bit counter (method 1 of section 6.2) that
 * keeps ids of one process in the order they were made, then 62 random bits.
 */
export function uuidv7(nowMs: number = Date.now()): string {
  // A clock that steps back a little keeps the order; one that was set back, or a test's own, is followed.
  if (nowMs > lastMs || nowMs < lastMs - stepsBackMs) {
    lastMs = nowMs;
    sequence = 0;
  } else if (++sequence > 0xfff) {
    lastMs += 1;
    sequence = 0;
  }
  const random = freshBytes(16);
  random.writeUIntBE(lastMs, 0, 6);
  random[6] = 0x70 | (sequence >> 8);
  random[7] = sequence & 0xff;
  random[8] = 0x80 | ((random[8] ?? 0) & 0x3f);
  const hex = random.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isUuid = (text: string): boolean => uuidPattern.test(text);
