import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { type EmbeddedServer, ensureDatabase, startEmbedded } from './index.ts';
import { isAlive, serverProcessesOf } from './processes.ts';

const asRoot = process.getuid?.() === 0;
const running: EmbeddedServer[] = [];
const folders: string[] = [];

function newFolder(mode = 0o755): string {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-embedded-'));
  chmodSync(folder, mode);
  folders.push(folder);
  return folder;
}

async function start(dataDir: string): Promise<EmbeddedServer> {
  const server = await startEmbedded({ dataDir, purpose: 'serve' });
  running.push(server);
  return server;
}

async function ask<T extends pg.QueryResultRow>(url: string, text: string): Promise<readonly T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

afterEach(async () => {
  for (const server of running.splice(0)) {
    await server.stop();
    folders.push(server.dataDir);
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

test('a first start makes the database, a second one takes over the running server, wherever its starter went', async () => {
  const dataDir = join(newFolder(), 'data');
  const index = new URL('./index.ts', import.meta.url).href;
  const script = `const { startEmbedded } = await import(${JSON.stringify(index)});
    const server = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, purpose: 'serve' });
    console.log(server.pid, server.initialised);
    process.kill(process.pid, 'SIGKILL');`;
  const starter = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  const server = await start(dataDir);
  expect(starter.stdout.trim()).toBe(`${server.pid} true`);
  expect(server).toMatchObject({ host: '127.0.0.1', adopted: true, initialised: false, dataDir });
  expect(await ask(server.ownerUrl, 'show fsync')).toEqual([{ fsync: 'on' }]);
  expect(
    await ask(
      server.ownerUrl,
      `select current_setting('listen_addresses') as at, current_setting('unix_socket_directories') as sockets`,
    ),
  ).toEqual([{ at: '127.0.0.1', sockets: '' }]);
  if (process.platform !== 'win32') expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
});

test('two starts at the same moment end with one server, and it comes back on the same port', async () => {
  const dataDir = join(newFolder(), 'data');
  const [one, other] = await Promise.all([start(dataDir), start(dataDir)]);
  expect(one?.pid).toBe(other?.pid);
  expect([one?.initialised, other?.initialised].filter(Boolean)).toHaveLength(1);
  await one?.stop();
  expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  const again = await start(dataDir);
  expect(again).toMatchObject({ port: one?.port, adopted: false, initialised: false });
});

test('a pid file that a killed server left is not taken for a running one, even when its number belongs to somebody else now', async () => {
  const dataDir = join(newFolder(), 'data');
  const first = await start(dataDir);
  const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
  const said = readFileSync(pidFile, 'utf8').split('\n');
  const owner = statSync(pidFile);
  await first.stop();
  // A process of the same account that is no database server: PostgreSQL alone would refuse to start beside it.
  const bystander = spawn('sleep', ['60'], { uid: owner.uid, gid: owner.gid, cwd: '/' });
  try {
    writeFileSync(pidFile, [bystander.pid, ...said.slice(1)].join('\n'), { mode: 0o600 });
    const second = await start(dataDir);
    expect(second.adopted).toBe(false);
    expect(second.pid).not.toBe(bystander.pid);
    expect(await ask(second.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  } finally {
    bystander.kill();
  }
});

test('no row that was acknowledged is lost when the server and all its processes are killed while somebody writes', async () => {
  const dataDir = join(newFolder(), 'data');
  let server = await start(dataDir);
  const { appUrl, ownerUrl } = await ensureDatabase(server, { name: 'interlock' });
  await ask(ownerUrl, 'create table public.note (n int primary key); grant insert, select on public.note to interlock_app');
  let acknowledged = 0;
  for (let round = 0; round < 3; round += 1) {
    const writer = new pg.Client({ connectionString: appUrl });
    writer.on('error', () => undefined);
    await writer.connect();
    const writing = (async () => {
      for (;;) {
        await writer.query('insert into public.note select coalesce(max(n), 0) + 1 from public.note');
        acknowledged += 1;
      }
    })().catch(() => undefined);
    await sleep(300);
    // The postmaster first: its backends are orphans for a moment, and the next start must not come between.
    process.kill(server.pid, 'SIGKILL');
    if (round > 0) for (const pid of serverProcessesOf(join(dataDir, 'postgres'))) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    server = await start(dataDir);
    expect(server.adopted).toBe(false);
    await writing;
    await writer.end().catch(() => undefined);
    const [row] = await ask<{ rows: number; highest: number }>(
      server.ownerUrl.replace(/postgres$/, 'interlock'),
      'select count(*)::int as rows, max(n) as highest from public.note',
    );
    // One row more may be there: committed, but killed before it could say so.
    expect(row?.rows).toBe(row?.highest);
    expect(row?.rows).toBeGreaterThanOrEqual(acknowledged);
    acknowledged = row?.rows ?? 0;
  }
  expect(acknowledged).toBeGreaterThan(10);
});

test('an orphaned backend in a long statement is waited for, then ended, before a new server starts', async () => {
  const dataDir = join(newFolder(), 'data');
  const first = await start(dataDir);
  const busy = new pg.Client({ connectionString: first.ownerUrl });
  busy.on('error', () => undefined);
  await busy.connect();
  const statement = busy.query('select count(*) from generate_series(1, 2000000000)').catch(() => undefined);
  await sleep(200);
  process.kill(first.pid, 'SIGKILL');
  const second = await start(dataDir);
  await statement;
  expect(second.adopted).toBe(false);
  expect(await ask(second.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test.runIf(asRoot)(
  'started by root in a folder that only root may enter, the database lives outside and says where',
  async () => {
    const dataDir = join(newFolder(0o700), 'data');
    const heard: string[] = [];
    const server = await startEmbedded({ dataDir, purpose: 'serve', say: (line) => heard.push(line) });
    running.push(server);
    expect(server.dataDir).not.toContain(dataDir);
    expect(heard.join('\n')).toContain(`The database is kept in ${server.dataDir}`);
    expect(readFileSync(join(dataDir, 'DATABASE-IS-ELSEWHERE.txt'), 'utf8')).toContain(server.dataDir);
    expect((await start(dataDir)).pid).toBe(server.pid);
    expect(statSync(join(server.dataDir, 'secrets.json')).uid).toBe(0);
  },
);

test('the role that serves may connect and create nothing; the owning role is no superuser', async () => {
  const server = await start(join(newFolder(), 'data'));
  const urls = await ensureDatabase(server, { name: 'interlock' });
  const both = await Promise.all([ensureDatabase(server, { name: 'interlock' }), ensureDatabase(server, { name: 'interlock' })]);
  expect(both).toEqual([urls, urls]);
  await expect(ask(urls.appUrl, 'create table public.x (n int)')).rejects.toThrow(/permission denied/);
  await expect(ask(urls.appUrl, 'create schema x')).rejects.toThrow(/permission denied/);
  await expect(ask(urls.appUrl, 'create temp table x (n int)')).rejects.toThrow(/permission denied/);
  await ask(
    urls.ownerUrl,
    'create schema x; create table x.y (id uuid, span tstzrange, exclude using gist (id with =, span with &&))',
  );
  expect(
    await ask(
      server.ownerUrl,
      `select rolname, rolsuper, rolcreaterole from pg_roles where rolname like 'interlock%' order by 1`,
    ),
  ).toEqual([
    { rolname: 'interlock_app', rolsuper: false, rolcreaterole: false },
    { rolname: 'interlock_owner', rolsuper: false, rolcreaterole: false },
  ]);
});

test('a data folder of another major version is refused in words', async () => {
  const dataDir = join(newFolder(), 'data');
  mkdirSync(join(dataDir, 'postgres'), { recursive: true });
  writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '17\n');
  await expect(startEmbedded({ dataDir, purpose: 'serve' })).rejects.toThrow(
    /written by PostgreSQL 17, and this installation brings 18/,
  );
});
