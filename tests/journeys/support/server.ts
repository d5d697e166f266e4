import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { inject } from 'vitest';
import { z } from 'zod';
import { asSuper, dropWhenLeft } from '../../support/database.ts';

const checkout = fileURLToPath(new URL('../../../', import.meta.url));
const readyShape = z.object({
  ready: z.literal(true),
  url: z.url(),
  people: z.array(z.object({ email: z.string(), password: z.string(), roles: z.array(z.string()) })),
});

export type Started = z.output<typeof readyShape> & { readonly databaseUrl: string; readonly stop: () => Promise<void> };

const at = (url: string, name: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).toString();
/** The example portfolio of this run, made once; every file of journeys works on a clone of its own. */
const seeded = (): string => `${inject('templateName')}_demo`;

const clone = (client: pg.Client, name: string, from: string): Promise<unknown> =>
  client.query(`create database ${name} template ${from} strategy file_copy owner ${new URL(inject('ownerUrl')).username}`);

/** The key to what the servers of this run keep sealed in their databases. */
const secretsKey = (): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'interlock-journey-')), 'secrets.key');
  writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  return file;
};

/** The process of the product itself, as `npm run demo` starts it; ready when it says so. */
async function start(database: string): Promise<Started> {
  if (!existsSync(`${checkout}dist/web/index.html`))
    throw new Error('The web app is not built, so there is nothing to journey through. Run npm run build.');
  const server = spawn(process.execPath, ['src/entrances/server.ts', '--demo', '--json'], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DATABASE_URL: at(inject('appUrl'), database),
      DATABASE_OWNER_URL: at(inject('ownerUrl'), database),
      INTERLOCK_PORT: '0',
      INTERLOCK_SECRETS_KEY: secretsKey(),
      INTERLOCK_RATE_PER_MINUTE: '100000',
      INTERLOCK_POOL: '6',
      INTERLOCK_LOG: 'error',
    },
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const ready = await readyLine(server);
  return {
    ...ready,
    databaseUrl: at(inject('appUrl'), database),
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
    },
  };
}

async function readyLine(server: ChildProcess): Promise<z.output<typeof readyShape>> {
  let said = '';
  server.stderr?.on('data', (text: Buffer) => {
    said += text.toString();
  });
  if (server.stdout === null) throw new Error('the server has no output');
  for await (const line of createInterface({ input: server.stdout })) {
    const parsed = readyShape.safeParse(JSON.parse(line));
    if (parsed.success) return parsed.data;
  }
  throw new Error(`The server ended before it was ready:\n${said}`);
}

/** Whoever comes first makes the example portfolio; the others wait for it at the lock. */
async function ensureSeeded(): Promise<void> {
  await asSuper(async (client) => {
    await client.query(`select pg_advisory_lock(hashtext($1))`, [seeded()]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [seeded()]);
    if (rowCount === 1) return;
    const raw = `${seeded()}_raw`;
    await clone(client, raw, inject('templateName'));
    await (await start(raw)).stop();
    await client.query(`alter database ${raw} rename to ${seeded()}`);
  });
}

/** A server on a clone of the example portfolio, of this test file alone. */
export async function startServer(): Promise<Started> {
  await ensureSeeded();
  const database = `journey_${randomBytes(6).toString('hex')}`;
  await asSuper((client) => clone(client, database, seeded()));
  const server = await start(database);
  return {
    ...server,
    stop: async () => {
      await server.stop();
      await asSuper((client) => dropWhenLeft(client, database));
    },
  };
}

/** A server on an installation where nobody is registered yet, with the one-time link that it printed. */
export async function startEmptyServer(): Promise<{
  readonly url: string;
  readonly setupLink: string;
  readonly stop: () => Promise<void>;
}> {
  const database = `journey_${randomBytes(6).toString('hex')}`;
  await asSuper((client) => clone(client, database, inject('templateName')));
  const server = spawn(process.execPath, ['src/entrances/server.ts'], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      ...process.env,
      DATABASE_URL: at(inject('appUrl'), database),
      DATABASE_OWNER_URL: at(inject('ownerUrl'), database),
      INTERLOCK_PORT: '0',
      INTERLOCK_POOL: '6',
      INTERLOCK_LOG: 'error',
    },
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    server.kill('SIGTERM');
    await ended;
    await asSuper((client) => dropWhenLeft(client, database));
  };
  for await (const line of createInterface({ input: server.stdout })) {
    const link = /(\S+)\/setup#\S+/.exec(line);
    if (link !== null) return { url: link[1] ?? '', setupLink: link[0], stop };
  }
  await stop();
  throw new Error('The server ended before it printed the link of the first administrator.');
}

/** `interlock …` as its own process, with a home of its own. */
export async function interlock(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  input = '',
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const child = spawn(process.execPath, ['src/entrances/cli.ts', ...args], { cwd: checkout, env: { ...process.env, ...env } });
  const texts = { out: '', err: '' };
  child.stdout.on('data', (text: Buffer) => {
    texts.out += text.toString();
  });
  child.stderr.on('data', (text: Buffer) => {
    texts.err += text.toString();
  });
  child.stdin.end(input);
  const code = await new Promise<number>((resolve) => child.once('close', (value) => resolve(value ?? -1)));
  return { code, ...texts };
}
