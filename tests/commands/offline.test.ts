import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { exitCodes } from '../../src/foundation/cli/exit-codes.ts';
import { checkout } from '../house/imports.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-offline-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function interlock(...args: readonly string[]): Promise<{ readonly code: number; readonly err: string }> {
  const child = spawn(process.execPath, ['--no-warnings', path.join(checkout, 'src/entrances/cli.ts'), ...args], {
    cwd: folder,
    env: { ...process.env, HOME: folder, INTERLOCK_URL: 'http://localhost:9' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr.on('data', (text: Buffer) => {
    err += text.toString();
  });
  const code = await new Promise<number>((resolve) => child.once('close', (value) => resolve(value ?? -1)));
  return { code, err };
}

const withName = (name: string): string => Object.assign(new URL(inject('appUrl')), { pathname: `/${name}` }).toString();
const withPassword = (password: string): string => Object.assign(new URL(inject('appUrl')), { password }).toString();

test.each([
  ['ledger verify', ['ledger', 'verify', 'missing.ndjson'], exitCodes.notFound, 'missing.ndjson'],
  ['ledger verify of a folder', ['ledger', 'verify', '.'], exitCodes.usage, 'is a folder'],
  ['plan', ['plan', 'missing.yaml'], exitCodes.notFound, 'missing.yaml'],
  ['apply', ['apply', 'missing.yaml'], exitCodes.notFound, 'missing.yaml'],
  ['plan of a folder', ['plan', '.'], exitCodes.usage, 'is a folder'],
])('%s of a file that is not there names it, what to do, and ends with the documented code', async (_, args, code, named) => {
  const told = await interlock(...args);
  expect(told.err).toContain(named);
  expect(told.err).not.toMatch(/E[A-Z]{3,}|at .*\.ts/);
  expect(told.err.trim().split('\n')).toHaveLength(2);
  expect(told.code).toBe(code);
});

test('a ledger is verified over a database only where there is one that lets the user in', async () => {
  const nowhere = await interlock('ledger', 'verify', '--database', 'postgres://nobody@localhost:9/interlock');
  expect([nowhere.code, nowhere.err]).toEqual([exitCodes.unavailable, expect.stringContaining('Nothing answers')]);
  const missing = await interlock('ledger', 'verify', '--database', withName('no_such_database'));
  expect([missing.code, missing.err]).toEqual([exitCodes.notFound, expect.stringContaining('no database of that name')]);
  const refused = await interlock('ledger', 'verify', '--database', withPassword('wrong'));
  expect([refused.code, refused.err]).toEqual([exitCodes.forbidden, expect.stringContaining('user or password')]);
});
