import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../support/builders.ts';
import { type HttpReply, useHouse } from '../support/house.ts';
import { codesOf } from '../support/releases.ts';

const house = useHouse({ trustProxy: true });
const [london, sydney] = ['81.2.69.142', '175.16.199.1'];
const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });

let person: Someone;
let quality: () => Promise<Someone>;
let application: string;
beforeAll(async () => {
  const h = house();
  person = await h.someone(['system-owner']);
  quality = () => h.someone(['quality']);
  const unit = await h.unit();
  const body = { key: 'LIMS', name: 'LIMS', unit: unit.key };
  application = (await h.http(person, 'POST', '/applications', { body, ...from(london) })).body.id;
});

async function signIn(address: string): Promise<{ readonly cookie: string }> {
  const body = { email: person.email, password: person.password };
  const reply = await house().http(null, 'POST', '/sessions', { body, ...from(address) });
  expect(reply.status, reply.text).toBe(201);
  const cookie = /interlock_session=([^;]+)/.exec(String(reply.headers['set-cookie']))?.[1] ?? '';
  return { cookie };
}
const change = async (as: { readonly cookie: string }, address: string, name: string): Promise<HttpReply> => {
  const { version } = (await house().http(await house().someone(['system-owner']), 'GET', `/applications/${application}`)).body;
  return house().http(as, 'PATCH', `/applications/${application}`, { ifMatch: version, body: { name }, ...from(address) });
};
const nameNow = async (): Promise<string> =>
  (await house().http(await house().someone(['system-owner']), 'GET', `/applications/${application}`)).body.name;
const events = async (): Promise<readonly HttpReply['body'][]> =>
  (await house().http(await quality(), 'GET', '/alarms?kind=identity.used-from-two-places')).body.items;

describe('an account is one person’s:', () => {
  test('[D11-11-1] used from two distant addresses in the same minute it is an alarm, changes nothing, and both sign in again; what one merely has, a badge, a passkey or a code, opens nothing without the password', async () => {
    const h = house();
    const one = await signIn(london);
    h.clock.moveBy(10 * 60_000);
    const other = await signIn(sydney);
    // Ten minutes apart is a journey, or a telephone: nobody is stopped.
    expect(await events()).toEqual([]);
    h.clock.moveBy(61_000);
    const refused = await change(one, london, 'From London');
    expect([refused.status, codesOf(refused)]).toEqual([401, ['identity.used-from-two-places']]);
    const also = await change(other, sydney, 'From Sydney');
    expect([also.status, codesOf(also)]).toEqual([401, ['foundation.not-signed-in']]);
    expect(await nameNow()).toBe('LIMS');
    const [alarm, ...more] = await events();
    expect(more).toEqual([]);
    expect(alarm).toMatchObject({ severity: 'critical', times: 1, subject: { id: person.id } });
    // All of signing in was given again: the account is theirs.
    expect((await change(await signIn(london), london, 'From London, signed in again')).status).toBe(200);

    // What another person could pick up is not enough: it does not even read.
    for (const [path, body] of [
      ['/sessions', { email: person.email }],
      ['/sessions', { email: person.email, code: '123456' }],
      ['/sessions', { badge: '04:A3:22:B1' }],
      ['/sessions/second-factor', { code: '123456' }],
    ] as const) {
      const reply = await h.http(null, 'POST', path, { body, ...from(london) });
      expect(reply.status, `${path} ${reply.text}`).toBeGreaterThanOrEqual(400);
      expect(reply.headers['set-cookie'], path).toBeUndefined();
    }
    const badge = { cookie: '04:A3:22:B1' };
    expect((await change(badge, london, 'By a badge')).status).toBe(401);
    expect((await h.http(badge, 'GET', `/applications/${application}`, from(london))).status).toBe(401);
    expect(await nameNow()).toBe('From London, signed in again');
  });

  test('one session at two distant addresses, a copied cookie, is stopped at once', async () => {
    house().clock.moveBy(5 * 60_000);
    const one = await signIn(london);
    expect((await change(one, london, 'Mine')).status).toBe(200);
    expect((await change(one, '81.2.70.9', 'Mine, from the next room')).status).toBe(200);
    const thief = await change(one, sydney, 'Theirs');
    expect([thief.status, codesOf(thief)]).toEqual([401, ['identity.used-from-two-places']]);
    expect((await change(one, london, 'Mine again')).status).toBe(401);
    expect(await nameNow()).toBe('Mine, from the next room');
  });

  test('signing in while it is in use far away ends that use, and is an alarm', async () => {
    house().clock.moveBy(5 * 60_000);
    const one = await signIn(london);
    const before = (await events()).reduce((sum, alarm) => sum + alarm.times, 0);
    const other = await signIn(sydney);
    expect((await change(one, london, 'Still here')).status).toBe(401);
    expect((await change(other, sydney, 'Signed in last')).status).toBe(200);
    expect((await events()).reduce((sum, alarm) => sum + alarm.times, 0)).toBe(before + 1);
  });
});
