import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Someone, Unit } from '../support/builders.ts';
import { useHouse } from '../support/house.ts';
import { type DatabaseProxy, startProxy } from './database-proxy.ts';
import { hearAfter, type ServerProcess, send, startServer } from './processes.ts';

const house = useHouse();
let proxy: DatabaseProxy;
let server: ServerProcess;
let administrator: Someone;
let root: Unit;

beforeAll(async () => {
  house().clock.moveTo(new Date());
  proxy = await startProxy(house().database.appUrl);
  server = await startServer(proxy.url, 'jobs');
  administrator = await house().someone(['administrator']);
  root = await house().root();
});
afterAll(async () => {
  await server.kill();
  await proxy.close();
});

const create = (key: string) =>
  send(server, administrator, 'POST', '/units', { key: `key-of-${key}`, body: { key, name: key, parent: root.key } });

/** Units, entries, news and kept answers that speak of a key. */
async function tracesOf(key: string): Promise<readonly number[]> {
  const { rows } = await sql<{ units: number; entries: number; news: number; answers: number }>`
    select (select count(*)::int from identity.unit where key = ${key}) as units,
      (select count(*)::int from ledger.entry where subject_key = ${key}) as entries,
      (select count(*)::int from foundation.outbox where subject_key = ${key}) as news,
      (select count(*)::int from foundation.idempotency where key = ${`key-of-${key}`}) as answers`.execute(
    house().app.database.db,
  );
  const row = rows[0];
  return row === undefined ? [] : [row.units, row.entries, row.news, row.answers];
}

const untilBack = (): Promise<void> =>
  expect
    .poll(async () => (await send(server, administrator, 'GET', '/units'))?.status, { timeout: 20_000, interval: 50 })
    .toBe(200);

describe('the database goes away and comes back', () => {
  test('while it is away, reading and acting answer 503 and when to come again; afterwards the same process goes on', async () => {
    expect((await send(server, administrator, 'GET', '/units'))?.status).toBe(200);
    proxy.cut();
    for (const reply of [await send(server, administrator, 'GET', '/units'), await create('away')]) {
      expect(reply?.status, reply?.text).toBe(503);
      expect(reply?.headers.get('retry-after')).toBe('3');
      expect(reply?.text).toContain('foundation.database-away');
    }
    expect(server.alive()).toBe(true);
    proxy.restore();
    await untilBack();
    const again = await create('away');
    expect(again?.status, again?.text).toBe(201);
    expect(await tracesOf('away')).toEqual([1, 1, 1, 1]);
  });

  test('an act in whose middle it goes away is answered with 503 and leaves nothing; a repeat does it once', async () => {
    proxy.watch({ marker: 'key-of-halfway', stopAfter: 2, stopped: () => proxy.cut() });
    const reply = await create('halfway');
    expect(reply?.status, reply?.text).toBe(503);
    expect(await tracesOf('halfway')).toEqual([0, 0, 0, 0]);
    proxy.restore();
    await untilBack();
    expect((await create('halfway'))?.status).toBe(201);
    expect(await tracesOf('halfway')).toEqual([1, 1, 1, 1]);
  });

  test('live news are heard again after it came back', async () => {
    proxy.cut();
    proxy.restore();
    await untilBack();
    const heard = await hearAfter(server, administrator, () => create('heard-again'), '"key":"heard-again"');
    expect(heard).toContain('"topic":"identity.unit-created"');
  });
});

describe('the disk of the database is full', () => {
  // PostgreSQL answers a write with 53100 then, and goes on reading; the harness says it in its place, for the last write of an act.
  test('an act is refused with 503, nothing of it is written, reading goes on; a repeat after space was made does it once', async () => {
    const fresh = await startServer(proxy.url);
    const other = server;
    server = fresh;
    try {
      proxy.answer(/insert into ledger\.entry/, '53100', 'could not extend file "base/1/2": No space left on device');
      const reply = await create('no-space');
      expect(reply?.status, reply?.text).toBe(503);
      expect(reply?.headers.get('retry-after')).toBe('3');
      expect(reply?.text).toContain('foundation.disk-full');
      expect(await tracesOf('no-space')).toEqual([0, 0, 0, 0]);
      expect((await send(server, administrator, 'GET', '/units'))?.status).toBe(200);
      expect((await create('no-space'))?.status).toBe(201);
      expect(await tracesOf('no-space')).toEqual([1, 1, 1, 1]);
    } finally {
      server = other;
      await fresh.kill();
    }
  });
});
