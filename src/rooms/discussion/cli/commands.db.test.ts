import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { type Cast, castOf, propose } from '../../../../tests/support/releases.ts';
import type { CliContext } from '../../../foundation/cli/operation-commands.ts';
import { addDiscussionCommands } from './commands.ts';

const house = useHouse();
let h: TestHouse;
let cast: Cast;
let token: string;
let baseUrl = '';
let folder = '';
beforeAll(async () => {
  h = house();
  cast = await castOf(h);
  ({ token } = await h.apiToken(cast.manager, ['read', 'act']));
  baseUrl = await h.server.listen({ port: 0, host: '127.0.0.1' });
  folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-attach-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...args: readonly string[]) {
  const said: string[] = [];
  const codes: number[] = [];
  const context: CliContext = {
    transport: async () => ({ baseUrl, headers: () => ({ authorization: `Bearer ${token}` }), fetch }),
    out: (text) => void said.push(text),
    err: (text) => void said.push(text),
    exit: (code) => void codes.push(code),
    ask: async () => '',
    sign: async () => ({ ok: true, signature: null }),
  };
  const program = new Command();
  addDiscussionCommands(program, context);
  await program.parseAsync(['node', 'interlock', 'discussion', ...args]);
  return { said: said.join('\n'), codes };
}

test('interlock discussion attach-file sends a file, and download-attachment brings it back byte for byte, over a real connection', async () => {
  const { key } = (await propose(h, cast)).body;
  const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(3_000_000)]);
  const [file, copy] = [path.join(folder, 'plan.pdf'), path.join(folder, 'copy.pdf')];
  await writeFile(file, bytes);
  const sent = await run('attach-file', 'release', key, file);
  expect(sent.codes, sent.said).toEqual([]);
  const { items } = (await h.http(cast.manager, 'GET', `/records/release/${key}/attachments`)).body;
  expect(items).toMatchObject([{ name: 'plan.pdf', size: bytes.length }]);
  await run('download-attachment', items[0].id, copy);
  expect((await readFile(copy)).equals(bytes)).toBe(true);
  const refused = await run('attach-file', 'release', key, file, '--name', 'plan.png');
  expect([refused.codes.length, refused.said]).toEqual([1, expect.stringContaining('discussion.not-its-kind')]);
});

test('a file over the limit is not attached over a real connection: it is refused or cut off, and the server goes on', async () => {
  const { key } = (await propose(h, cast)).body;
  const sent = fetch(`${baseUrl}/api/v1/records/release/${key}/attachments?name=big.pdf`, {
    method: 'POST',
    headers: { cookie: `interlock_session=${cast.manager.cookie}`, 'content-type': 'application/octet-stream' },
    body: new Blob([new Uint8Array(25_000_001)]),
  });
  // The server answers before all is sent and closes: a sender that does not listen meanwhile meets the closed connection.
  expect([413, 'cut off']).toContain(await sent.then(({ status }) => status).catch(() => 'cut off'));
  expect((await h.http(cast.manager, 'GET', `/records/release/${key}/attachments`)).body.items).toEqual([]);
});
