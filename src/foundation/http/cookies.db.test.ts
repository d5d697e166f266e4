import { describe, expect, test } from 'vitest';
import { useHouse } from '../../../tests/support/house.ts';

const settings = { build: 'test', checkReplies: true, secure: true, publicUrl: 'https://interlock.example' };
const overHttps = useHouse({ settings });
const overHttp = useHouse();

const signedIn = async (h: ReturnType<typeof overHttp>) => {
  const person = await h.someone(['release-manager']);
  const reply = await h.http(null, 'POST', '/sessions', { body: { email: person.email, password: person.password } });
  expect(reply.status, reply.text).toBe(201);
  return [reply.headers['set-cookie']].flat().map(String);
};
const whoAmI = (h: ReturnType<typeof overHttp>, cookie: string) =>
  h.http(null, 'GET', '/sessions/current', { headers: { cookie } });
const pairIn = (header: string | undefined): string => header?.split(';')[0] ?? '';

describe('the name of the session’s cookie', () => {
  test('over https it is bound to the very host, and under its plain name it opens nothing', async () => {
    const h = overHttps();
    const cookies = await signedIn(h);
    const session = cookies.find((one) => one.startsWith('__Host-interlock_session='));
    for (const one of cookies) {
      expect(one).toMatch(/^__Host-/);
      expect(one.split('; ')).toEqual(expect.arrayContaining(['Path=/', 'HttpOnly', 'SameSite=Strict', 'Secure']));
      expect(one).not.toMatch(/domain/i);
    }
    expect((await whoAmI(h, pairIn(session))).status).toBe(200);
    expect((await whoAmI(h, pairIn(session).replace('__Host-', ''))).status).toBe(401);
  });

  test('over plain http, where no browser takes the prefix, it has its plain name and is not marked Secure', async () => {
    const h = overHttp();
    const cookies = await signedIn(h);
    const session = cookies.find((one) => one.startsWith('interlock_session='));
    for (const one of cookies) expect(one).not.toMatch(/^__Host-|; Secure/);
    expect((await whoAmI(h, pairIn(session))).status).toBe(200);
  });

  test('signing out takes the cookie away under the name that it has', async () => {
    const h = overHttps();
    const session = pairIn((await signedIn(h)).find((one) => one.startsWith('__Host-interlock_session=')));
    const reply = await h.http(null, 'DELETE', '/sessions/current', { headers: { cookie: session } });
    expect(String(reply.headers['set-cookie'])).toMatch(/^__Host-interlock_session=; .*Max-Age=0/);
  });
});
