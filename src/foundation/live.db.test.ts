import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { type Database, openDatabase } from './database/database.ts';
import { startLiveNews } from './live.ts';

let clone: TestDatabase;
let database: Database;
beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.appUrl, { max: 1 });
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

test('stopped while it is still connecting, the listener leaves no connection behind', async () => {
  for (let round = 0; round < 10; round++) await (await startLiveNews(database, pino({ level: 'silent' }))).stop();
  const others = async () =>
    (
      await sql<{ n: number }>`
        select count(*)::int as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(
        database.db,
      )
    ).rows[0]?.n;
  await expect.poll(others, { timeout: 2_000 }).toBe(0);
});

test('who begins to hear while the horizon is being asked for misses nothing that is committed from then on', async () => {
  const live = await startLiveNews(database, pino({ level: 'silent' }));
  // The one connection is held: the poll's question, asked because nobody hears yet, has to wait for it.
  const held = await database.pool.connect();
  await expect.poll(() => database.pool.waitingCount, { timeout: 20_000 }).toBe(1);
  const heard: string[] = [];
  const stop = live.subscribe((news) => heard.push(...news.map((one) => one.topic)));
  await held.query(
    `insert into foundation.outbox (id, at, topic, subject_kind, subject_id, unit_ids, version)
     values (gen_random_uuid(), now(), 'thing.happened', 'thing', gen_random_uuid(), '{}', 1)`,
  );
  held.release();
  await expect.poll(() => heard, { timeout: 20_000 }).toEqual(['thing.happened']);
  stop();
  await live.stop();
});
