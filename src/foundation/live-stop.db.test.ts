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
