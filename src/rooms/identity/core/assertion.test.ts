import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { softAuthenticator } from '../../../../tests/support/credentials.ts';
import { type AssertionEvidence, type AssertionFault, signatureIsRight, verifyAssertionEvidence } from './assertion.ts';
import { verifyRegistration } from './registration.ts';

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../tests/fixtures/${name}`, import.meta.url), 'utf8'));
const hex = z.string().transform((text) => Buffer.from(text, 'hex'));
const vectors = z
  .array(
    z.object({
      id: z.string(),
      registration: z.object({ challenge: hex, credential_id: hex, clientDataJSON: hex, attestationObject: hex }),
      authentication: z.object({ challenge: hex, authenticatorData: hex, clientDataJSON: hex, signature: hex }),
    }),
  )
  .parse(fixture('webauthn/vectors.json'));
const wycheproof = z.array(
  z.object({ key: hex, tests: z.array(z.tuple([z.number(), hex, hex, z.enum(['valid', 'invalid', 'acceptable'])])) }),
);
const site = { rpId: 'example.org', origin: 'https://example.org' } as const;
const text = (bytes: Buffer): string => bytes.toString('base64url');

/** What the vectors' own flags and client data say: several were made without verifying the user, one inside a frame. */
const refusedFor: Readonly<Record<string, AssertionFault>> = {
  'none-es256': 'nobody-verified',
  'none-es256-crossOrigin': 'framed',
  'packed-rs256': 'nobody-verified',
  'android-key-es256': 'nobody-verified',
  'fido-u2f-es256': 'nobody-verified',
};
/** Registrations that the vectors make without verifying the user, or in a frame. */
const keyIn = (registration: (typeof vectors)[number]['registration']) => {
  const given = {
    id: text(registration.credential_id),
    response: { clientDataJSON: text(registration.clientDataJSON), attestationObject: text(registration.attestationObject) },
  };
  return verifyRegistration(given, registration.challenge, site.rpId, site.origin);
};
/** The flag of verification set in the data of a registration, which nothing signs where attestation is not asked for. */
function verified(object: Buffer): Buffer<ArrayBuffer> {
  const changed = Buffer.from(object);
  const at = changed.indexOf(createHash('sha256').update(site.rpId).digest()) + 32;
  changed[at] = (changed[at] ?? 0) | 0x04;
  return changed;
}

describe('the test vectors of WebAuthn level 3', () => {
  test.each(vectors.map((vector) => [vector.id, vector] as const))('%s', (id, { registration, authentication }) => {
    const plain = keyIn(registration);
    const registered = keyIn({ ...registration, attestationObject: verified(registration.attestationObject) });
    if (!plain.ok) expect(['nobody-verified', 'framed']).toContain(plain.fault);
    if (id === 'none-es256-crossOrigin' && !registered.ok) return expect(registered.fault).toBe('framed');
    if (!registered.ok) throw new Error(registered.fault);
    const { publicKey, algorithm } = registered.registered;
    const { challenge, authenticatorData, clientDataJSON, signature } = authentication;
    const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientDataJSON).digest()]);
    expect(signatureIsRight(publicKey, algorithm, signed, signature)).toBe(true);
    const evidence: AssertionEvidence = {
      credentialId: text(registration.credential_id),
      publicKey: text(publicKey),
      algorithm,
      authenticatorData: text(authenticatorData),
      clientDataJSON: text(clientDataJSON),
      signature: text(signature),
    };
    const checked = verifyAssertionEvidence(evidence, challenge, site.rpId, site.origin);
    const fault = refusedFor[id];
    expect(checked).toEqual(
      fault === undefined ? { ok: true, counter: expect.any(Number), backedUp: expect.any(Boolean) } : { ok: false, fault },
    );
  });

  test('cover elliptic curves, RSA and Edwards curves', () => {
    expect(vectors.map((vector) => vector.id).join(' ')).toMatch(/es256.*es384.*rs256.*ed448/);
  });
});

test.each([
  ['ed25519', -8],
  ['rsa_2048_sha256', -257],
] as const)('signatures of Wycheproof, %s: every invalid one is refused, every valid one accepted', (name, algorithm) => {
  const groups = wycheproof.parse(fixture(`wycheproof/${name}.json`));
  let tried = 0;
  for (const { key, tests } of groups) {
    for (const [id, message, signature, result] of tests) {
      if (result === 'acceptable') continue;
      expect(signatureIsRight(key, algorithm, message, signature), `${name} ${id}`).toBe(result === 'valid');
      tried++;
    }
  }
  expect(tried).toBeGreaterThan(100);
});

/** An integer as DER wants it: without leading zeros, positive. */
function derInteger(bytes: Buffer): Buffer {
  const at = bytes.findIndex((byte) => byte !== 0);
  const short = at < 0 ? Buffer.of(0) : bytes.subarray(at);
  const positive = ((short[0] ?? 0) & 0x80) === 0 ? short : Buffer.concat([Buffer.of(0), short]);
  return Buffer.concat([Buffer.of(0x02, positive.length), positive]);
}

test('signatures of Wycheproof, P-256: as WebAuthn carries them (DER) the invalid ones are refused, and in the other encoding all are', () => {
  const groups = wycheproof.parse(fixture('wycheproof/ecdsa_secp256r1_sha256_p1363.json'));
  const found = { valid: 0, invalid: 0 };
  for (const { key, tests } of groups) {
    for (const [id, message, signature, result] of tests) {
      expect(signatureIsRight(key, -7, message, signature), `raw ${id}`).toBe(false);
      if (signature.length !== 64 || result === 'acceptable') continue;
      const [r, s] = [derInteger(signature.subarray(0, 32)), derInteger(signature.subarray(32))];
      const der = Buffer.concat([Buffer.of(0x30, r.length + s.length), r, s]);
      expect(signatureIsRight(key, -7, message, der), `${id}`).toBe(result === 'valid');
      found[result] += 1;
    }
  }
  expect(found.valid).toBeGreaterThan(100);
  expect(found.invalid).toBeGreaterThan(50);
});

describe('evidence of a passkey', () => {
  const soft = softAuthenticator('https://interlock.example');
  const party = ['interlock.example', 'https://interlock.example'] as const;
  const challenge = randomBytes(32);
  const evidenceOf = (assertion: ReturnType<typeof soft.sign>): AssertionEvidence => ({
    credentialId: assertion.id,
    publicKey: text(soft.publicKey),
    algorithm: -7,
    ...assertion.response,
  });
  const right = evidenceOf(soft.sign(challenge));
  const faultOf = (evidence: AssertionEvidence, ...more: [Buffer?, string?, string?]) => {
    const checked = verifyAssertionEvidence(evidence, more[0] ?? challenge, more[1] ?? party[0], more[2] ?? party[1]);
    return checked.ok ? null : checked.fault;
  };

  test('as it was given is right, for this challenge, site and origin alone', () => {
    expect(faultOf(right)).toBeNull();
    expect(faultOf(right, randomBytes(32))).toBe('other-challenge');
    expect(faultOf(right, challenge, 'other.example')).toBe('other-site');
    expect(faultOf(right, challenge, party[0], 'https://other.example')).toBe('other-origin');
    expect(faultOf(evidenceOf(soft.sign(challenge, { type: 'webauthn.create' })))).toBe('other-ceremony');
  });

  test('of nobody present, nobody verified, or with flags that contradict each other is refused', () => {
    expect(faultOf(evidenceOf(soft.sign(challenge, { flags: 0x04 })))).toBe('nobody-present');
    expect(faultOf(evidenceOf(soft.sign(challenge, { flags: 0x01 })))).toBe('nobody-verified');
    expect(faultOf(evidenceOf(soft.sign(challenge, { flags: 0x15 })))).toBe('backup-flags');
  });

  test('forged with another key, or swapped between two assertions, is refused', () => {
    const other = softAuthenticator('https://interlock.example');
    expect(faultOf({ ...right, publicKey: text(other.publicKey) })).toBe('signature-wrong');
    const second = evidenceOf(soft.sign(challenge));
    expect(faultOf({ ...right, signature: second.signature })).toBe('signature-wrong');
    expect(faultOf({ ...right, authenticatorData: second.authenticatorData })).toBe('signature-wrong');
    expect(faultOf({ ...right, algorithm: -257 })).toBe('key-unusable');
    expect(faultOf({ ...right, algorithm: 0 })).toBe('key-unusable');
  });

  test('with any bit changed, any byte cut off or added is refused, and never a fault of ours', () => {
    const names = ['authenticatorData', 'clientDataJSON', 'signature', 'publicKey'] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.nat(),
        fc.nat({ max: 7 }),
        fc.constantFrom('flip', 'cut', 'add'),
        (name, at, bit, how) => {
          const bytes = Buffer.from(right[name], 'base64url');
          const place = at % bytes.length;
          if (how === 'flip') bytes[place] = (bytes[place] ?? 0) ^ (1 << bit);
          const changed =
            how === 'cut' ? bytes.subarray(0, place) : how === 'add' ? Buffer.concat([bytes, Buffer.of(bit)]) : bytes;
          expect(faultOf({ ...right, [name]: text(changed) }), `${how} ${name} ${place}`).not.toBeNull();
        },
      ),
      { numRuns: 1500 },
    );
    for (const name of names) expect(faultOf({ ...right, [name]: `${right[name]}=` })).toBe('not-base64url');
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        (data, client) => void faultOf({ ...right, authenticatorData: data, clientDataJSON: client }),
      ),
    );
  });
});
