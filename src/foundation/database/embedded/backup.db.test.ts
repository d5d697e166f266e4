import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backup } from './backup.ts';
import { type DatabaseUrls, type EmbeddedServer, ensureDatabase, startEmbedded } from './index.ts';
import { restore } from './restore.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlock-backup-'));
const dataDir = join(folder, 'data');
const taken = join(folder, 'backups', 'one');
let server: EmbeddedServer;
let urls: DatabaseUrls;
let acknowledgedBefore = 0;

async function rowsOf(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const counted = await client.query<{ n: number }>('select count(*)::int as n from public.note');
  await client.end();
  return counted.rows[0]?.n ?? 0;
}

beforeAll(async () => {
  chmodSync(folder, 0o755);
  server = await startEmbedded({ dataDir, purpose: 'serve' });
  urls = await ensureDatabase(server, { name: 'interlock' });
  mkdirSync(join(dataDir, 'keys'));
  writeFileSync(join(dataDir, 'keys', 'checkpoint.key'), 'a key');
  for (const name of ['ledger-key.pem', 'ledger-key.pem.last-checkpoint']) writeFileSync(join(dataDir, name), 'of this machine');
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a backup made while somebody writes holds every row acknowledged before it began, and more', async () => {
  const writer = new pg.Client({ connectionString: urls.ownerUrl });
  await writer.connect();
  await writer.query('create table public.note (id bigserial primary key, words text)');
  await writer.query(`insert into public.note (words) select repeat('x', 200) from generate_series(1, 20000)`);
  let go = true;
  let acknowledged = 20_000;
  const writing = (async () => {
    while (go) {
      await writer.query(`insert into public.note (words) values ('live')`);
      acknowledged += 1;
    }
  })();
  await sleep(100);
  acknowledgedBefore = acknowledged;
  const report = await backup({ dataDir, target: taken });
  await sleep(100);
  go = false;
  await writing;
  await writer.end();
  expect(report).toMatchObject({ target: taken, started: false });
  expect(acknowledged).toBeGreaterThan(acknowledgedBefore);
  expect(existsSync(join(taken, 'files', 'keys', 'checkpoint.key'))).toBe(true);
  // What signs the ledger stays: a restored copy, which may be an older one, signs with a key of its own.
  expect(readdirSync(join(taken, 'files')).filter((name) => name.startsWith('ledger-key'))).toEqual([]);
  if (process.platform !== 'win32') expect(statSync(taken).mode & 0o777).toBe(0o700);
});

test('it comes back into an empty folder, with its keys and passwords, and the original goes on', async () => {
  const elsewhere = join(folder, 'elsewhere', 'data');
  const report = await restore({ backup: taken, dataDir: elsewhere, force: false });
  expect(report).toMatchObject({ setAside: [], tables: 1 });
  expect(report.rows).toBeGreaterThanOrEqual(acknowledgedBefore);
  expect(readFileSync(join(elsewhere, 'keys', 'checkpoint.key'), 'utf8')).toBe('a key');
  const restored = await startEmbedded({ dataDir: elsewhere, purpose: 'serve' });
  try {
    const again = await ensureDatabase(restored, { name: 'interlock' });
    expect(await rowsOf(again.ownerUrl)).toBe(report.rows);
  } finally {
    await restored.stop();
  }
  expect(await rowsOf(urls.ownerUrl)).toBeGreaterThanOrEqual(report.rows);
});

test('a folder that holds data is not replaced unasked, nor while somebody works on it; then what was there is set aside', async () => {
  await expect(restore({ backup: taken, dataDir, force: false })).rejects.toThrow(/holds data.*--force/);
  const client = new pg.Client({ connectionString: urls.ownerUrl });
  await client.connect();
  await expect(restore({ backup: taken, dataDir, force: true })).rejects.toThrow(/in use \(1 connections\)/);
  await client.end();
  const before = await rowsOf(urls.ownerUrl);
  const report = await restore({ backup: taken, dataDir, force: true });
  expect(report.setAside).toHaveLength(1);
  expect(existsSync(join(report.setAside[0] ?? '', 'postgres', 'PG_VERSION'))).toBe(true);
  server = await startEmbedded({ dataDir, purpose: 'serve' });
  urls = await ensureDatabase(server, { name: 'interlock' });
  expect(await rowsOf(urls.ownerUrl)).toBe(report.rows);
  expect(report.rows).toBeLessThanOrEqual(before);
});

test('a backup is also made when only the database is stopped, and leaves it stopped', async () => {
  await server.stop();
  const report = await backup({ dataDir, target: join(folder, 'backups', 'two') });
  expect(report.started).toBe(true);
  expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  await expect(backup({ dataDir, target: taken })).rejects.toThrow(/not empty; a backup overwrites nothing/);
});

test('a damaged backup is refused by the name of the file, and nothing is touched', async () => {
  appendFileSync(join(taken, 'postgres', 'global', 'pg_control'), 'x');
  rmSync(join(taken, 'files', 'keys', 'checkpoint.key'));
  writeFileSync(join(taken, 'postgres', 'extra'), '');
  const attempt = restore({ backup: taken, dataDir, force: true });
  await expect(attempt).rejects.toThrow(/pg_control: its content differs/);
  await expect(attempt).rejects.toThrow(/checkpoint.key: missing/);
  await expect(attempt).rejects.toThrow(/extra: not in the manifest/);
  expect(existsSync(join(dataDir, 'postgres', 'PG_VERSION'))).toBe(true);
});
