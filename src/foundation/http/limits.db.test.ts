import { expect, test } from 'vitest';
import { useHouse } from '../../../tests/support/house.ts';

const house = useHouse({ ratePerMinute: 40 });
const remaining = (headers: Readonly<Record<string, unknown>>): number => Number(headers['ratelimit-remaining']);

test('a made-up credential with every request buys no new allowance', async () => {
  const h = house();
  const statuses: number[] = [];
  for (let n = 0; n < 60; n++) {
    const body = { email: `nobody.${n}@firm.example`, password: 'not the password' };
    const headers: Record<string, string> =
      n % 2 === 0 ? { authorization: `Basic ${n}` } : { cookie: `interlock_session=ils_${n}` };
    statuses.push((await h.http(null, 'POST', '/sessions', { body, headers })).status);
  }
  expect(statuses.filter((status) => status !== 429).length).toBe(10);
  const refused = await h.http({ token: 'ilt_made_up' }, 'GET', '/releases');
  expect([refused.status, refused.body.refusals[0].code]).toEqual([429, 'foundation.too-many']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
});

test('who is signed in behind the same address goes on working, each with an allowance of their own', async () => {
  const h = house();
  const [one, other] = [await h.someone(['release-manager']), await h.someone(['release-manager'])];
  const first = await h.http(one, 'GET', '/releases');
  expect(first.status).toBe(200);
  const second = await h.http(one, 'GET', '/releases');
  expect(remaining(second.headers)).toBe(remaining(first.headers) - 1);
  expect(remaining((await h.http(other, 'GET', '/releases')).headers)).toBe(remaining(first.headers));
});

test('an address that is no UTF-8 is answered as a problem, like every other that names nothing', async () => {
  const reply = await house().http(null, 'GET', '/people/%ff');
  expect([reply.status, reply.body.refusals[0].code]).toEqual([404, 'foundation.no-such-address']);
});
