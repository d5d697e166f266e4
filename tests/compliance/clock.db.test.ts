import { beforeAll, expect, test } from 'vitest';
import { mountHealth } from '../../src/foundation/http/health.ts';
import { watchClock } from '../../src/rooms/ledger/acts/watch-clock.ts';
import { seal, sealerState } from '../../src/rooms/ledger/store/seal.ts';
import { ledgerConditions } from '../../src/rooms/ledger/wiring.ts';
import { aRelease, must, openWorld, type World } from '../house/recipes/world.ts';
import { type HttpReply, useHouse } from '../support/house.ts';
import { passTimeTo } from '../support/releases.ts';

const house = useHouse({ extend: async (app, server) => mountHealth(app, server, [], ledgerConditions) });
const hour = 3_600_000;
let w: World;
beforeAll(async () => {
  w = await openWorld(house(), []);
});

type Body = HttpReply['body'];

/** What the jobs do within two seconds. */
async function jobsRun(): Promise<void> {
  const { app } = w.h;
  await expect
    .poll(
      async () => {
        await seal(app.database.db, app.clock.now());
        return (await sealerState(app.database.db, app.clock.now())).unsealed;
      },
      { timeout: 20_000 },
    )
    .toBe(0);
  await watchClock(app);
}

const report = (query = ''): Promise<Body> => must(w.h.http(w.auditor, 'GET', `/ledger/time-order${query}`));
const alarms = async (): Promise<readonly Body[]> => (await must(w.h.http(w.auditor, 'GET', '/ledger'))).alarms;
const health = async () => (await w.h.server.inject({ url: '/health' })).json();
const rename = (id: string, version: number) =>
  must(w.h.http(w.cast.proposer, 'PATCH', `/releases/${id}`, { ifMatch: version, body: { name: `Name ${version}` } }));

test('[FDG-TS-1] a clock set back by two hours: an alarm is open, five changes keep rising numbers, and the list names them as out of order; once it is right again the alarm ends and the list stays', async () => {
  const { id, key } = await aRelease(w);
  w.h.clock.moveBy(1_000);
  await rename(id, 1);
  await jobsRun();
  expect(await report()).toMatchObject({ total: 0, items: [], behindMs: 0 });
  expect([await alarms(), (await health()).conditions.clock]).toEqual([[], 'not behind the trail']);

  w.h.clock.moveBy(-2 * hour);
  for (let at = 0; at < 5; at++) {
    w.h.clock.moveBy(60_000);
    await rename(id, at + 2);
  }
  await jobsRun();
  const open = await alarms();
  expect(open).toMatchObject([{ kind: 'clock', says: expect.stringContaining('s behind entry') }]);
  expect(await health()).toMatchObject({ status: 'degraded', conditions: { clock: expect.stringContaining('it stepped back') } });

  const history: Body[] = (await must(w.h.http(w.auditor, 'GET', `/records/release/${key}/history`))).items;
  const changed = history.slice(0, 5).toReversed();
  const seqs = changed.map((entry) => entry.seq);
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  expect(new Set(seqs).size).toBe(5);
  const before = history[5];
  expect(Math.min(...seqs)).toBeGreaterThan(before.seq);
  expect(Date.parse(changed[0].at)).toBeLessThan(Date.parse(before.at));

  const found = (await report()).items.filter((one: Body) => seqs.includes(one.entry.seq));
  expect(found.map((one: Body) => one.entry.id)).toEqual(changed.map((entry) => entry.id).toReversed());
  for (const [at, one] of found.toReversed().entries()) {
    expect(one).toMatchObject({
      ownRecord: true,
      behindMs: 2 * hour - (at + 1) * 60_000,
      ahead: { seq: before.seq, at: before.at },
    });
  }
  const first = await report('?limit=2');
  const rest = await report(`?limit=200&cursor=${first.nextCursor}`);
  expect(first.items.length + rest.items.length).toBe(first.total);
  const elsewhere = await w.h.someone(['auditor'], { unit: await w.h.unit() });
  expect((await must(w.h.http(elsewhere, 'GET', '/ledger/time-order'))).items).toEqual([]);
  expect((await w.h.http(await w.h.someone(['stakeholder']), 'GET', '/ledger/time-order')).status).toBe(403);

  // A second turn finds nothing new and raises nothing more; the clock is mended; the alarm ends by itself.
  await jobsRun();
  expect(await alarms()).toEqual(open);
  await passTimeTo(w.h, new Date(w.h.clock.now().getTime() + 3 * hour));
  await jobsRun();
  await jobsRun();
  expect(await alarms()).toEqual([]);
  expect((await report()).total).toBeGreaterThanOrEqual(5);
  const { items } = await must(
    w.h.http(w.auditor, 'GET', '/ledger/entries?act=ledger.clock-alarm-raised,ledger.clock-alarm-ended&sort=at'),
  );
  expect(items.map((one: Body) => one.act).toSorted()).toEqual(['ledger.clock-alarm-ended', 'ledger.clock-alarm-raised']);
});
