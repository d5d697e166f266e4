import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { sha256 } from './canonical-json.ts';

/** Bytes of a key (AES-256). */
export const vaultKeyBytes = 32;

/**
 * What must lie in the database and must not be readable from it. The key is outside: whoever has only the database (a dump, a backup, a replica) reads
 * nothing, and cannot move a sealed value to another record, because the place it belongs to is sealed with it.
 */
export type Vault = {
  /** False where the installation has no key: nothing can be sealed or opened. */
  readonly open: boolean;
  /** Seals bytes for one place, e.g. `totp 0193…`. Throws without a key. */
  readonly seal: (plain: Uint8Array, place: string) => Buffer;
  /** The bytes, or null when they were sealed with a key that is not here, for another place, or were changed. */
  readonly unseal: (sealed: Uint8Array, place: string) => Buffer | null;
  /** 32 bytes that only who has the key can compute, the same for the same purpose. Throws without a key. */
  readonly derive: (purpose: string) => Buffer;
};

// Layout of a sealed value: format 1, 4 bytes that name the key, nonce of 12, tag of 16, the rest is ciphertext.
const format = 1;
const nameBytes = 4;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + nameBytes + nonceBytes + tagBytes;

const nameOf = (key: Uint8Array): Buffer => sha256('interlock vault key', key).subarray(0, nameBytes);
const subkey = (key: Uint8Array, use: string): Buffer => createHmac('sha256', key).update(use).digest();

/** A vault over its keys: the first seals, all of them open, so that a new key can be put in front of the old one. */
export function vaultWith(keys: readonly Uint8Array[]): Vault {
  if (keys.some((key) => key.length !== vaultKeyBytes)) throw new Error(`a key of the vault has ${vaultKeyBytes} bytes`);
  const present = (): Uint8Array => {
    const [key] = keys;
    if (key === undefined) throw new Error('this installation has no key for secrets (INTERLOCK_SECRETS_KEY)');
    return key;
  };
  return {
    open: keys.length > 0,
    seal: (plain, place) => {
      const key = present();
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', subkey(key, 'seal'), nonce);
      cipher.setAAD(Buffer.from(place, 'utf8'));
      const text = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([Buffer.of(format), nameOf(key), nonce, cipher.getAuthTag(), text]);
    },
    unseal: (sealed, place) => {
      const bytes = Buffer.from(sealed);
      if (bytes.length < headBytes || bytes[0] !== format) return null;
      const name = bytes.subarray(1, 1 + nameBytes);
      const key = keys.find((one) => nameOf(one).equals(name));
      if (key === undefined) return null;
      const nonce = bytes.subarray(1 + nameBytes, 1 + nameBytes + nonceBytes);
      const decipher = createDecipheriv('aes-256-gcm', subkey(key, 'seal'), nonce, { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(place, 'utf8'));
      decipher.setAuthTag(bytes.subarray(1 + nameBytes + nonceBytes, headBytes));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(headBytes)), decipher.final()]);
      } catch {
        return null;
      }
    },
    derive: (purpose) => subkey(present(), `derive ${purpose}`),
  };
}
