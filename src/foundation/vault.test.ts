import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { vaultWith } from './vault.ts';

const one = randomBytes(32);
const other = randomBytes(32);
const secret = Buffer.from('twenty secret bytes!');

describe('the vault', () => {
  test('what is sealed is opened again with the key and at its place', () => {
    const vault = vaultWith([one]);
    const sealed = vault.seal(secret, 'totp a');
    expect(sealed.includes(secret)).toBe(false);
    expect(vault.unseal(sealed, 'totp a')).toEqual(secret);
    expect(vault.seal(secret, 'totp a')).not.toEqual(sealed);
  });

  test('a sealed value that was moved to another place, changed by a bit or cut is not opened', () => {
    const vault = vaultWith([one]);
    const sealed = vault.seal(secret, 'totp a');
    expect(vault.unseal(sealed, 'totp b')).toBeNull();
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(vault.unseal(changed, 'totp a'), `bit of byte ${at}`).toBeNull();
      expect(vault.unseal(sealed.subarray(0, at), 'totp a')).toBeNull();
    }
  });

  test('a new key in front seals from then on, and what the old one sealed is still opened', () => {
    const before = vaultWith([one]).seal(secret, 'p');
    const vault = vaultWith([other, one]);
    expect(vault.unseal(before, 'p')).toEqual(secret);
    expect(vaultWith([one]).unseal(vault.seal(secret, 'p'), 'p')).toBeNull();
    expect(vaultWith([other]).unseal(before, 'p')).toBeNull();
  });

  test('without a key nothing is sealed and nothing opened; a key of another length is refused', () => {
    const vault = vaultWith([]);
    expect(vault.open).toBe(false);
    expect(() => vault.seal(secret, 'p')).toThrow(/INTERLOCK_SECRETS_KEY/);
    expect(vault.unseal(vaultWith([one]).seal(secret, 'p'), 'p')).toBeNull();
    expect(() => vaultWith([randomBytes(16)])).toThrow();
  });

  test('what is derived is the same for the same purpose, another for another, and never the key', () => {
    const vault = vaultWith([one]);
    expect(vault.derive('x')).toEqual(vault.derive('x'));
    expect(vault.derive('x')).not.toEqual(vault.derive('y'));
    expect(vaultWith([other]).derive('x')).not.toEqual(vault.derive('x'));
    expect(vault.derive('x')).not.toEqual(one);
  });
});
