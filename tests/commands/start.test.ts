import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { serverProcessesOf } from '../../src/foundation/database/embedded/processes.ts';
import { checkout } from '../house/imports.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-start-'));
  // Whoever runs the database may enter, so that it lies where this test looks.
  await chmod(folder, 0o755);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The server on a database of its own; `until` says when it has said enough. */
function start(port: number, args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const { DATABASE_URL: _, DATABASE_OWNER_URL: __, ...rest } = process.env;
  const env = { ...rest, INTERLOCK_PORT: String(port), INTERLOCK_DATA: path.join(folder, 'data'), ...more };
  const child = spawn(process.execPath, ['--no-warnings', path.join(checkout, 'src/entrances/server.ts'), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => void said.push(text.toString()));
  return { child, said: () => said.join(''), ended: once(child, 'exit').then(([code]) => Number(code)) };
}

const databaseProcesses = () => serverProcessesOf(path.join(folder, 'data', 'postgres'));

test('where the port is taken the start says so with the remedy, and leaves no database running', async () => {
  const holder = createServer();
  holder.listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    const { ended, said } = start(port, []);
    expect(await ended).toBe(1);
    expect(said()).toContain(`Something listens on 127.0.0.1:${port} already`);
    expect(said()).toContain('INTERLOCK_PORT');
    expect(databaseProcesses()).toEqual([]);
  } finally {
    holder.close();
  }
}, 120_000);

test('a Ctrl-C while the example is made stops in order: nothing runs on', async () => {
  const { child, ended, said } = start(0, ['--demo']);
  await expect.poll(said, { timeout: 90_000 }).toContain('Founding the example');
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(said()).not.toMatch(/connection was lost|is ready/);
  expect(databaseProcesses()).toEqual([]);
}, 120_000);

test('a database that is not there is named with the remedy, and without its password', async () => {
  const { ended, said } = start(0, [], { DATABASE_URL: 'postgres://serves:hidden-word@127.0.0.1:1/interlock' });
  expect(await ended).toBe(1);
  expect(said()).toContain('No PostgreSQL listens at 127.0.0.1:1');
  expect(said()).toContain('DATABASE_URL');
  expect(said()).not.toContain('hidden-word');
}, 60_000);

test('a data folder that cannot be made is named with the remedy', async () => {
  const file = path.join(folder, 'a-file');
  await writeFile(file, '');
  const { ended, said } = start(0, [], { INTERLOCK_DATA: path.join(file, 'data') });
  expect(await ended).toBe(1);
  expect(said()).toContain(`The data folder cannot be made at ${path.join(file, 'data')}`);
  expect(said()).toContain('INTERLOCK_DATA');
}, 60_000);
