import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { checklist, gateDraft, things } from '../../../../tests/support/things.ts';
import { askWitnesses } from '../../ledger/acts/ask-witnesses.ts';
import { signNewest } from '../../ledger/acts/sign-checkpoint.ts';
import { verifyFile } from '../../ledger/cli/verify-file.ts';
import { parseWitnessKey } from '../../ledger/core/cosignature.ts';
import { parseVkey, vkeyOf } from '../../ledger/core/signed-note.ts';
import type { BundleResult } from '../../ledger/core/verify-bundle.ts';
import { readSigner } from '../../ledger/store/signing-key-file.ts';
import { freshKeyFile, sealAll, signingWith, writeThings } from '../../ledger/testing/things.ts';
import { startWitness, type TestWitness } from '../../ledger/testing/witnesses.ts';
import { signatureJudge } from '../../signatures/wiring.ts';
import { refitted, resealed } from '../testing/refit.ts';
import { dossierContainer } from '../wiring.ts';

/** A decision on a gate, as its bundle leaves the house: under a checkpoint that two of three witnesses cosigned. */
const house = useHouse({ settings: signingWith(freshKeyFile()) });
let h: TestHouse;
let owner: Someone;
let folder = '';
let text = '';
let vkey = '';
let witnesses: readonly TestWitness[] = [];

const must = (reply: { readonly status: number; readonly text: string }, status: number) =>
  expect(reply.status, reply.text).toBe(status);

beforeAll(async () => {
  h = house();
  folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-one-decision-'));
  const unit = await h.unit();
  owner = await h.someone(['business-process-owner'], { unit, name: 'Ornella Weiß' });
  const [tester, auditor] = [await h.someone(['test-manager'], { unit }), await h.someone(['auditor'])];
  const quality = await h.someone(['quality']);
  await writeThings(h, 1);
  await sealAll(h);
  h.clock.moveBy(1_000);
  await signNewest(h.app);
  vkey = (await h.http(auditor, 'GET', '/ledger/keys')).body.items[0].vkey;
  witnesses = await Promise.all(['quality', 'audit', 'partner'].map((name) => startWitness(`${name}.test`, [vkey], h.clock.now)));
  const named = witnesses.map(({ vkey: key, url }, at) => ({ vkey: key, url: at === 2 ? null : url }));
  const { version } = (await h.http(auditor, 'GET', '/ledger/witnesses')).body;
  const body = { witnesses: named, quorum: 2, reason: 'somebody else must see it' };
  must(await h.http(quality, 'PUT', '/ledger/witnesses', { ifMatch: version, body }), 200);

  const { gates } = await things(h).thing(owner, unit, [gateDraft('go-live', [checklist('a')])]);
  const gate = gates['go-live'] ?? '';
  must(await h.http(tester, 'POST', `/gates/${gate}/criteria/a/results`, { body: { checked: true } }), 201);
  const { body: now } = await h.http(owner, 'GET', `/gates/${gate}`);
  const decision = { reason: 'all is well', password: owner.password, evaluationHash: now.evaluation.hash };
  must(await h.http(owner, 'POST', `/gates/${gate}/acts/pass`, { ifMatch: now.version, body: decision }), 201);
  await sealAll(h);
  h.clock.moveBy(31_000);
  await signNewest(h.app);
  await askWitnesses(h.app);
  const printed = await h.http(auditor, 'GET', `/records/gate/${gate}/dossier`);
  must(printed, 200);
  text = printed.text;
}, 90_000);
afterAll(async () => {
  for (const witness of witnesses) await witness.close();
  await rm(folder, { recursive: true });
});

/** Whatever would open a connection, look up a name or start a program in that process fails it. */
const noNetwork = `import net from 'node:net'; import dns from 'node:dns';
const no = () => { console.error('the network was asked'); process.exit(99); };
net.Socket.prototype.connect = no; net.Server.prototype.listen = no; dns.lookup = no; globalThis.fetch = no;`;

/** `interlock verify` as a program of its own in a folder of its own: no server, no database, no session, no setting. */
async function run(
  content: string,
  ...more: readonly string[]
): Promise<{ readonly code: number | null; readonly said: string }> {
  await writeFile(path.join(folder, 'bundle.json'), content);
  const cli = new URL('../../../entrances/cli.ts', import.meta.url).pathname;
  const preload = `data:text/javascript,${encodeURIComponent(noNetwork)}`;
  const child = spawn(
    process.execPath,
    ['--permission', '--allow-addons', '--allow-fs-read=*', '--import', preload, cli, 'verify', 'bundle.json', ...more],
    {
      cwd: folder,
      env: { HOME: folder, NODE_NO_WARNINGS: '1' },
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (some) => (said += String(some)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said };
}

async function judged(content: string | Buffer): Promise<BundleResult> {
  const file = path.join(folder, 'judged.json');
  await writeFile(file, content);
  const keys = witnesses.flatMap((one) => parseWitnessKey(one.vkey) ?? []);
  const known = parseVkey(vkey);
  const brought = { keys: known === null ? [] : [known], checkpoints: [], witnessing: { keys, quorum: 2 } };
  return verifyFile(file, brought, { judges: () => [signatureJudge()], containers: [dossierContainer] });
}
/** Found well, and witnessed as far as it goes. */
const isConfirmed = (found: BundleResult): boolean =>
  !('unreadable' in found) && found.verdict === 'valid' && found.witnessed?.size === found.checkpoint?.size;

describe('the bundle of one go-live decision', () => {
  const trusting = () => ['--key', vkey, ...witnesses.flatMap((one) => ['--witness', one.vkey]), '--quorum', '2'];

  test('[TE-6] on an isolated machine, with trusted keys only, content, signer, position and witnesses are confirmed; with any changed byte it fails', async () => {
    const well = await run(text, '--each', ...trusting());
    expect(well.code, well.said).toBe(0);
    expect(well.said).toMatch(/Valid: \d+ entries, sequence \d+ to \d+/);
    expect(well.said).toMatch(/✓ entry \d+: signature “[^”]+” by Ornella Weiß/);
    expect(well.said).toContain('Signatures: 1 valid');
    expect(well.said).toMatch(/Under the checkpoint of \d+ entries of interlock\.test\/ledger/);
    expect(well.said).toMatch(/Witnessed up to \d+ by .*quality\.test.*: quorum 2 is met/);

    const bytes = Buffer.from(text);
    expect(isConfirmed(await judged(bytes))).toBe(true);
    // Every stretch of the file, each time another bit; white space and what only the printer vouches for are met like the rest.
    const step = Math.max(1, Math.floor(bytes.length / 300));
    for (let at = 0, turn = 0; at < bytes.length; at += step, turn++) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (turn % 8));
      expect(isConfirmed(await judged(flipped)), `byte ${at}: ${JSON.stringify(text.slice(at - 20, at + 20))}`).toBe(false);
    }
    for (const changed of [`${text} `, ` ${text}`, text.slice(0, -1), text.replace('\n', ' '), text.replace('\n', '\r\n')])
      expect(isConfirmed(await judged(changed))).toBe(false);
    const spoilt = await run(text.replace('Ornella', 'Ornello'), ...trusting());
    expect([spoilt.code, spoilt.said]).toEqual([8, expect.stringContaining('✗')]);
  }, 240_000);

  test('other keys than those that are trusted, or one witness too few, confirm nothing', async () => {
    const stranger = await startWitness('stranger.test', [vkey], h.clock.now);
    const alone = await run(
      text,
      '--key',
      vkey,
      '--witness',
      stranger.vkey,
      '--witness',
      witnesses[0]?.vkey ?? '',
      '--quorum',
      '2',
    );
    expect([alone.code, alone.said]).toEqual([3, expect.stringContaining('Not witnessed')]);
    await stranger.close();
    const other = vkeyOf(readSigner(freshKeyFile(), 'interlock.test/ledger').key);
    expect(await run(text, '--key', other)).toMatchObject({ code: 8, said: expect.stringContaining('none of the keys') });
  }, 60_000);

  test('whoever makes every digest fit again is found by the entries, or changed what only the printer vouches for', async () => {
    // biome-ignore lint/suspicious/noExplicitAny: a test forges the bundle field by field
    const forged = async (change: (bundle: any) => void): Promise<BundleResult> => {
      const bundle = JSON.parse(text);
      change(bundle);
      bundle.contents = refitted(bundle.sections);
      return judged(resealed(bundle));
    };
    expect(isConfirmed(await forged(() => undefined))).toBe(true);
    const trail = JSON.parse(text).sections.trail.content.length;
    for (let at = 0; at < trail; at++)
      for (const change of [{ act: 'gates.failed' }, { reason: 'another' }, { number: 1_000_000 }, { hash: 'ab'.repeat(32) }]) {
        const found = await forged((bundle) => Object.assign(bundle.sections.trail.content[at], change));
        expect(isConfirmed(found), `${at} ${JSON.stringify(change)}`).toBe(false);
      }
    for (const [at, line] of JSON.parse(text).ledger.entries()) {
      const found = await forged((bundle) => bundle.ledger.splice(at, 1));
      expect(isConfirmed(found), line.slice(0, 60)).toBe(false);
    }
  }, 120_000);
});
