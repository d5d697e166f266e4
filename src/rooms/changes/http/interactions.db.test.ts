import { beforeAll, describe, expect, test } from 'vitest';
import { type ChangeCast, changeCastOf, plannedIn, request, step, touched, walkTo } from '../../../../tests/support/changes.ts';
import { type HttpReply, useHouse } from '../../../../tests/support/house.ts';

const house = useHouse();
let cast: ChangeCast;
beforeAll(async () => {
  cast = await changeCastOf(house());
});

type App = { readonly id: string; readonly key: string };
/** A submitted change of one application. */
async function submitted(app: App, more: Readonly<Record<string, unknown>> = {}, by = cast): Promise<HttpReply['body']> {
  const { body } = await request(house(), by, { applications: [{ application: app.key }], ...more });
  expect((await step(house(), by.requester, body.id, 'submit')).status).toBe(200);
  return body;
}
const meets = async (id: string, as = cast.manager): Promise<HttpReply> => house().http(as, 'GET', `/changes/${id}/interactions`);
const met = async (id: string): Promise<readonly unknown[]> =>
  (await meets(id)).body.items.map(({ key, ways }: HttpReply['body']) => [key, ways.map(({ how }: HttpReply['body']) => how)]);

describe('changes that are planned at the same time', () => {
  test('meet on the same application, on one that another one needs, and not at other times or on other applications', async () => {
    const h = house();
    const [app, needed, stranger] = [await touched(h, cast), await touched(h, cast), await touched(h, cast)];
    const { body: seen } = await h.http(cast.systemOwner, 'GET', `/applications/${app.key}`);
    const body = { to: needed.key, type: 'calls' };
    const linked = await h.http(cast.systemOwner, 'POST', `/applications/${app.id}/dependencies`, {
      body,
      ifMatch: seen.version,
    });
    expect(linked.status, linked.text).toBe(201);
    const one = await submitted(app);
    const same = await submitted(app);
    const under = await submitted(needed);
    await submitted(stranger);
    await submitted(app, { planned: plannedIn(h, 9) });
    const later = new Date(Date.parse(one.planned.end) + 3_600_000).toISOString();
    await submitted(app, { planned: { start: one.planned.end, end: later } });
    await request(h, cast, { applications: [{ application: app.key }] });

    expect(await met(one.id)).toEqual([
      [same.key, ['same']],
      [under.key, ['needs']],
    ]);
    expect((await meets(one.id)).body.items[1]).toMatchObject({
      state: 'submitted',
      ways: [{ mine: { key: app.key }, theirs: { key: needed.key } }],
    });
    expect(await met(under.id)).toEqual([
      [one.key, ['needed-by']],
      [same.key, ['needed-by']],
    ]);
    await step(h, cast.manager, same.id, 'withdraw');
    expect(await met(one.id)).toEqual([[under.key, ['needs']]]);
  });

  test('of a change in another unit it is told that it is there, and on which application, and no more', async () => {
    const h = house();
    const there = await changeCastOf(h);
    const app = await touched(h, cast);
    const mine = await submitted(app);
    const wide = await h.someone(['project-manager']);
    const { body: theirs } = await h.http(wide, 'POST', '/changes', {
      body: { name: 'A secret', unit: there.unit.key, applications: [{ application: app.key }], planned: mine.planned },
    });
    await step(h, wide, theirs.id, 'submit');
    const reply = await meets(mine.id);
    expect(reply.body.items).toMatchObject([{ key: theirs.key, state: null, ways: [{ how: 'same', mine: { key: app.key } }] }]);
    expect(reply.text).not.toContain('A secret');
    expect((await meets(mine.id, there.manager)).status).toBe(404);
  });

  test('of what is not planned, or over, nothing is looked for, and it says so', async () => {
    const h = house();
    const app = await touched(h, cast);
    expect((await meets((await submitted(app, { planned: null })).id)).body).toEqual({
      items: [],
      more: false,
      why: 'not-planned',
    });
    const done = await submitted(app);
    await walkTo(h, cast, done.id, 'implemented');
    expect((await meets(done.id)).body).toEqual({ items: [], more: false, why: 'over' });
  });
});
