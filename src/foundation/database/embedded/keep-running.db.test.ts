import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../database.ts';
import { type EmbeddedServer, keepRunning, startEmbedded } from './index.ts';
import { isAlive, serverProcessesOf } from './processes.ts';

let folder = '';
let server: EmbeddedServer;
let heard: string[] = [];
let stop: () => Promise<void> = async () => undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'interlock-kept-'));
  heard = [];
  const options = { dataDir: join(folder, 'data'), purpose: 'serve', say: (line: string) => void heard.push(line) } as const;
  server = await startEmbedded(options);
  stop = keepRunning(server, options, 50).stop;
});

afterEach(async () => {
  await stop();
  for (const home of new Set([server.dataDir, folder])) rmSync(home, { recursive: true, force: true });
});

test('a database server that is killed is started again on its port, and whoever held its address goes on', async () => {
  const lost: Error[] = [];
  const database = openDatabase(server.ownerUrl, { max: 2, onError: (error) => void lost.push(error) });
  const ask = async () => (await database.pool.query('select 1 as one')).rows;
  expect(await ask()).toEqual([{ one: 1 }]);
  for (let round = 1; round <= 2; round += 1) {
    for (const pid of serverProcessesOf(join(server.dataDir, 'postgres'))) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    await expect.poll(() => heard.filter((line) => line.endsWith('runs again.')).length, { timeout: 30_000 }).toBe(round);
    await expect.poll(() => ask().catch(String), { timeout: 10_000 }).toEqual([{ one: 1 }]);
  }
  // What is told of a lost connection does not carry the connection with its secrets.
  expect(lost.length).toBeGreaterThan(0);
  expect(lost.filter((error) => 'client' in error)).toEqual([]);
  await database.close();
});

test('a server that is stopped in order stays stopped, and a connection that is closed meanwhile counts as no loss', async () => {
  const lost: Error[] = [];
  const database = openDatabase(server.ownerUrl, { max: 2, onError: (error) => void lost.push(error) });
  const both = await Promise.all([database.pool.connect(), database.pool.connect()]);
  for (const client of both) client.release();
  await database.close();
  await stop();
  expect(isAlive(server.pid)).toBe(false);
  expect(existsSync(join(server.dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  expect(lost).toEqual([]);
});

test('where the database itself is gone no empty one takes its place', async () => {
  const cluster = join(server.dataDir, 'postgres');
  renameSync(cluster, `${cluster}.aside`);
  process.kill(server.pid, 'SIGQUIT');
  await expect.poll(() => heard.join('\n'), { timeout: 30_000 }).toContain('holds no database any more');
  // Ends the watching, and waits for a look that is under way.
  await stop();
  expect(existsSync(cluster)).toBe(false);
});
