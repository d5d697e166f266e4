import { describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { startTestHouse, type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { historyOf } from '../../ledger/store/read-entries.ts';

const house = useHouse();
const reason = 'forgot the password';
const password = 'nine brown horses graze';

const issue = (as: Someone, person: { readonly id: string }, h: TestHouse = house()) =>
  h.http(as, 'POST', `/people/${person.id}/acts/issue-link`, { body: { reason } });
const release = (as: Someone, person: { readonly id: string }, more: object = {}) =>
  house().http(as, 'POST', `/people/${person.id}/acts/release-link`, { body: { reason }, ...more });
const set = (token: string, code?: string, h: TestHouse = house()) =>
  h.http(null, 'POST', '/password/acts/set', { body: { token, password, ...(code === undefined ? {} : { code }) } });
const codes = (reply: { readonly body: { readonly refusals: readonly { readonly code: string }[] } }) =>
  reply.body.refusals.map((refusal) => refusal.code);
const two = async () => [await house().someone(['administrator']), await house().someone(['administrator'])] as const;
const signIn = (email: string, h: TestHouse = house()) => h.http(null, 'POST', '/sessions', { body: { email, password } });
const actsOf = async (id: string, h: TestHouse = house()) =>
  (await historyOf(h.app.database.db, { kind: 'account', id }, { limit: 50, before: null })).map((entry) => entry.act);

describe('a one-time link where two administrators are', () => {
  test('opens nothing for who issued it, and nothing for who released it: only the link and the code together do', async () => {
    const [one, other] = await two();
    const person = await house().someone(['release-manager']);
    const { link } = (await issue(one, person)).body;
    expect(link.needsRelease).toBe(true);
    expect(codes(await set(link.token))).toEqual(['identity.link-not-released']);
    expect(codes(await set(link.token, '12345-67890'))).toEqual(['identity.link-not-released']);
    expect(codes(await release(one, person))).toEqual(['identity.link-own-release']);
    const can = async (as: Someone) => (await house().http(as, 'GET', `/people/${person.id}`)).body.can['release-link'];
    expect([await can(one), await can(other)]).toMatchObject([[{ code: 'identity.link-own-release' }], true]);
    const released = await release(other, person);
    expect(Object.keys(released.body).toSorted()).toEqual(['code', 'expiresAt', 'id', 'version']);
    expect(codes(await set(link.token))).toEqual(['identity.link-code-wrong']);
    expect(codes(await set(released.body.code, released.body.code))).toEqual(['identity.link-not-valid']);
    expect((await signIn(person.email)).status).toBe(401);
    expect((await set(link.token, released.body.code.toLowerCase().replace('-', ' '))).status).toBe(200);
    expect((await signIn(person.email)).status).toBe(201);
    expect(await actsOf(person.id)).toEqual(
      expect.arrayContaining(['identity.link-issued', 'identity.link-released', 'identity.password-set']),
    );
  });

  test('a registration needs the second administrator as well', async () => {
    const [one, other] = await two();
    const made = await house().http(one, 'POST', '/people', { body: { email: 'new@firm.example', name: 'New' } });
    expect(codes(await set(made.body.link.token))).toEqual(['identity.link-not-released']);
    const { code } = (await release(other, made.body)).body;
    expect((await set(made.body.link.token, code)).status).toBe(200);
  });

  test('twenty guesses of the code at once: five are compared, then the link works no more, also with the right code', async () => {
    const [one, other] = await two();
    const person = await house().someone();
    const { token } = (await issue(one, person)).body.link;
    const { code } = (await release(other, person)).body;
    const guesses = await Promise.all(Array.from({ length: 20 }, () => set(token, 'AAAAA-AAAAA')));
    expect(guesses.filter((reply) => codes(reply).includes('identity.link-code-wrong'))).toHaveLength(5);
    expect(codes(await set(token, code))).toEqual(['identity.link-not-valid']);
  });

  test('the code is shown once, a new release makes a new one, and nobody releases what does not wait, or their own', async () => {
    const [one, other] = await two();
    const person = await house().someone();
    expect(codes(await release(other, person))).toEqual(['identity.no-link-waits']);
    const { token } = (await issue(one, person)).body.link;
    const headers = { 'idempotency-key': 'one-release' };
    const [first, again] = [await release(other, person, { headers }), await release(other, person, { headers })];
    expect([first.body.code, again.body.code]).toEqual([expect.stringMatching(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/), null]);
    const { code } = (await release(other, person)).body;
    expect(codes(await set(token, first.body.code))).toEqual(['identity.link-code-wrong']);
    expect((await set(token, code)).status).toBe(200);
    await issue(one, other);
    expect(codes(await release(other, other))).toEqual(['identity.own-access']);
    expect((await release(await house().someone(['release-manager']), other)).status).toBe(403);
  });

  test('the person sees at their sign-in who issued the link, who released it and when', async () => {
    const [one, other] = await two();
    const person = await house().someone();
    const { token } = (await issue(one, person)).body.link;
    const { code } = (await release(other, person)).body;
    await set(token, code);
    const now = house().clock.now().toISOString();
    expect((await signIn(person.email)).body.passwordLink).toEqual({
      issuedBy: one.name,
      issuedAt: now,
      releasedBy: other.name,
      usedAt: now,
    });
    expect((await house().http(one, 'GET', '/sessions/current')).body.passwordLink).toBeNull();
  });
});

describe('a one-time link where nobody else could release it', () => {
  test('works at once, with an alarm in the access log, and the person sees at their sign-in that one person issued it alone', async () => {
    const h = await startTestHouse();
    try {
      const admin = await h.someone(['administrator']);
      await h.someone(['administrator'], { unit: await h.unit() });
      const person = await h.someone(['release-manager']);
      const { link } = (await issue(admin, person, h)).body;
      expect(link.needsRelease).toBe(false);
      expect((await set(link.token, undefined, h)).status).toBe(200);
      expect(await actsOf(person.id, h)).toContain('identity.link-issued-alone');
      const { passwordLink } = (await signIn(person.email, h)).body;
      expect(passwordLink).toMatchObject({ issuedBy: admin.name, releasedBy: null });
    } finally {
      await h.close();
    }
  });
});
