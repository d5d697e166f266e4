import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rooms } from '../../src/entrances/rooms.ts';
import type { AnyOperation } from '../../src/foundation/contract.ts';
import { mountHealth } from '../../src/foundation/http/health.ts';
import { verifyLedger } from '../../src/rooms/ledger/acts/verify-ledger.ts';
import { watchSpace } from '../../src/rooms/ledger/acts/watch-space.ts';
import { ledgerConditions, signingMeasures } from '../../src/rooms/ledger/wiring.ts';
import { recipes } from '../house/recipes/all.ts';
import { type Asked, must, openWorld, pathOf, signedRecipe, type World } from '../house/recipes/world.ts';
import { type HttpReply, type TestHouse, useHouse } from '../support/house.ts';
import { codesOf } from '../support/releases.ts';
import { digests, entriesOfRequest } from '../support/trail.ts';

const space = { maxBytes: 1e15, folder: null };
const house = useHouse({
  settings: { build: 'test', checkReplies: true, secure: false, publicUrl: 'http://localhost', space },
  extend: async (app, server) => mountHealth(app, server, signingMeasures, ledgerConditions),
});
let w: World;
const emptied: TestHouse[] = [];
beforeAll(async () => {
  w = await openWorld(house(), emptied);
});
afterAll(async () => {
  for (const one of emptied) await one.close();
});

async function asOwner<T>(h: TestHouse, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: h.database.ownerUrl });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/** The trail takes nothing any more, by the error that PostgreSQL raises when a disk is full (53100) or cannot be written (58030). */
const breakTrail = (h: TestHouse, code: string): Promise<unknown> =>
  asOwner(h, (client) =>
    client.query(`
      create or replace function public.no_space() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file: No space left on device' using errcode = '${code}'; end $$;
      create or replace trigger no_space before insert on ledger.entry for each statement execute function public.no_space();`),
  );
const mendTrail = (h: TestHouse): Promise<unknown> =>
  asOwner(h, (client) => client.query('drop trigger no_space on ledger.entry'));

const alarms = async (): Promise<HttpReply['body']> => (await must(w.h.http(w.auditor, 'GET', '/ledger'))).alarms;
const health = async () => (await w.h.server.inject({ url: '/health' })).json();

const ask = (operation: AnyOperation, asked: Asked): Promise<HttpReply> =>
  (asked.h ?? w.h).http(asked.as, operation.method, pathOf(operation, asked), {
    ...(asked.body === undefined ? {} : { body: asked.body }),
    ...(asked.file === undefined ? {} : { file: asked.file }),
    ...(asked.ifMatch === undefined ? {} : { ifMatch: asked.ifMatch }),
  });

/** A code of an authenticator counts once, whatever becomes of the act: the mark of its use is all that stays, and the person gives the next one. */
const spends: Readonly<Record<string, string>> = { 'identity.ask-for-check': 'identity.authenticator' };
const without = (tables: Readonly<Record<string, string>>, name: string | undefined) =>
  Object.fromEntries(Object.entries(tables).filter(([table]) => table !== name));

const writing = rooms
  .flatMap((room) => room.routes.map((route) => route.operation as AnyOperation))
  .filter((operation) => operation.method !== 'GET' && recipes[operation.id] !== undefined);

describe('the store of the trail', () => {
  test('[NIST-AU-5] at four fifths of its space an alarm is raised, once, and told where people and machines look; it ends when there is room', async () => {
    const size = await asOwner(w.h, async (client) => {
      const { rows } = await client.query<{ n: number }>('select pg_database_size(current_database())::float8 as n');
      return rows[0]?.n ?? 0;
    });
    space.maxBytes = Math.ceil(size / 0.75);
    await watchSpace(w.h.app);
    expect([await alarms(), (await health()).status]).toEqual([[], 'ok']);
    // A tenth more of what is allowed is written: the database grows beyond four fifths.
    await asOwner(w.h, (client) =>
      client.query(
        `create table public.ballast as select repeat(md5(n::text), 30) from generate_series(1, $1::int) n`.replace(
          '$1',
          String(Math.ceil((size * 0.12) / 1000)),
        ),
      ),
    );
    await watchSpace(w.h.app);
    await watchSpace(w.h.app);
    expect(await alarms()).toMatchObject([{ kind: 'space', says: expect.stringMatching(/^8\d % of [\d.]+ GB are taken/) }]);
    expect(await health()).toMatchObject({ status: 'degraded', conditions: { space: expect.stringMatching(/^8\d %/) } });
    expect((await w.h.server.inject({ url: '/metrics' })).body).toMatch(/interlock_ledger_space_share 0\.8\d/);
    await asOwner(w.h, (client) => client.query('drop table public.ballast'));
    await watchSpace(w.h.app);
    expect([await alarms(), (await health()).status]).toEqual([[], 'ok']);
    const { items } = await must(
      w.h.http(w.auditor, 'GET', '/ledger/entries?act=ledger.space-alarm-raised,ledger.space-alarm-ended'),
    );
    expect(items).toHaveLength(2);
  });

  test.each(writing.map((operation) => [operation.id, operation] as const))(
    '[NIST-AU-5] cannot be written: %s is refused in words and changes nothing; with space again the same request is done',
    async (id, operation) => {
      const asked = await signedRecipe(w, operation, (await recipes[id]?.(w)) ?? { as: null });
      const h = asked.h ?? w.h;
      const before = await digests(h);
      await breakTrail(h, '53100');
      const refused = await ask(operation, asked);
      await mendTrail(h);
      expect([refused.status, codesOf(refused)], refused.text).toEqual([503, ['foundation.disk-full']]);
      expect(refused.body.detail).toContain('Nothing was changed');
      expect(refused.headers['retry-after']).toBe('3');
      expect(without(await digests(h), spends[id])).toEqual(without(before, spends[id]));
      const again = id in spends ? await signedRecipe(w, operation, (await recipes[id]?.(w)) ?? { as: null }) : asked;
      const done = await ask(operation, again);
      expect(done.status, done.text).toBe(operation.status);
      expect((await entriesOfRequest(h, done.headers['x-request-id'])).length).toBeGreaterThan(0);
      await again.settled?.(done);
    },
  );

  test('[NIST-AU-5] while it cannot be written reading goes on, and afterwards the ledger is whole', async () => {
    const { id } = await must(
      w.h.http(w.keeper, 'POST', '/applications', { body: { key: w.fresh('READ'), name: 'R', unit: w.cast.unit.key } }),
    );
    await breakTrail(w.h, '58030');
    for (const path of [
      `/applications/${id}`,
      '/releases',
      '/gates/waiting',
      '/ledger/entries',
      `/records/application/${id}/history`,
    ])
      expect([path, (await w.h.http(w.keeper, 'GET', path)).status]).toEqual([path, path.startsWith('/ledger') ? 403 : 200]);
    expect((await w.h.http(w.auditor, 'GET', '/ledger/entries')).status).toBe(200);
    const refused = await w.h.http(w.keeper, 'PATCH', `/applications/${id}`, { ifMatch: 1, body: { name: 'Lost?' } });
    expect([refused.status, codesOf(refused)]).toEqual([503, ['foundation.cannot-write']]);
    await mendTrail(w.h);
    expect((await verifyLedger(w.h.app.database.db)).damage).toBeNull();
  });
});
