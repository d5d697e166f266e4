import { beforeAll, expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import { act, application, type Cast, castOf, codesOf, propose, walkUntil } from '../../../../tests/support/releases.ts';

const house = useHouse();
let cast: Cast;
beforeAll(async () => {
  cast = await castOf(house());
});

const keysOf = async (query: string) =>
  (await house().http(cast.manager, 'GET', `/releases?${query}`)).body.items.map((item: { key: string }) => item.key);

test('somebody else’s mere intention warns a firm release and stops the other; list and record tell the same', async () => {
  const h = house();
  const app = await application(h, cast);
  const firm = (await propose(h, cast, { applications: [{ application: app.id, version: '1' }] })).body;
  await walkUntil(h, cast, firm.id, 'plan');
  const intended = (await propose(h, cast, { applications: [{ application: app.id, version: '2' }] })).body;
  expect(intended.collisions).toEqual({ blocking: 1, warning: 0 });
  expect((await h.http(cast.manager, 'GET', `/releases/${firm.id}`)).body.collisions).toEqual({ blocking: 0, warning: 1 });
  expect(await keysOf('collisions=blocking')).toEqual([intended.key]);
  expect(await keysOf('collisions=any&sort=key')).toEqual([firm.key, intended.key]);
  await act(h, cast.manager, intended.id, 'accept');
  const refused = await act(h, cast.manager, intended.id, 'plan');
  expect(codesOf(refused)).toEqual(['releases.no-blocking-collision']);
  expect(refused.body.refusals[0].message).toContain(firm.key);
  expect(refused.body.refusals[0].remedy).toMatch(/for example to \d{4}-/);
  for (const verb of ['start'] as const) expect((await act(h, cast.manager, firm.id, verb)).status).toBe(200);
  await act(h, cast.business, firm.id, 'accept-uat');
  expect((await act(h, cast.manager, firm.id, 'declare-ready')).body.state).toBe('ready');
});

test('two that meet while their dates are approved: one is planned, the other is refused', async () => {
  const h = house();
  for (let round = 0; round < 5; round++) {
    const app = await application(h, cast);
    const pair = [];
    for (let i = 0; i < 2; i++) pair.push((await propose(h, cast, { applications: [{ application: app.id }] })).body);
    for (const { id } of pair) await act(h, cast.manager, id, 'accept');
    const replies = await Promise.all(
      pair.map(({ id }) =>
        h.http(cast.manager, 'POST', `/releases/${id}/acts/plan`, { ifMatch: 2, body: { password: cast.manager.password } }),
      ),
    );
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
    const loser = replies.find((reply) => reply.status !== 200);
    expect(['interlocks.resource-taken', 'releases.no-blocking-collision']).toContain(loser?.body.refusals[0].code);
  }
});
