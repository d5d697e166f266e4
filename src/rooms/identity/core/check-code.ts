// Crockford's Base32: nothing that is mistaken when it is read aloud.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The code that a person shows to who checks their identity: 40 bits out of 8 random bytes, e.g. `K7QM-2F9D`. */
export function checkCodeText(random: Uint8Array): string {
  const text = Array.from(random.subarray(0, 8), (byte) => alphabet[byte & 31]).join('');
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

/** What somebody typed off another screen, as it was written there. */
export function readCheckCode(typed: string): string {
  const plain = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return `${plain.slice(0, 4)}-${plain.slice(4)}`;
}
