import { describe, expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import { historyOf } from '../../ledger/store/read-entries.ts';
import { closeRunOutSessions } from './close-run-out-sessions.ts';

const house = useHouse();
const minute = 60_000;

const cookieIn = (headers: Readonly<Record<string, unknown>>): string | null =>
  /interlock_session=([^;]+)/.exec(String(headers['set-cookie'] ?? ''))?.[1] ?? null;

const placeIn = (headers: Readonly<Record<string, unknown>>): string =>
  /interlock_place=[^;]+/.exec(String(headers['set-cookie'] ?? ''))?.[0] ?? '';

/** `place`: the cookie of somewhere; without it the attempt comes from elsewhere. */
const signIn = async (email: string, password: string, place = '') => {
  const headers = { cookie: place };
  const reply = await house().http(null, 'POST', '/sessions', { body: { email, password }, headers });
  return {
    status: reply.status,
    body: reply.body,
    cookie: cookieIn(reply.headers) ?? '',
    header: String(reply.headers['set-cookie']),
    place: placeIn(reply.headers),
    code: reply.body.refusals?.[0].code,
  };
};

const causesOf = async (personId: string) => {
  const h = house();
  const entries = await historyOf(h.app.database.db, { kind: 'account', id: personId }, { limit: 50, before: null });
  return entries.flatMap((entry) =>
    entry.changes.filter((change) => change.field === '/ended/cause').map((change) => change.new),
  );
};

describe('sessions', () => {
  test('signing in answers with a cookie that scripts cannot read and other sites cannot send', async () => {
    const person = await house().someone(['release-manager']);
    const reply = await signIn(person.email.toUpperCase(), person.password);
    expect(reply.status).toBe(201);
    expect(reply.header).toContain('HttpOnly; SameSite=Strict');
    expect(reply.body.rights).toContain('identity.read');
    expect((await house().http({ cookie: reply.cookie }, 'GET', '/sessions/current')).body.person.id).toBe(person.id);
  });

  test('a session idles out, and a request that no person caused does not keep it', async () => {
    const h = house();
    const person = await h.someone(['release-manager']);
    const ask = (headers = {}) => h.http(person, 'GET', '/sessions/current', { headers });
    h.clock.moveBy(14 * minute);
    expect((await ask()).status).toBe(200);
    h.clock.moveBy(29 * minute);
    expect((await ask({ 'interlock-background': '1' })).status).toBe(200);
    h.clock.moveBy(2 * minute);
    expect((await ask()).status).toBe(401);
  });

  test('a session ends absolutely, however busy it is', async () => {
    const h = house();
    const person = await h.someone(['release-manager']);
    let { cookie } = await signIn(person.email, person.password);
    const seen = new Set([cookie]);
    for (let passed = 0; passed < 719; passed += 20) {
      const reply = await h.http({ cookie }, 'GET', '/sessions/current');
      expect(reply.status).toBe(200);
      cookie = cookieIn(reply.headers) ?? cookie;
      seen.add(cookie);
      h.clock.moveBy(20 * minute);
    }
    expect(seen.size).toBeGreaterThan(30);
    expect((await h.http({ cookie }, 'GET', '/sessions/current')).status).toBe(401);
  });

  test('a rotated token works half a minute longer for requests under way, then never again', async () => {
    const h = house();
    const person = await h.someone(['release-manager']);
    h.clock.moveBy(16 * minute);
    const [first, second] = await Promise.all([
      h.http(person, 'GET', '/sessions/current'),
      h.http(person, 'GET', '/sessions/current'),
    ]);
    const fresh = [cookieIn(first.headers), cookieIn(second.headers)].filter((cookie) => cookie !== null);
    expect(fresh).toHaveLength(1);
    h.clock.moveBy(29_000);
    expect((await h.http(person, 'GET', '/sessions/current')).status).toBe(200);
    h.clock.moveBy(2_000);
    expect((await h.http(person, 'GET', '/sessions/current')).status).toBe(401);
    expect((await h.http({ cookie: fresh[0] ?? '' }, 'GET', '/sessions/current')).status).toBe(200);
  });

  test('a person sees their open sessions, ends one, and signs out everywhere', async () => {
    const h = house();
    const person = await h.someone(['release-manager']);
    const stranger = await h.someone(['release-manager']);
    const second = await signIn(person.email, person.password);
    const list = await h.http(person, 'GET', '/sessions');
    expect(list.body.items).toHaveLength(2);
    const other = list.body.items.find((item: { current: boolean }) => !item.current);
    await h.http(stranger, 'DELETE', `/sessions/${other.id}`);
    expect((await h.http({ cookie: second.cookie }, 'GET', '/sessions/current')).status).toBe(200);
    expect((await h.http(person, 'DELETE', `/sessions/${other.id}`)).status).toBe(204);
    expect((await h.http({ cookie: second.cookie }, 'GET', '/sessions/current')).status).toBe(401);
    const third = await signIn(person.email, person.password);
    expect((await h.http(person, 'DELETE', '/sessions')).status).toBe(204);
    expect((await h.http(person, 'GET', '/sessions/current')).status).toBe(401);
    expect((await h.http({ cookie: third.cookie }, 'GET', '/sessions/current')).status).toBe(401);
  });

  test('changing one’s password asks for the current one and ends the other sessions', async () => {
    const h = house();
    const person = await h.someone(['release-manager']);
    const other = await signIn(person.email, person.password);
    const change = (currentPassword: string, password: string) =>
      h.http(person, 'POST', '/password/acts/change', { body: { currentPassword, password } });
    const wrong = await change('something else', 'nine brown horses graze');
    expect(wrong.body.refusals[0]).toMatchObject({ code: 'identity.password-wrong', field: '/currentPassword' });
    expect((await change(person.password, person.password)).body.refusals[0].code).toBe('identity.password-unchanged');
    expect((await change(person.password, 'nine brown horses graze')).body).toEqual({ endedSessions: 1 });
    expect((await h.http({ cookie: other.cookie }, 'GET', '/sessions/current')).status).toBe(401);
    expect((await h.http(person, 'GET', '/sessions/current')).status).toBe(200);
    expect((await signIn(person.email, person.password)).status).toBe(401);
    expect((await signIn(person.email, 'nine brown horses graze')).status).toBe(201);
  });

  test('a token manages no account: no password, no sessions', async () => {
    const h = house();
    const person = await h.someone(['release-manager']);
    const token = await h.apiToken(person, ['read', 'plan', 'act', 'administer']);
    const body = { currentPassword: person.password, password: 'nine brown horses graze' };
    expect((await h.http(token, 'POST', '/password/acts/change', { body })).status).toBe(403);
    expect((await h.http(token, 'GET', '/sessions')).status).toBe(403);
    expect((await h.http(token, 'DELETE', '/sessions')).status).toBe(403);
  });

  test('the access log tells sessions ended by the user, by idling, by an administrator, by disabling and by expiry', async () => {
    const h = house();
    const admin = await h.someone(['administrator']);
    const person = await h.someone(['release-manager']);
    await h.http(person, 'DELETE', '/sessions/current');
    await signIn(person.email, person.password);
    await h.http(admin, 'POST', `/people/${person.id}/acts/end-sessions`, { body: { reason: 'laptop was stolen' } });
    await signIn(person.email, person.password);
    h.clock.moveBy(31 * minute);
    await closeRunOutSessions(h.app);
    await signIn(person.email, person.password);
    h.clock.moveBy(721 * minute);
    await closeRunOutSessions(h.app);
    await closeRunOutSessions(h.app);
    const later = await h.someone(['administrator']);
    await signIn(person.email, person.password);
    await h.http(later, 'POST', `/people/${person.id}/acts/disable`, { ifMatch: 1, body: { reason: 'left the company' } });
    expect(await causesOf(person.id)).toEqual(['disabled', 'expired', 'idle', 'administrator', 'self']);
  });
});
