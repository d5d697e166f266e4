import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../foundation/clock.ts';
import { openDatabase } from '../foundation/database/database.ts';
import { uuidv7 } from '../foundation/ids.ts';
import { readConfig } from './config.ts';
import { isHalfMade, isSeeded, markBegun, markSeeded } from './demo/seeded.ts';
import { type Opened, openServingDatabase } from './open-database.ts';

const log = pino({ level: 'silent' });
let folder: string;
let opened: Opened;
const starts: Opened[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'interlock-open-'));
});
afterAll(async () => {
  for (const one of starts) await one.stop();
  // Root's database lies outside of a folder that the server's account cannot enter.
  for (const one of [folder, opened.folder ?? folder]) rmSync(one, { recursive: true, force: true });
});

const start = async (): Promise<Opened> => {
  const started = await openServingDatabase(readConfig({ INTERLOCK_DATA: folder }), folder, log, isHalfMade);
  starts.push(started);
  return started;
};

async function inside<T>(work: (database: ReturnType<typeof openDatabase>) => Promise<T>): Promise<T> {
  const database = openDatabase(opened.url, { max: 1 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
const settings = () =>
  inside(async ({ pool }) => (await pool.query('select name from foundation.setting where name like $1', ['demo.%'])).rows);

test('an example that was interrupted is made anew by the next start, one that is whole stays, and one at which somebody is at work is left alone', async () => {
  opened = await start();
  await inside(({ db }) => markBegun(db, systemClock.now()));
  const busy = new pg.Client({ connectionString: opened.url });
  await busy.connect();
  await expect(start()).rejects.toThrow('Another process is at work on this database');
  expect(await settings()).toEqual([{ name: 'demo.begun' }]);
  await busy.end();
  opened = await start();
  expect(await settings()).toEqual([]);
  await inside(async ({ db }) => {
    await markBegun(db, systemClock.now());
    await markSeeded(db, systemClock.now());
  });
  opened = await start();
  await inside(async ({ db }) => expect(await isSeeded(db)).toBe(true));
  // Somebody real came to work on it although it was never whole.
  const { pool, close } = openDatabase(opened.ownerUrl, { max: 1 });
  await pool.query(`delete from foundation.setting where name = 'demo.seeded'`);
  await pool.query(
    `insert into identity.person (id, email, name, state, version, created_at) values ($1, 'chief@firm.com', 'Chief', 'active', 1, now())`,
    [uuidv7()],
  );
  await close();
  opened = await start();
  expect(await settings()).toEqual([{ name: 'demo.begun' }]);
});
