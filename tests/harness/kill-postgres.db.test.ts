import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { migrationFolders, openHouse } from '../../src/entrances/house.ts';
import { systemClock } from '../../src/foundation/clock.ts';
import { ensureDatabase, startEmbedded } from '../../src/foundation/database/embedded/index.ts';
import { migrate } from '../../src/foundation/database/migrate.ts';
import { verifyLedger } from '../../src/rooms/ledger/acts/verify-ledger.ts';
import { seal } from '../../src/rooms/ledger/store/seal.ts';
import { builders } from '../support/builders.ts';
import { send, startServer } from './processes.ts';

const writers = 8;

/** SIGKILL to the postmaster and every backend: no process gets to write a last page. */
async function killAll(superUrl: string, postmaster: number): Promise<void> {
  const client = new pg.Client({ connectionString: superUrl });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_activity where pid <> pg_backend_pid()');
  for (const pid of [postmaster, ...rows.map((row) => row.pid)]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It had ended by itself in the meantime.
    }
  }
  await client.end().catch(() => undefined);
}

test('PostgreSQL is killed while eight people act: nothing that was answered with success is lost, and the server goes on without a restart', {
  timeout: 120_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'interlock-kill-'));
  const start = () => startEmbedded({ dataDir: join(folder, 'data'), purpose: 'serve' });
  const first = await start();
  const { appUrl, ownerUrl } = await ensureDatabase(first, { name: 'interlock' });
  await migrate(ownerUrl, new URL(appUrl).username, migrationFolders);
  const house = await openHouse({
    databaseUrl: appUrl,
    clock: systemClock,
    log: pino({ level: 'silent' }),
    settings: { build: 'test', checkReplies: false, secure: false, publicUrl: 'http://localhost' },
    ratePerMinute: 1_000_000,
    trustProxy: false,
    poolSize: 4,
    runJobs: false,
  });
  const { someone, root } = builders(house.app, systemClock);
  const administrator = await someone(['administrator']);
  const firm = await root();
  const server = await startServer(() => appUrl, 'jobs');
  const create = (key: string) =>
    send(server, administrator, 'POST', '/units', { key: `key-${key}`, body: { key, name: key, parent: firm.key } });

  const acknowledged: string[] = [];
  const unanswered: string[] = [];
  let stopping = false;
  let enough: () => void = () => undefined;
  const underway = new Promise<void>((resolve) => {
    enough = resolve;
  });
  const load = Array.from({ length: writers }, async (_, writer) => {
    for (let turn = 0; !stopping; turn++) {
      const key = `u-${writer}-${turn}`;
      const reply = await create(key);
      if (reply?.status === 201) acknowledged.push(key);
      else {
        unanswered.push(key);
        return;
      }
      if (acknowledged.length >= 60) enough();
    }
  });
  await underway;
  await killAll(first.ownerUrl, first.pid);
  await Promise.race([Promise.all(load), new Promise((resolve) => setTimeout(resolve, 15_000).unref())]);
  stopping = true;
  await Promise.all(load);
  const away = await create('while-away');
  const second = await start();
  try {
    expect(second.adopted).toBe(false);
    expect(away?.status, away?.text).toBe(503);
    await expect.poll(async () => (await create('after-it-came-back'))?.status, { timeout: 30_000, interval: 100 }).toBe(201);
    expect(server.alive()).toBe(true);
    const { db } = house.app.database;
    const { rows } = await sql<{ key: string; entries: number; news: number }>`
      select u.key, (select count(*)::int from ledger.entry e where e.subject_id = u.id) as entries,
        (select count(*)::int from foundation.outbox o where o.subject_id = u.id) as news
      from identity.unit u where u.key like 'u-%'`.execute(db);
    const kept = new Set(rows.map((row) => row.key));
    expect(acknowledged.filter((key) => !kept.has(key))).toEqual([]);
    expect(rows.filter((row) => row.entries !== 1 || row.news !== 1)).toEqual([]);
    for (const key of unanswered) expect((await create(key))?.status).toBe(201);
    await expect.poll(async () => seal(db, new Date()), { timeout: 10_000 }).toBe(0);
    expect(await verifyLedger(db)).toMatchObject({ verdict: 'valid', damage: null });
  } finally {
    await server.kill();
    await house.close();
    await second.stop();
    await rm(folder, { recursive: true, force: true });
    await rm(second.dataDir, { recursive: true, force: true });
  }
});
