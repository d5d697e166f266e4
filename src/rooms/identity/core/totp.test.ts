import { describe, expect, test } from 'vitest';
import { totpAddress, totpCode, totpSecretText, totpStepOf } from './totp.ts';

/** RFC 6238, appendix B: the seed for SHA-1 and the last six of its eight digits. */
const seed = Buffer.from('12345678901234567890', 'ascii');
const vectors = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const;
const at = (seconds: number): Date => new Date(seconds * 1000);
const step = (seconds: number): number => Math.floor(seconds / 30);

describe('one-time codes', () => {
  test.each(vectors)('are those of RFC 6238, appendix B: at %d s it is %s', (seconds, code) => {
    expect(totpCode(seed, at(seconds))).toBe(code);
    expect(totpStepOf(seed, code, at(seconds), null)).toBe(step(seconds));
  });

  test('count one step early and one step late, not two', () => {
    const now = 1_234_567_890;
    for (const [by, counts] of [
      [-60, false],
      [-30, true],
      [0, true],
      [30, true],
      [60, false],
    ] as const) {
      const found = totpStepOf(seed, totpCode(seed, at(now + by)), at(now), null);
      expect(found, `${by} s`).toBe(counts ? step(now + by) : null);
    }
  });

  test('[P11-300-4] never count twice, nor does the code of an earlier step after a later one', () => {
    const now = 1_234_567_890;
    const code = totpCode(seed, at(now));
    expect(totpStepOf(seed, code, at(now), step(now) - 1)).toBe(step(now));
    expect(totpStepOf(seed, code, at(now), step(now))).toBeNull();
    expect(totpStepOf(seed, totpCode(seed, at(now - 30)), at(now), step(now))).toBeNull();
    expect(totpStepOf(seed, totpCode(seed, at(now + 30)), at(now), step(now))).toBe(step(now) + 1);
    expect(totpStepOf(seed, totpCode(seed, at(now + 30)), at(now), step(now) + 1)).toBeNull();
  });

  test('that are no six digits count for nothing', () => {
    for (const code of ['', '12345', '1234567', 'abcdef', ' 287082', '２８７０８２', '28708２'])
      expect(totpStepOf(seed, code, at(59), null)).toBeNull();
  });

  test('are set up with an address that authenticator apps read', () => {
    expect(totpSecretText(seed)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    const address = new URL(totpAddress(seed, 'ann@firm.example'));
    expect(address.protocol).toBe('otpauth:');
    expect(address.searchParams.get('secret')).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    expect(address.searchParams.get('issuer')).toBe('Interlock');
  });
});
