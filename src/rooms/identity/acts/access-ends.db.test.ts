import { expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import { historyOf } from '../../ledger/store/read-entries.ts';

const house = useHouse();

/** Reads a live stream to its end; the house must listen on a real port for it. */
async function streamOf(cookie: string): Promise<{ readonly opened: Promise<void>; readonly ended: Promise<string> }> {
  const address = house().server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const reply = await fetch(`http://127.0.0.1:${port}/api/v1/events`, { headers: { cookie: `interlock_session=${cookie}` } });
  const opened = Promise.withResolvers<void>();
  const read = async (): Promise<string> => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const part of reply.body ?? []) {
      text += decoder.decode(part, { stream: true });
      if (text.includes('event: ready')) opened.resolve();
    }
    return text;
  };
  return { opened: opened.promise, ended: read() };
}

test('[P11-10d-2] when a person is disabled, both sessions, the token and the open socket end, and the trail says who did it and why', async () => {
  const h = house();
  await h.server.listen({ port: 0, host: '127.0.0.1' });
  const admin = await h.someone(['administrator'], { name: 'Ada Admin' });
  const person = await h.someone(['release-manager']);
  const token = await h.apiToken(person, ['read']);
  const signedIn = await h.http(null, 'POST', '/sessions', { body: { email: person.email, password: person.password } });
  const second = { cookie: /interlock_session=([^;]+)/.exec(String(signedIn.headers['set-cookie']))?.[1] ?? '' };
  const socket = await streamOf(person.cookie);
  await socket.opened;
  for (const sender of [person, second, token]) expect((await h.http(sender, 'GET', '/people')).status).toBe(200);

  const reason = 'left the company';
  expect((await h.http(admin, 'POST', `/people/${person.id}/acts/disable`, { ifMatch: 1, body: { reason } })).status).toBe(200);

  for (const sender of [person, second, token]) expect((await h.http(sender, 'GET', '/people')).status).toBe(401);
  expect(await socket.ended).toContain('event: signed-out');
  const reopened = await streamOf(person.cookie);
  expect(await reopened.ended).toContain('foundation.not-signed-in');
  const [entry] = await historyOf(h.app.database.db, { kind: 'person', id: person.id }, { limit: 1, before: null });
  expect(entry).toMatchObject({ act: 'identity.person-disabled', reason, actor: { name: 'Ada Admin' } });
});

test('an open page alone keeps nobody signed in, and a rotated session keeps its stream', async () => {
  const h = house();
  const person = await h.someone(['release-manager']);
  const alive = () => h.app.ports.stillThere(person.actor);
  h.clock.moveBy(20 * 60_000);
  await h.http(person, 'GET', '/sessions/current');
  h.clock.moveBy(60_000);
  expect((await alive())?.id).toBe(person.id);
  h.clock.moveBy(29 * 60_000);
  expect(await alive()).toBeNull();
});
