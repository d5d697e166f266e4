import { describe, expect, test } from 'vitest';
import { startTestHouse, useHouse } from '../../../../tests/support/house.ts';

const house = useHouse();

describe('API tokens', () => {
  test('a person makes a token, its secret is shown once, it is narrowed by its scopes, and it ends', async () => {
    const h = house();
    const person = await h.someone(['release-manager']);
    const make = (body: object) =>
      h.http(person, 'POST', '/tokens', { body: { name: 'CI', scopes: ['read'], expiresInDays: 30, ...body } });
    const made = await make({});
    expect(made.status).toBe(201);
    const token = { token: made.body.secret };
    expect((await h.http(token, 'GET', '/people')).status).toBe(200);
    const denied = await h.http(token, 'POST', '/deputations', { body: {} });
    expect(denied.body.refusals.map((refusal: { code: string }) => refusal.code)).toEqual([
      'identity.people-only',
      'identity.token-too-narrow',
    ]);
    expect((await h.http(token, 'POST', '/tokens', { body: {} })).status).toBe(403);
    const list = await h.http(person, 'GET', '/tokens');
    expect(list.body.items).toMatchObject([{ name: 'CI', state: 'valid', scopes: ['read'] }]);
    expect(list.text).not.toContain(made.body.secret);
    h.clock.moveBy(30 * 86_400_000);
    expect((await h.http(token, 'GET', '/people')).body.refusals[0].code).toBe('identity.token-not-valid');
  });

  test('a token lives no longer than the profile allows, and “administer” is for administrators', async () => {
    const h = house();
    const person = await h.someone(['release-manager']);
    const admin = await h.someone(['administrator']);
    const make = (as: { cookie: string }, body: object) =>
      h.http(as, 'POST', '/tokens', { body: { name: 'CI', scopes: ['administer'], expiresInDays: 30, ...body } });
    const both = await make(person, { expiresInDays: 366 });
    expect(both.body.refusals.map((refusal: { code: string }) => refusal.code)).toEqual([
      'identity.scope-not-yours',
      'identity.token-lives-too-long',
    ]);
    expect((await make(admin, {})).status).toBe(201);
  });

  test('a token is withdrawn by its person, or by an administrator with a reason; to others it does not exist', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const person = await h.someone(['release-manager']);
    const other = await h.someone(['release-manager']);
    const make = async () =>
      (await h.http(person, 'POST', '/tokens', { body: { name: 'CI', scopes: ['read'], expiresInDays: 1 } })).body;
    const one = await make();
    const two = await make();
    const withdraw = (as: { cookie: string }, id: string, body: object = {}) =>
      h.http(as, 'POST', `/tokens/${id}/acts/withdraw`, { body });
    expect((await withdraw(other, one.token.id)).status).toBe(404);
    expect((await withdraw(admin, one.token.id)).body.refusals[0].code).toBe('identity.reason-for-other');
    expect((await withdraw(admin, one.token.id, { reason: 'found in a log' })).body.state).toBe('withdrawn');
    expect((await withdraw(person, two.token.id)).body.state).toBe('withdrawn');
    expect((await h.http({ token: two.secret }, 'GET', '/people')).status).toBe(401);
    expect((await h.http(other, 'GET', `/tokens?person=${person.id}`)).status).toBe(403);
    expect((await h.http(admin, 'GET', `/tokens?person=${person.email}`)).body.items).toHaveLength(2);
  });
});

describe('the security profile', () => {
  test('a tightened limit counts at once for open sessions, passwords, tokens and locks', async () => {
    const h = await startTestHouse();
    const admin = await h.someone(['administrator']);
    const person = await h.someone(['release-manager']);
    const token = await h.apiToken(person, ['read']);
    h.clock.moveBy(8 * 60_000);
    const signedIn = await h.http(null, 'POST', '/sessions', { body: { email: admin.email, password: admin.password } });
    const cookie = /interlock_session=([^;]+)/.exec(String(signedIn.headers['set-cookie']))?.[1] ?? '';
    const values = { 'session.idleMinutes': 5, 'lockout.threshold': 3, 'password.minLength': 40, 'token.maxDays': 1 };
    const body = { values, reason: 'asked by quality' };
    expect((await h.http({ cookie }, 'POST', '/profile/changes', { ifMatch: 0, body })).body).toMatchObject({ state: 'adopted' });
    expect((await h.http({ cookie }, 'GET', '/settings/security')).body).toMatchObject({
      version: 1,
      values: { idleMinutes: 5 },
    });
    expect((await h.http(person, 'GET', '/sessions/current')).status).toBe(401);
    expect((await h.http(token, 'GET', '/people')).status).toBe(200);
    const change = { currentPassword: admin.password, password: 'nine brown horses graze' };
    const short = await h.http({ cookie }, 'POST', '/password/acts/change', { body: change });
    expect(short.body.refusals[0].message).toContain('40');
    const wrong = () => h.http(null, 'POST', '/sessions', { body: { email: person.email, password: 'wrong' } });
    expect([(await wrong()).status, (await wrong()).status, (await wrong()).status]).toEqual([401, 401, 429]);
    h.clock.moveBy(86_400_000);
    expect((await h.http(token, 'GET', '/people')).status).toBe(401);
    await h.close();
  });
});
