import { sql } from 'kysely';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { migrationFolders, openHouse } from '../../src/entrances/house.ts';
import { openDatabase } from '../../src/foundation/database/database.ts';
import { migrate } from '../../src/foundation/database/migrate.ts';
import { startJobs } from '../../src/foundation/jobs.ts';
import { useHouse } from '../support/house.ts';
import { hearAfter, type ServerProcess, send, startServer } from './processes.ts';

const house = useHouse();
const servers: ServerProcess[] = [];

beforeAll(async () => {
  house().clock.moveTo(new Date());
  const url = (name: string) => `${house().database.appUrl}?application_name=${name}`;
  servers.push(...(await Promise.all([startServer(url, 'jobs'), startServer(url, 'jobs')])));
});
afterAll(async () => {
  for (const server of servers) await server.kill();
});
const [first, second] = [() => serverAt(0), () => serverAt(1)];
function serverAt(index: number): ServerProcess {
  const server = servers[index];
  if (server === undefined) throw new Error('the servers run only while tests do');
  return server;
}

describe('two servers on one database', () => {
  test('what is done at one is heard at the other', async () => {
    const h = house();
    const administrator = await h.someone(['administrator']);
    const root = await h.root();
    const create = () =>
      send(first(), administrator, 'POST', '/units', { body: { key: 'elsewhere', name: 'Heard elsewhere', parent: root.key } });
    expect(await hearAfter(second(), administrator, create, '"key":"elsewhere"')).toContain('"topic":"identity.unit-created"');
  });

  test('what one answered, the other shows at once, and neither seals an entry twice', async () => {
    const h = house();
    const administrator = await h.someone(['administrator']);
    const root = await h.root();
    const asked = Array.from({ length: 40 }, async (_, index) => {
      const [here, there] = index % 2 === 0 ? [first(), second()] : [second(), first()];
      const key = `both-${index}`;
      const made = await send(here, administrator, 'POST', '/units', { body: { key, name: key, parent: root.key } });
      const seen = await send(there, administrator, 'GET', `/units/${key}`);
      return [made?.status, seen?.status];
    });
    expect(await Promise.all(asked)).toEqual(Array.from({ length: 40 }, () => [201, 200]));
    await expect
      .poll(
        async () =>
          (
            await sql<{ sealed: number; last: number; open: number }>`
              select count(*)::int as sealed, coalesce(max(seq), 0)::int as last,
                (select count(*)::int from ledger.entry e where not exists (select 1 from ledger.place p where p.entry_id = e.id)) as open
              from ledger.place`.execute(h.app.database.db)
          ).rows[0],
        { timeout: 20_000, interval: 50 },
      )
      .toSatisfy((row: { sealed: number; last: number; open: number }) => row.open === 0 && row.sealed === row.last);
  });

  test('a job runs in one of them at a time', async () => {
    const other = await openHouse({
      databaseUrl: house().database.appUrl,
      clock: house().clock,
      log: pino({ level: 'fatal' }),
      settings: house().app.settings,
      ratePerMinute: 100_000,
      trustProxy: false,
      poolSize: 4,
      runJobs: false,
    });
    let [running, most] = [0, 0];
    const runs = new Map<string, number>();
    let enough: () => void = () => undefined;
    const both = new Promise<void>((resolve) => {
      enough = resolve;
    });
    const jobFor = (who: string) => ({
      name: 'harness.alone',
      everyMs: 1,
      run: async () => {
        running += 1;
        most = Math.max(most, running);
        await sql`select pg_sleep(0.005)`.execute(house().app.database.db);
        running -= 1;
        runs.set(who, (runs.get(who) ?? 0) + 1);
        if ((runs.get('one') ?? 0) >= 5 && (runs.get('two') ?? 0) >= 5) enough();
      },
    });
    const jobs = [startJobs(house().app, [jobFor('one')]), startJobs(other.app, [jobFor('two')])];
    await both;
    for (const each of jobs) await each.stop();
    await other.close();
    expect(most).toBe(1);
  });

  test('both may migrate at once: one does it, the other finds it done', async () => {
    const name = `harness_empty_${process.pid}`;
    const admin = new pg.Client({ connectionString: inject('superUrl') });
    await admin.connect();
    const at = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).toString();
    const [ownerUrl, appUrl] = [at(inject('ownerUrl')), at(inject('appUrl'))];
    await admin.query(`create database ${name} owner ${new URL(ownerUrl).username}`);
    try {
      const role = new URL(appUrl).username;
      const ran = await Promise.all([migrate(ownerUrl, role, migrationFolders), migrate(ownerUrl, role, migrationFolders)]);
      const all = ran.map((scripts) => scripts.length).toSorted((a, b) => a - b);
      expect(all[0]).toBe(0);
      expect(all[1]).toBeGreaterThan(5);
      const database = openDatabase(appUrl, { max: 1 });
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from ledger.sealer`.execute(database.db);
      expect(rows[0]?.n).toBe(1);
      await database.close();
    } finally {
      await expect
        .poll(() => admin.query(`drop database ${name}`).then(() => 'dropped', String), { timeout: 20_000 })
        .toBe('dropped');
      await admin.end();
    }
  });
});
