import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { ScureBase32Plugin } from 'otplib';
import { describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { accountActs, appOf, passkeyOf, softAuthenticator } from '../../../../tests/support/credentials.ts';
import { type HttpReply, startTestHouse, useHouse } from '../../../../tests/support/house.ts';
import { totpCode } from '../core/totp.ts';

const house = useHouse();
const http = (as: Someone, method: 'GET' | 'POST', path: string, body?: object) =>
  house().http(as, method, path, body === undefined ? {} : { body });
const codes = (reply: HttpReply) => reply.body.refusals?.map((one: { code: string }) => one.code) ?? [];
const offeredSecret = async (person: Someone): Promise<Uint8Array> =>
  new ScureBase32Plugin().decode((await http(person, 'GET', '/credentials/offers/app')).body.secret);
const enrolApp = (person: Someone, code: string, more: object = {}) =>
  http(person, 'POST', '/credentials/apps', { name: 'Phone', code, password: person.password, ...more });
const offeredPasskey = async (person: Someone) => (await http(person, 'GET', '/credentials/offers/passkey')).body.options;

describe('an authenticator app', () => {
  test('is set up with its first code and the password; the secret is nowhere in the database in the clear, and never told again', async () => {
    const person = await house().someone(['quality']);
    const secret = await offeredSecret(person);
    expect(await offeredSecret(person)).toEqual(secret);
    const code = totpCode(secret, house().clock.now());
    expect(codes(await enrolApp(person, '000000'))).toEqual(['identity.first-code-wrong']);
    expect(codes(await enrolApp(person, code, { password: 'not it' }))).toEqual(['identity.password-wrong']);
    expect((await enrolApp(person, code)).status).toBe(201);
    const { db } = house().app.database;
    const { rows } = await sql<{ text: string }>`select to_jsonb(a)::text as text from identity.authenticator a`.execute(db);
    const { rows: trail } = await sql<{ text: string }>`select to_jsonb(e)::text as text from ledger.entry e`.execute(db);
    const told = [...rows, ...trail].map((row) => row.text).join();
    for (const form of [Buffer.from(secret).toString('hex'), new ScureBase32Plugin().encode(secret)])
      expect(told).not.toContain(form);
    const shown = await http(person, 'GET', '/credentials');
    expect(shown.text).not.toContain(new ScureBase32Plugin().encode(secret));
    expect(shown.body.items).toMatchObject([{ kind: 'app', name: 'Phone', checked: false }]);
    expect(await offeredSecret(person)).not.toEqual(secret);
    expect(codes(await enrolApp(person, totpCode(await offeredSecret(person), house().clock.now())))).toEqual([
      'identity.app-already',
    ]);
  });

  test('of somebody is worth nothing in another row: a sealed secret that was moved is not opened', async () => {
    const one = await house().someone(['quality']);
    const other = await house().someone(['quality']);
    const mine = await appOf(house(), one);
    const theirs = await appOf(house(), other);
    await sql`update identity.authenticator set sealed_secret = (select sealed_secret from identity.authenticator where id = ${mine.id}) where id = ${theirs.id}`.execute(
      house().app.database.db,
    );
    const reply = await http(other, 'POST', '/credentials/acts/ask-for-check', { password: other.password, code: mine.code() });
    expect(codes(reply)).toEqual(['identity.secret-unreadable']);
  });

  test('needs a key: without one nothing is offered, and it says what would help', async () => {
    const keyless = await startTestHouse({ secretsKeys: [] });
    try {
      const person = await keyless.someone(['quality']);
      const reply = await keyless.http(person, 'GET', '/credentials/offers/app');
      expect(codes(reply)).toEqual(['identity.no-secrets-key']);
      expect(reply.text).toContain('INTERLOCK_SECRETS_KEY');
      const { body } = await keyless.http(person, 'GET', '/credentials');
      expect(body.can['add-app'][0].code).toBe('identity.no-secrets-key');
      expect(body.can['add-passkey']).toBe(true);
    } finally {
      await keyless.close();
    }
  });
});

describe('passkeys', () => {
  test('are several a person, made over the challenge of the very session, each with its name', async () => {
    const person = await house().someone(['quality']);
    const soft = softAuthenticator(house().app.settings.publicUrl);
    for (const [name, authenticator] of [
      ['Laptop', soft],
      ['Key', softAuthenticator(house().app.settings.publicUrl)],
    ] as const) {
      house().clock.moveBy(1);
      const options = await offeredPasskey(person);
      expect(options).toMatchObject({ attestation: 'none', authenticatorSelection: { userVerification: 'required' } });
      const passkey = authenticator.register(options.challenge);
      expect((await http(person, 'POST', '/credentials/passkeys', { name, password: person.password, passkey })).status).toBe(
        201,
      );
    }
    expect((await offeredPasskey(person)).excludeCredentials).toHaveLength(2);
    const { body } = await http(person, 'GET', '/credentials');
    expect(body.items.map((item: { name: string; synced: boolean }) => [item.name, item.synced])).toEqual([
      ['Laptop', false],
      ['Key', false],
    ]);
  });

  test('[P11-200-6] made for another challenge, site or ceremony, without a verified person, or registered before by anybody are refused', async () => {
    const person = await house().someone(['quality']);
    const other = await house().someone(['quality']);
    const add = async (who: Someone, passkey: object) =>
      codes(await http(who, 'POST', '/credentials/passkeys', { name: 'Key', password: who.password, passkey }));
    const soft = softAuthenticator(house().app.settings.publicUrl);
    const challenge = (await offeredPasskey(person)).challenge;
    const bad = [
      soft.register(randomBytes(32).toString('base64url')),
      soft.register(challenge, { origin: 'http://evil.example' }),
      soft.register(challenge, { rpId: 'evil.example' }),
      soft.register(challenge, { type: 'webauthn.get' }),
      soft.register(challenge, { flags: 0x41 }),
      soft.register((await offeredPasskey(other)).challenge),
    ];
    for (const passkey of bad) expect(await add(person, passkey)).toEqual(['identity.passkey-not-made']);
    expect(await add(person, soft.register(challenge))).toEqual([]);
    expect(await add(person, soft.register(challenge))).toEqual(['identity.passkey-not-made']);
    expect(await add(other, soft.register((await offeredPasskey(other)).challenge))).toEqual(['identity.passkey-taken']);
  });

  test('do not work at an address without a name or encryption, and that is said', async () => {
    const plain = await startTestHouse({
      settings: { build: 'test', checkReplies: true, secure: false, publicUrl: 'http://192.0.2.7:7420' },
    });
    try {
      const reply = await plain.http(await plain.someone(), 'GET', '/credentials/offers/passkey');
      expect(reply.status).toBe(503);
      expect(codes(reply)).toEqual(['identity.passkeys-need-address']);
    } finally {
      await plain.close();
    }
  });
});

describe('removing', () => {
  test('[P11-300-3] takes another component than what is removed; then it opens nothing any more, and the log says with what it was confirmed', async () => {
    const person = await house().someone(['quality']);
    const passkey = await passkeyOf(house(), person);
    const remove = (proof: object) => http(person, 'POST', `/credentials/${passkey.id}/acts/remove`, proof);
    expect(codes(await remove({}))).toEqual(['identity.another-component']);
    const { question } = (await http(person, 'GET', `/credentials/passkey-question?purpose=remove&id=${passkey.id}`)).body;
    expect(question).toBeNull();
    expect(codes(await remove({ password: 'not it' }))).toEqual(['identity.password-wrong']);
    const done = await remove({ password: person.password });
    expect(done.body.items).toEqual([]);
    expect((await remove({ password: person.password })).status).toBe(404);
    expect(await accountActs(house(), person.id)).toContain('identity.authenticator-removed');
  });

  test('is confirmed by a passkey over the challenge for this very act, once', async () => {
    const person = await house().someone(['quality']);
    const app = await appOf(house(), person);
    const passkey = await passkeyOf(house(), person);
    const ask = async (query: string) => (await http(person, 'GET', `/credentials/passkey-question?${query}`)).body.question;
    const foreign = passkey.sign((await ask('purpose=make-recovery-codes')).challenge);
    const remove = (assertion: object) => http(person, 'POST', `/credentials/${app.id}/acts/remove`, { passkey: assertion });
    expect(codes(await remove(foreign))).toEqual(['identity.passkey-refused']);
    const question = await ask(`purpose=remove&id=${app.id}`);
    expect(question.allowCredentials.map((one: { id: string }) => one.id)).toEqual([passkey.credentialId]);
    expect((await remove(passkey.sign(question.challenge))).status).toBe(200);
  });

  test('of somebody else’s is as unknown as of none', async () => {
    const person = await house().someone(['quality']);
    const { id } = await passkeyOf(house(), await house().someone(['quality']));
    const reply = await http(person, 'POST', `/credentials/${id}/acts/remove`, { password: person.password });
    expect(reply.status).toBe(404);
  });
});

test('recovery codes are ten, told once, kept as hashes, and new ones end the old', async () => {
  const person = await house().someone(['quality']);
  const make = () => http(person, 'POST', '/credentials/acts/make-recovery-codes', { password: person.password });
  expect(codes(await http(person, 'POST', '/credentials/acts/make-recovery-codes', {}))).toEqual(['identity.nothing-proven']);
  const first = (await make()).body.codes;
  expect(new Set(first).size).toBe(10);
  const second = (await make()).body.codes;
  expect(second.filter((code: string) => first.includes(code))).toEqual([]);
  const { rows } = await sql<{
    code_hash: string;
  }>`select code_hash from identity.recovery_code where person_id = ${person.id}`.execute(house().app.database.db);
  expect(rows).toHaveLength(10);
  for (const row of rows) expect(row.code_hash).toMatch(/^\$argon2id\$/);
  const shown = await http(person, 'GET', '/credentials');
  expect(shown.body.recovery).toMatchObject({ left: 10, lastUsedAt: null });
  for (const code of second) expect(shown.text).not.toContain(code.slice(3));
});

test('what somebody proves themself with is seen by them, administrators and who checks identities, and by a token of nobody', async () => {
  const person = await house().someone(['quality']);
  await passkeyOf(house(), person, 'Laptop');
  const path = `/people/${person.id}/credentials`;
  for (const role of ['administrator', 'quality'] as const)
    expect((await http(await house().someone([role]), 'GET', path)).body.items).toHaveLength(1);
  expect((await http(await house().someone(['release-manager']), 'GET', path)).status).toBe(403);
  const unit = await house().unit();
  expect((await http(await house().someone(['administrator'], { unit }), 'GET', path)).status).toBe(404);
  const token = await house().apiToken(person, ['read', 'act']);
  expect((await house().http(token, 'GET', '/credentials')).status).toBe(403);
});
