import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkout } from '../house/imports.ts';

/** The command itself, as a person starts it, on an embedded database of its own. */
type Running = {
  readonly child: ChildProcess;
  readonly ready: { url: string; people: { email: string; password: string; roles: string[] }[]; database: string };
};

let folder = '';
const elsewhere = 'DATABASE-IS-ELSEWHERE.txt';

const environment = (): NodeJS.ProcessEnv => {
  const { DATABASE_URL: _, DATABASE_OWNER_URL: __, ...rest } = process.env;
  return { ...rest, INTERLOCK_PORT: '0', INTERLOCK_DATA: path.join(folder, 'data') };
};

async function start(): Promise<Running> {
  const child = spawn(process.execPath, ['--no-warnings', path.join(checkout, 'src/entrances/server.ts'), '--demo', '--json'], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (text: Buffer) => {
    said += text.toString();
  });
  if (child.stdout === null) throw new Error('no output');
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the server ended with ${code} before it was ready:\n${said}`);
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const ready: Running['ready'] = JSON.parse(line);
    ended.catch(() => undefined);
    return { child, ready };
  }
  return ended;
}

async function stop(running: Running, signal: NodeJS.Signals): Promise<number | null> {
  const exit = once(running.child, 'exit');
  running.child.kill(signal);
  const [code] = await exit;
  return typeof code === 'number' ? code : null;
}

async function signIn(running: Running, role: string): Promise<string> {
  const person = running.ready.people.find((one) => one.roles.includes(role));
  const reply = await fetch(`${running.ready.url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: person?.email, password: person?.password }),
  });
  expect(reply.status).toBe(201);
  return reply.headers.get('set-cookie')?.split(';')[0] ?? '';
}

const read = async (running: Running, cookie: string, address: string) =>
  (await fetch(`${running.ready.url}/api/v1${address}`, { headers: { cookie } })).json();

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-demo-'));
  // A folder that only its owner may enter: as root the database runs as another user and lives in a stated place outside.
  await chmod(folder, 0o700);
});

afterAll(async () => {
  const note = path.join(folder, 'data', elsewhere);
  if (existsSync(note)) {
    const place = /(\/var\/lib\/interlock-\w+|\/\S*interlock-\w+)/.exec(await readFile(note, 'utf8'))?.[1];
    if (place !== undefined) await rm(place, { recursive: true, force: true });
  }
  await rm(folder, { recursive: true, force: true });
});

describe('the demo', () => {
  test('makes itself in a folder of mode 0700, says in one line where it is and who can sign in, and holds a release in every state', async () => {
    const running = await start();
    expect(running.ready).toMatchObject({
      ready: true,
      url: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      database: expect.stringContaining('PostgreSQL'),
    });
    expect(new Set(running.ready.people.flatMap((person) => person.roles)).size).toBe(18);
    const cookie = await signIn(running, 'release-manager');
    const page = await read(running, cookie, '/releases?limit=200');
    const states = new Set(page.items.map((release: { state: string }) => release.state));
    const asked = [
      'proposed',
      'accepted',
      'planned',
      'in-progress',
      'ready',
      'deploying',
      'deployed',
      'released-for-use',
      'warranty',
      'closed',
      'backed-out',
      'rejected',
      'on-hold',
      'cancelled',
    ];
    expect(asked.filter((state) => !states.has(state))).toEqual([]);
    const blocked = await read(running, cookie, '/releases/REL-1010/next');
    expect(JSON.stringify(blocked)).toContain('UAT test cases passed');
    const calendars = await read(running, cookie, '/working-calendars');
    expect(calendars.items.map((one: { key: string; isDefault: boolean }) => [one.key, one.isDefault])).toEqual([
      ['basel', true],
      ['cork', false],
    ]);
    const groups = await read(running, await signIn(running, 'administrator'), '/groups');
    expect(groups.items.map((one: { key: string }) => one.key).sort()).toEqual(['process-owners', 'quality-unit']);
    const late = await read(running, cookie, '/releases?late=true&limit=200');
    expect(late.items.length).toBeGreaterThan(0);
    expect(await stop(running, 'SIGINT')).toBe(0);
  }, 300_000);

  test('starts again on what is there, also after kill -9, and the ledger verifies', async () => {
    const first = await start();
    const cookie = await signIn(first, 'auditor');
    const before = await read(first, cookie, '/ledger');
    expect(await stop(first, 'SIGKILL')).toBeNull();
    const second = await start();
    const again = await signIn(second, 'auditor');
    expect((await read(second, again, '/ledger')).lastSeq).toBeGreaterThanOrEqual(before.lastSeq);
    const asked = await fetch(`${second.ready.url}/api/v1/ledger/verifications`, { method: 'POST', headers: { cookie: again } });
    const { id } = await asked.json();
    await expect
      .poll(() => read(second, again, `/ledger/verifications/${id}`), { timeout: 60_000, interval: 200 })
      .toMatchObject({ state: 'finished', report: { verdict: 'valid' } });
    expect(await stop(second, 'SIGTERM')).toBe(0);
  }, 300_000);
});
