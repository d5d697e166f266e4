import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetSession, readPlace, readSession, writeSession } from './session-file.ts';

const url = 'http://localhost:7420';
let env: { readonly XDG_CONFIG_HOME: string };
beforeAll(async () => {
  env = { XDG_CONFIG_HOME: await mkdtemp(path.join(os.tmpdir(), 'interlock-cli-')) };
});
afterAll(() => rm(env.XDG_CONFIG_HOME, { recursive: true }));

test('a command line signs out and is still a known place of the server it signed in to, and of no other', async () => {
  await writeSession(env, { url, cookie: 'interlock_session=ils_1', place: 'interlock_place=ilp_1' });
  await writeSession(env, { url, cookie: 'interlock_session=ils_2' });
  expect(await readSession(env)).toMatchObject({ cookie: 'interlock_session=ils_2' });
  await forgetSession(env);
  expect(await readSession(env)).toBeNull();
  expect([await readPlace(env, url), await readPlace(env, 'http://localhost:1')]).toEqual(['interlock_place=ilp_1', null]);
  expect((await stat(path.join(env.XDG_CONFIG_HOME, 'interlock', 'session.json'))).mode & 0o777).toBe(0o600);
});
