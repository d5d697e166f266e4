/** Recovery codes of a person: so many at once. */
export const recoveryCodes = 10;
// Crockford's Base32 without I, L, O and U: nothing that is mistaken on paper, and no words.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const letters = 16;

/** The text of a code out of 16 random bytes: its number in the list and 80 bits, e.g. `03-7KQ2-M9ZC-4HTR-XW5E`. */
export function recoveryCodeText(position: number, random: Uint8Array): string {
  const secret = Array.from(random.subarray(0, letters), (byte) => alphabet[byte & 31]).join('');
  return `${String(position).padStart(2, '0')}-${secret.match(/.{4}/g)?.join('-') ?? ''}`;
}

/** What somebody typed, read kindly: its number and secret; null for what is no recovery code. */
export function readRecoveryCode(typed: string): { readonly position: number; readonly secret: string } | null {
  const plain = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  const match = /^(\d{2})([0-9A-HJKMNP-TV-Z]{16})$/.exec(plain);
  const position = Number(match?.[1] ?? '0');
  if (match?.[2] === undefined || position < 1 || position > recoveryCodes) return null;
  return { position, secret: match[2] };
}
