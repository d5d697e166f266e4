import { beforeEach, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { accountActs, appOf, passkeyOf } from '../../../../tests/support/credentials.ts';
import { type HttpReply, useHouse } from '../../../../tests/support/house.ts';
import { holdProfile } from '../../../../tests/support/profile.ts';

const house = useHouse();
const cookieOf = (reply: HttpReply) => {
  const set = [reply.headers['set-cookie']].flat().map(String);
  return set.map((line) => /^interlock_session=([^;]+)/.exec(line)?.[1]).find((one) => one !== undefined) ?? '';
};
const begin = async (person: Someone) => {
  const reply = await house().http(null, 'POST', '/sessions', { body: { email: person.email, password: person.password } });
  return { reply, as: { cookie: cookieOf(reply) } };
};
const complete = (as: { cookie: string }, body: object) => house().http(as, 'POST', '/sessions/second-factor', { body });
const code = (reply: HttpReply) => reply.body.refusals?.map((one: { code: string }) => one.code) ?? [];

const profile = (values: Readonly<Record<string, number | string>>) => holdProfile(house().app, values);
beforeEach(async () => {
  house().clock.moveBy(60_000);
  await profile({});
});

describe('signing in with a second factor', () => {
  test('who has none signs in with the password, and the session says how', async () => {
    const { reply, as } = await begin(await house().someone(['quality']));
    expect(reply.body.session).toMatchObject({ state: 'open', methods: ['password'] });
    expect((await house().http(as, 'GET', '/people')).status).toBe(200);
  });

  test('who has one owes it: until then the session opens nothing, and then it is another', async () => {
    const person = await house().someone(['quality']);
    const app = await appOf(house(), person);
    const { reply, as } = await begin(person);
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({ rights: [], roles: [], session: { state: 'second-factor', methods: ['password'] } });
    for (const [method, path, body] of [
      ['GET', '/people', undefined],
      ['GET', '/sessions', undefined],
      ['GET', '/credentials', undefined],
      ['POST', '/tokens', { name: 'x', scopes: ['read'], expiresInDays: 1 }],
      ['POST', '/password/acts/change', { currentPassword: person.password, password: 'nine brown horses graze' }],
    ] as const) {
      const refused = await house().http(as, method, path, body === undefined ? {} : { body });
      expect(refused.status, path).toBe(401);
      expect(code(refused), path).toEqual(['foundation.sign-in-unfinished']);
    }
    expect((await house().http(as, 'GET', '/credentials/offers/app')).status).toBe(403);
    expect((await house().http(as, 'GET', '/sessions/second-factor')).body).toMatchObject({
      step: 'second-factor',
      methods: ['code'],
    });
    const opened = await complete(as, { code: app.code() });
    expect(opened.status).toBe(201);
    expect(opened.body.session).toMatchObject({ state: 'open', methods: ['password', 'code'] });
    const after = { cookie: cookieOf(opened) };
    expect(after.cookie).not.toBe(as.cookie);
    expect((await house().http(after, 'GET', '/people')).status).toBe(200);
    expect((await house().http(as, 'GET', '/sessions/current')).status).toBe(401);
    expect((await accountActs(house(), person.id)).toSorted()).toEqual(['identity.sign-in-begun', 'identity.signed-in']);
  });

  test('with a passkey over the challenge of this very sign-in, and of no other', async () => {
    const person = await house().someone(['quality']);
    const passkey = await passkeyOf(house(), person);
    const { as } = await begin(person);
    const other = await begin(person);
    const question = async (who: { cookie: string }) =>
      (await house().http(who, 'GET', '/sessions/second-factor')).body.passkey.challenge;
    const foreign = passkey.sign(await question(other.as));
    expect(code(await complete(as, { passkey: foreign }))).toEqual(['identity.second-factor-failed', 'identity.passkey-refused']);
    const opened = await complete(as, { passkey: passkey.sign(await question(as)) });
    expect(opened.body.session).toMatchObject({ state: 'open', methods: ['password', 'passkey'] });
  });

  test('[P11-300-4] failures count together with wrong passwords, and signing in again clears none of them', async () => {
    const person = await house().someone(['quality']);
    const app = await appOf(house(), person);
    const wrong = await house().http(null, 'POST', '/sessions', { body: { email: person.email, password: 'not it' } });
    expect(wrong.status).toBe(401);
    for (let at = 0; at < 3; at++) {
      const { as } = await begin(person);
      expect((await complete(as, { code: '000000' })).status).toBe(401);
    }
    const { as } = await begin(person);
    const last = await complete(as, { code: '000000' });
    expect(last.status).toBe(429);
    expect((await complete(as, { code: app.code() })).status).toBe(429);
    expect((await begin(person)).reply.status).toBe(429);
  });

  test('the second step takes no longer than five minutes, and exactly one component', async () => {
    const person = await house().someone(['quality']);
    const app = await appOf(house(), person);
    const { as } = await begin(person);
    expect(code(await complete(as, {}))).toEqual(['identity.one-second-factor']);
    expect(code(await complete(as, { code: app.code(), recoveryCode: 'x' }))).toEqual(['identity.one-second-factor']);
    house().clock.moveBy(5 * 60_000 + 1_000);
    expect((await complete(as, { code: app.code() })).status).toBe(401);
    const anew = await begin(person);
    const opened = await complete(anew.as, { code: app.code() });
    expect(opened.status).toBe(201);
    expect(code(await complete({ cookie: cookieOf(opened) }, { code: app.code() }))).toEqual(['identity.sign-in-begins-anew']);
  });

  test('a sign-in that is owed can be given up, and hears no news', async () => {
    const person = await house().someone(['quality']);
    await appOf(house(), person);
    const { as } = await begin(person);
    expect((await house().http(as, 'GET', '/events')).status).toBe(401);
    expect((await house().http(as, 'DELETE', '/sessions/current')).status).toBe(204);
    expect((await house().http(as, 'GET', '/sessions/current')).status).toBe(401);
  });

  test('a recovery code opens sign-in once, raises an alarm, and never a second time', async () => {
    const person = await house().someone(['quality']);
    const { body } = await house().http(person, 'POST', '/credentials/acts/make-recovery-codes', {
      body: { password: person.password },
    });
    await appOf(house(), person);
    const { as } = await begin(person);
    const recoveryCode = body.codes[4].toLowerCase();
    const opened = await complete(as, { recoveryCode });
    expect(opened.body.session.methods).toEqual(['password', 'recovery-code']);
    expect(await accountActs(house(), person.id)).toContain('identity.recovery-code-used');
    const told = await house().http({ cookie: cookieOf(opened) }, 'GET', '/credentials');
    expect(told.body.recovery).toMatchObject({ left: 9, lastUsedAt: house().clock.now().toISOString() });
    const again = await begin(person);
    expect(code(await complete(again.as, { recoveryCode }))).toEqual([
      'identity.second-factor-failed',
      'identity.recovery-code-wrong',
    ]);
  });

  test('where the profile asks it of people who decide, they set one up first; that finishes signing in; readers are let in', async () => {
    await profile({ 'signIn.secondFactor': 'required-to-decide' });
    expect((await begin(await house().someone(['stakeholder']))).reply.body.session.state).toBe('open');
    // Who signs what they reviewed is no mere reader.
    expect((await begin(await house().someone(['auditor']))).reply.body.session.state).toBe('enrol');
    const person = await house().someone(['quality']);
    const { reply, as } = await begin(person);
    expect(reply.body.session.state).toBe('enrol');
    expect(code(await complete(as, { code: '123456' }))).toEqual(['identity.enrol-first']);
    const { body } = await house().http(as, 'GET', '/credentials/offers/app');
    const { totpCode } = await import('../core/totp.ts');
    const { ScureBase32Plugin } = await import('otplib');
    const first = totpCode(new ScureBase32Plugin().decode(body.secret), house().clock.now());
    const wrong = await house().http(as, 'POST', '/credentials/apps', {
      body: { name: 'Phone', code: first, password: 'not it' },
    });
    expect(code(wrong)).toEqual(['identity.password-wrong']);
    const enrolled = await house().http(as, 'POST', '/credentials/apps', {
      body: { name: 'Phone', code: first, password: person.password },
    });
    expect(enrolled.status).toBe(201);
    const opened = { cookie: cookieOf(enrolled) };
    expect((await house().http(opened, 'GET', '/people')).status).toBe(200);
    expect((await house().http(as, 'GET', '/people')).status).toBe(401);
    expect((await begin(person)).reply.body.session.state).toBe('second-factor');
  });

  test('switched off, nobody is asked', async () => {
    await profile({ 'signIn.secondFactor': 'off' });
    const person = await house().someone(['quality']);
    await appOf(house(), person);
    expect((await begin(person)).reply.body.session.state).toBe('open');
  });
});
