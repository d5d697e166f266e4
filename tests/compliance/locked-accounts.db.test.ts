import { expect, test } from 'vitest';
import { useHouse } from '../support/house.ts';
import { codesOf } from '../support/releases.ts';

const house = useHouse();
const day = 86_400_000;

test('[D11-11-7] a locked account is opened by neither a day of waiting nor a new password: an administrator does, and says what they checked', async () => {
  const h = house();
  const [admin, second] = [await h.someone(['administrator'], { name: 'Ada' }), await h.someone(['administrator'])];
  const person = await h.someone(['release-manager']);
  const signIn = (password: string, cookie = '') =>
    h.http(null, 'POST', '/sessions', { body: { email: person.email, password }, headers: { cookie } });
  const place = /interlock_place=[^;]+/.exec(String((await signIn(person.password)).headers['set-cookie']))?.[0] ?? '';
  for (let at = 0; at < 5; at++) await signIn('wrong', place);
  const locked = await signIn(person.password, place);
  expect([locked.status, ...codesOf(locked)]).toEqual([429, 'identity.account-locked']);
  expect(locked.body.refusals[0].message).toContain('until an administrator unlocks it');

  h.clock.moveBy(day);
  // Sessions of the administrators have ended by then as well.
  const again = async (who: typeof admin) => {
    const reply = await h.http(null, 'POST', '/sessions', { body: { email: who.email, password: who.password } });
    return { cookie: /interlock_session=([^;]+)/.exec(String(reply.headers['set-cookie']))?.[1] ?? '' };
  };
  const [ada, bo] = [await again(admin), await again(second)];
  for (const from of [place, '']) expect(codesOf(await signIn(person.password, from))).toEqual(['identity.account-locked']);

  const reason = { reason: 'says that they forgot it' };
  const { link } = (await h.http(ada, 'POST', `/people/${person.id}/acts/issue-link`, { body: reason })).body;
  const { code } = (await h.http(bo, 'POST', `/people/${person.id}/acts/release-link`, { body: reason })).body;
  const password = 'nine brown horses graze';
  const set = await h.http(null, 'POST', '/password/acts/set', { body: { token: link.token, code, password } });
  expect(set.status, set.text).toBe(200);
  const fresh = /interlock_place=[^;]+/.exec(String(set.headers['set-cookie']))?.[0] ?? '';
  for (const from of [fresh, '']) expect(codesOf(await signIn(password, from))).toEqual(['identity.account-locked']);
  const { body: shown } = await h.http(ada, 'GET', `/people/${person.id}`);
  expect([shown.access.lockHeld, shown.access.lockedUntil, shown.can.unlock]).toEqual([true, null, true]);

  const unlock = (body: object) => h.http(ada, 'POST', `/people/${person.id}/acts/unlock`, { body });
  expect((await unlock({})).status).toBe(400);
  expect((await unlock({ reason: 'called back on the number of the register, knew the badge number' })).status).toBe(200);
  expect((await signIn(password, fresh)).status).toBe(201);
  const { items } = (await h.http(await h.someone(['auditor']), 'GET', '/ledger/entries?act=identity.account-unlocked')).body;
  expect(items).toMatchObject([
    { actor: { name: 'Ada' }, reason: 'called back on the number of the register, knew the badge number' },
  ]);
  expect(items[0].changes).toContainEqual({
    field: '/unlocked/lockedUntil',
    old: null,
    new: 'an administrator unlocks the account',
  });
});
