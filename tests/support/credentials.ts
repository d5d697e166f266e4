import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { sql } from 'kysely';
import { uuidv7 } from '../../src/foundation/ids.ts';
import { relyingPartyOf } from '../../src/rooms/identity/core/relying-party.ts';
import { totpCode } from '../../src/rooms/identity/core/totp.ts';
import { insertApp, insertPasskey } from '../../src/rooms/identity/store/authenticators.ts';
import type { Someone } from './builders.ts';
import type { TestHouse } from './house.ts';

/** Marks the password and all authenticators of a person as covered by a check of identity, as if quality had recorded it. */
export async function proven(h: TestHouse, person: Someone): Promise<void> {
  const by = await h.someone(['quality']);
  const id = uuidv7();
  await h.app.database.db.transaction().execute(async (tx) => {
    await sql`insert into identity.identity_proof (id, person_id, proven_by, checked_on, how, recorded_at, of_checker)
      values (${id}, ${person.id}, ${by.id}, '2026-11-24', 'passport', ${h.clock.now()}, true)`.execute(tx);
    await sql`update identity.credential set proof_id = ${id} where person_id = ${person.id}`.execute(tx);
    await sql`update identity.authenticator set proof_id = ${id} where person_id = ${person.id}`.execute(tx);
  });
}

/** An authenticator app of a person; its step is long past, so that the code of now counts. */
export async function appOf(h: TestHouse, person: Someone): Promise<{ readonly id: string; readonly code: () => string }> {
  const id = uuidv7();
  const secret = randomBytes(20);
  await h.app.database.db
    .transaction()
    .execute((tx) => insertApp(tx, h.app.vault, { id, personId: person.id, name: 'Phone', now: h.clock.now(), secret, step: 0 }));
  return { id, code: () => totpCode(secret, h.clock.now()) };
}

export type SoftPasskey = {
  readonly id: string;
  readonly credentialId: string;
  /** Signs a challenge as an authenticator does; each assertion counts one further, unless a counter is named. */
  readonly sign: (challenge: Buffer | string, as?: AssertAs) => SoftAssertion;
};
export type AssertAs = {
  readonly counter?: number;
  readonly flags?: number;
  readonly rpId?: string;
  readonly origin?: string;
  readonly type?: string;
  readonly key?: KeyObject;
};
export type SoftAssertion = {
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
  readonly response: { readonly authenticatorData: string; readonly clientDataJSON: string; readonly signature: string };
  readonly clientExtensionResults: Readonly<Record<string, never>>;
};

const sha = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();

/** An authenticator in software: ES256, user present and verified, with a counter. */
export function softAuthenticator(publicUrl: string) {
  const party = relyingPartyOf(publicUrl);
  if (party === null) throw new Error(`passkeys do not work at ${publicUrl}`);
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credentialId = randomBytes(32);
  let counted = 1;
  const assertion = (challenge: Buffer | string, as: AssertAs = {}): SoftAssertion => {
    const text = typeof challenge === 'string' ? challenge : challenge.toString('base64url');
    const client = Buffer.from(
      JSON.stringify({
        type: as.type ?? 'webauthn.get',
        challenge: text,
        origin: as.origin ?? party.origin,
        crossOrigin: false,
      }),
    );
    const tail = Buffer.alloc(5);
    tail[0] = as.flags ?? 0x05;
    tail.writeUInt32BE(as.counter ?? ++counted, 1);
    const data = Buffer.concat([sha(as.rpId ?? party.id), tail]);
    const signature = sign('sha256', Buffer.concat([data, sha(client)]), as.key ?? privateKey);
    const id = credentialId.toString('base64url');
    return {
      id,
      rawId: id,
      type: 'public-key',
      response: {
        authenticatorData: data.toString('base64url'),
        clientDataJSON: client.toString('base64url'),
        signature: signature.toString('base64url'),
      },
      clientExtensionResults: {},
    };
  };
  const register = (challenge: string, as: AssertAs = {}) => {
    const client = Buffer.from(
      JSON.stringify({ type: as.type ?? 'webauthn.create', challenge, origin: as.origin ?? party.origin, crossOrigin: false }),
    );
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    // COSE key of ES256 (RFC 9052): {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
    const cose = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ]);
    const tail = Buffer.alloc(5);
    tail[0] = as.flags ?? 0x45;
    tail.writeUInt32BE(as.counter ?? counted, 1);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(credentialId.length);
    const data = Buffer.concat([sha(as.rpId ?? party.id), tail, Buffer.alloc(16), length, credentialId, cose]);
    // {"fmt": "none", "attStmt": {}, "authData": bytes}
    const head = Buffer.alloc(3);
    head[0] = 0x59;
    head.writeUInt16BE(data.length, 1);
    const object = Buffer.concat([Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'), head, data]);
    const id = credentialId.toString('base64url');
    return {
      id,
      rawId: id,
      type: 'public-key',
      response: {
        clientDataJSON: client.toString('base64url'),
        attestationObject: object.toString('base64url'),
        transports: ['internal'],
      },
      clientExtensionResults: {},
    };
  };
  return { credentialId, publicKey: publicKey.export({ format: 'der', type: 'spki' }), sign: assertion, register };
}

/** A passkey of a person, registered past the browser. */
export async function passkeyOf(h: TestHouse, person: Someone, name = 'Key'): Promise<SoftPasskey> {
  const id = uuidv7();
  const soft = softAuthenticator(h.app.settings.publicUrl);
  const passkey = {
    id,
    personId: person.id,
    name,
    now: h.clock.now(),
    credentialId: soft.credentialId,
    publicKey: soft.publicKey,
    algorithm: -7,
    counter: 1,
    transports: ['internal'],
    backupEligible: false,
  };
  await h.app.database.db.transaction().execute((tx) => insertPasskey(tx, passkey));
  return { id, credentialId: soft.credentialId.toString('base64url'), sign: soft.sign };
}

/** Acts in the log of a person's account, oldest first. */
export async function accountActs(h: TestHouse, personId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ act: string }>`
    select act from ledger.entry where subject_kind = 'account' and subject_id = ${personId} order by id`.execute(
    h.app.database.db,
  );
  return rows.map((row) => row.act);
}

/** A person who can sign: an authenticator app that was checked. `proof()` is what they give; each takes the clock a step further, for a code counts once. */
export async function signerOf(
  h: TestHouse,
  person: Someone,
): Promise<{ readonly person: Someone; readonly proof: () => { readonly password: string; readonly code: string } }> {
  const app = await appOf(h, person);
  await proven(h, person);
  const proof = () => {
    h.clock.moveBy(30_000);
    return { password: person.password, code: app.code() };
  };
  return { person, proof };
}
