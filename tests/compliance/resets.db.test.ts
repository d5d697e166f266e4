import { beforeAll, expect, test } from 'vitest';
import { rooms } from '../../src/entrances/rooms.ts';
import { identityRecipes } from '../house/recipes/identity.ts';
import { openWorld, pathOf, type World } from '../house/recipes/world.ts';
import { appOf } from '../support/credentials.ts';
import { useHouse } from '../support/house.ts';
import { codesOf } from '../support/releases.ts';

const house = useHouse();
let w: World;
beforeAll(async () => {
  w = await openWorld(house(), []);
});

/** What an administrator may ask of the people, groups, roles and components of others. */
const managing = rooms
  .flatMap((room) => room.routes.map((route) => route.operation))
  .filter(({ id, right, method }) => id.startsWith('identity.') && right === 'identity.administer' && method !== 'GET');
const chosen = 'nine brown horses graze';

/** Asks for one of them as its recipe says, with more in the body. */
async function ask(
  operation: (typeof managing)[number],
  more: object,
): Promise<{ readonly status: number; readonly text: string }> {
  const recipe = identityRecipes[operation.id];
  if (recipe === undefined) throw new Error(`${operation.id} has no recipe`);
  const asked = await recipe(w);
  const plain: object = typeof asked.body === 'object' && asked.body !== null ? asked.body : {};
  return w.h.http(asked.as, operation.method, pathOf(operation, asked), {
    body: { ...plain, ...more },
    ...(asked.ifMatch === undefined ? {} : { ifMatch: asked.ifMatch }),
  });
}

test('[ASVS-6-4-6] no act of an administrator takes a password, and a reset that was started leaves the second factor in force', async () => {
  expect(managing.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      'identity.register-person',
      'identity.issue-link',
      'identity.unlock-person',
      'identity.change-person',
    ]),
  );
  for (const operation of managing) {
    for (const more of [{ password: chosen }, { newPassword: chosen }, { passwordHash: chosen }, { mustChangePassword: false }]) {
      expect([operation.id, more, (await ask(operation, more)).status]).toEqual([operation.id, more, 400]);
    }
    const done = await ask(operation, {});
    expect([operation.id, done.status], done.text).toEqual([operation.id, expect.toSatisfy((status: number) => status < 300)]);
  }

  const { h } = w;
  const [one, other] = [w.admin, await h.someone(['administrator'])];
  const person = await h.someone(['release-manager']);
  const app = await appOf(h, person);
  const reason = { reason: 'forgot the password' };
  const { link } = (await h.http(one, 'POST', `/people/${person.id}/acts/issue-link`, { body: reason })).body;
  const { code } = (await h.http(other, 'POST', `/people/${person.id}/acts/release-link`, { body: reason })).body;
  const set = await h.http(null, 'POST', '/password/acts/set', { body: { token: link.token, code, password: chosen } });
  expect([set.status, Object.keys(set.body).toSorted()]).toEqual([200, ['email', 'name']]);

  const first = await h.http(null, 'POST', '/sessions', { body: { email: person.email, password: chosen } });
  expect([first.status, first.body.session.state]).toEqual([201, 'second-factor']);
  const cookie = /interlock_session=([^;]+)/.exec(String(first.headers['set-cookie']))?.[1] ?? '';
  expect((await h.http({ cookie }, 'GET', '/releases')).status).toBe(401);
  const wrong = await h.http({ cookie }, 'POST', '/sessions/second-factor', { body: { code: '000000' } });
  expect([wrong.status, codesOf(wrong)[0]]).toEqual([401, 'identity.second-factor-failed']);
  const open = await h.http({ cookie }, 'POST', '/sessions/second-factor', { body: { code: app.code() } });
  expect([open.status, open.body.session.state]).toEqual([201, 'open']);
});
