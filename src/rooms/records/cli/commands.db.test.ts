import { mkdtemp, readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { castOf, propose } from '../../../../tests/support/releases.ts';
import { exitCodes } from '../../../foundation/cli/exit-codes.ts';
import type { CliContext } from '../../../foundation/cli/operation-commands.ts';
import type { Transport } from '../../../foundation/client/client.ts';
import { signNewest } from '../../ledger/acts/sign-checkpoint.ts';
import { verifyFile } from '../../ledger/cli/verify-file.ts';
import { freshKeyFile, sealAll, signingWith } from '../../ledger/testing/things.ts';
import { addDossierCommands } from './commands.ts';

const house = useHouse({ settings: signingWith(freshKeyFile()) });

const transportTo = (h: TestHouse, cookie: string): Transport => ({
  baseUrl: 'http://localhost',
  headers: () => ({ cookie: `interlock_session=${cookie}` }),
  fetch: async (input, init) => {
    const url = new URL(String(input));
    const headers = Object.fromEntries(new Headers(init?.headers));
    const reply = await h.server.inject({ method: 'GET', url: url.pathname + url.search, headers });
    const type = String(reply.headers['content-type']);
    return new Response(new Uint8Array(reply.rawPayload), { status: reply.statusCode, headers: { 'content-type': type } });
  },
});

async function run(h: TestHouse, cookie: string, ...args: readonly string[]) {
  const said: string[] = [];
  const codes: number[] = [];
  const context: CliContext = {
    transport: async () => transportTo(h, cookie),
    out: (text) => void said.push(text),
    err: (text) => void said.push(text),
    exit: (code) => void codes.push(code),
    ask: async () => '',
    sign: async () => ({ ok: true, signature: null }),
  };
  const program = new Command();
  addDossierCommands(program, context);
  await program.parseAsync(['node', 'interlock', ...args]);
  return { said: said.join('\n'), codes };
}

test('[P11-10b-2] interlock dossier writes the PDF byte for byte, the bundle, and a ledger that verifies alone', async () => {
  const h = house();
  const cast = await castOf(h);
  const { body: release } = await propose(h, cast);
  await sealAll(h);
  await signNewest(h.app);
  const auditor = await h.someone(['auditor'], { unit: cast.unit });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-dossier-'));
  const [pdf, json, ledger] = ['a.pdf', 'a.json', 'a.ndjson'].map((name) => path.join(folder, name));
  if (pdf === undefined || json === undefined || ledger === undefined) throw new Error('three files');
  const done = await run(h, auditor.cookie, 'dossier', release.key, '--pdf', pdf, '--json', json, '--ledger', ledger);
  expect(done.codes, done.said).toEqual([]);
  const bytes = await readFile(pdf);
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('%PDF-1.7');
  // Cut or turned into text on its way, the last lines and the place that they name would not fit.
  const start = Number(/startxref\n(\d+)\n%%EOF\s*$/.exec(bytes.toString('latin1'))?.[1]);
  expect(bytes.subarray(start, start + 4).toString('latin1')).toBe('xref');
  expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({
    format: 'interlock-dossier/2',
    head: { record: { key: release.key } },
  });
  expect(await verifyFile(ledger)).toMatchObject({ verdict: 'valid', scope: 'picked', checked: 1 });

  const nowhere = await run(h, auditor.cookie, 'dossier', release.key);
  expect([nowhere.codes, nowhere.said]).toEqual([[exitCodes.usage], expect.stringContaining('--pdf FILE')]);
  const stranger = await h.someone(['stakeholder'], { unit: cast.unit });
  const refused = await run(h, stranger.cookie, 'records', 'dossier-pdf', release.key, '--pdf', pdf);
  expect(refused.codes).toEqual([exitCodes.forbidden]);
  expect(await readFile(pdf)).toEqual(bytes);
});
