import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { passTimeTo } from '../../../../tests/support/releases.ts';
import type { CliContext } from '../../../foundation/cli/operation-commands.ts';
import { tellReport } from '../cli/tell-report.ts';
import { verifyFile } from '../cli/verify-file.ts';
import { signCheckpoint } from '../core/checkpoint.ts';
import { parseWitnessKey } from '../core/cosignature.ts';
import type { BundleResult } from '../core/verify-bundle.ts';
import { readAddCheckpoint } from '../core/witness.ts';
import { openAlarms } from '../store/alarms.ts';
import { signingKeys } from '../store/checkpoints.ts';
import { readSigner } from '../store/signing-key-file.ts';
import { takeUpSealed } from '../store/tree.ts';
import { asSuperuser, freshKeyFile, sealAll, signingWith, writeThings } from '../testing/things.ts';
import { startWitness, type TestWitness } from '../testing/witnesses.ts';
import { ledgerConditions } from '../wiring.ts';
import { askWitnesses } from './ask-witnesses.ts';
import { cosignCheckpoint } from './cosign-checkpoint.ts';
import { signNewest } from './sign-checkpoint.ts';

const keyFile = freshKeyFile();
const house = useHouse({ settings: signingWith(keyFile) });
let witnesses: readonly TestWitness[] = [];
let [quality, auditor]: readonly Someone[] = [];
const reason = 'because somebody else must see it';

async function grow(h: TestHouse): Promise<number> {
  await writeThings(h, 3);
  await sealAll(h);
  h.clock.moveBy(31_000);
  const signing = await signNewest(h.app);
  if (signing.outcome !== 'signed') throw new Error(`not signed: ${JSON.stringify(signing)}`);
  return signing.size;
}
const someone = (person: Someone | undefined): Someone => {
  if (person === undefined) throw new Error('nobody is there yet');
  return person;
};
const shown = async () => (await house().http(someone(auditor), 'GET', '/ledger/witnesses')).body;
const newest = async () => (await house().http(someone(auditor), 'GET', '/ledger/checkpoints?limit=1')).body.items[0];
async function name(given: readonly { readonly vkey: string; readonly url: string | null }[], quorum: number) {
  const body = { witnesses: given, quorum, reason };
  const { version } = await shown();
  return house().http(someone(quality), 'PUT', '/ledger/witnesses', { ifMatch: version, body });
}
const named = () => witnesses.map(({ vkey, url }) => ({ vkey, url }));

async function judged(text: string, quorum: number, of: readonly TestWitness[] = witnesses): Promise<BundleResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-witnessed-'));
  const file = path.join(folder, 'ledger.ndjson');
  writeFileSync(file, text);
  try {
    const keys = of.flatMap(({ vkey }) => parseWitnessKey(vkey) ?? []);
    return await verifyFile(file, { keys: [], checkpoints: [], witnessing: { keys, quorum } });
  } finally {
    await rm(folder, { recursive: true });
  }
}
/** What the command line says of it, and its exit code where that is not 0. */
async function told(result: BundleResult): Promise<readonly (string | number)[]> {
  const said: (string | number)[] = [];
  const context: CliContext = {
    transport: () => Promise.reject(new Error('no server is asked')),
    out: (line) => void said.push(line),
    err: (line) => void said.push(line),
    exit: (code) => void said.unshift(code),
    ask: async () => '',
    sign: async () => ({ ok: true, signature: null }),
  };
  tellReport(context, result, {});
  return said;
}
const exported = async (query = ''): Promise<string> =>
  (await house().http(someone(auditor), 'GET', `/ledger/export${query}`)).text;

beforeAll(async () => {
  const h = house();
  [quality, auditor] = [await h.someone(['quality']), await h.someone(['auditor'])];
  await grow(h);
  const logs = (await signingKeys(h.app.database.db)).map(({ vkey }) => vkey);
  const names = ['quality.test/w', 'audit.test/w', 'partner.test/w'];
  witnesses = await Promise.all(names.map((one) => startWitness(one, logs, () => h.clock.now())));
});
afterAll(() => Promise.all(witnesses.map((one) => one.close())));

describe('witnesses', () => {
  test('who is named, with which quorum, is a record of its own: refused where it could not be met, and an entry where it changed', async () => {
    const h = house();
    const [first] = named();
    if (first === undefined) throw new Error('three witnesses run');
    const own = (await signingKeys(h.app.database.db))[0]?.vkey ?? '';
    const codes = async (reply: ReturnType<typeof name>) => (await reply).body.refusals.map(({ code }: { code: string }) => code);
    expect(await codes(name([first], 2))).toEqual(['ledger.quorum-too-large']);
    expect(await codes(name([first], 0))).toEqual(['ledger.no-quorum']);
    expect(await codes(name([first, first], 1))).toEqual(['ledger.witness-twice']);
    expect(await codes(name([{ vkey: own, url: null }], 1))).toEqual(['ledger.no-witness-key']);
    expect(await codes(name([{ ...first, url: 'ftp://user@x' }], 1))).toEqual(['ledger.no-witness-address']);
    const body = { witnesses: named(), quorum: 2, reason };
    expect((await h.http(someone(auditor), 'PUT', '/ledger/witnesses', { ifMatch: 1, body })).status).toBe(403);
    expect((await h.http(someone(quality), 'PUT', '/ledger/witnesses', { body })).status).toBe(428);
    expect((await name(named(), 2)).body).toMatchObject({ quorum: 2, version: 2, witnessedSize: null });
    expect((await h.http(someone(quality), 'PUT', '/ledger/witnesses', { ifMatch: 1, body })).status).toBe(412);
    const { items } = (await h.http(someone(auditor), 'GET', '/ledger/entries?act=ledger.witnesses-set')).body;
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ reason, actor: { id: quality?.id } });
  });

  test('each checkpoint is handed to all, and their cosignatures stand beside it, under its note and in what is exported', async () => {
    const h = house();
    const size = await grow(h);
    expect(await newest()).toMatchObject({ size, witnessed: false, cosignatures: [] });
    await askWitnesses(h.app);
    const { note, cosignatures } = await newest();
    expect(cosignatures.map((one: { name: string }) => one.name).toSorted()).toEqual([
      'audit.test/w',
      'partner.test/w',
      'quality.test/w',
    ]);
    expect(await newest()).toMatchObject({ witnessed: true });
    expect((await h.http(someone(auditor), 'GET', '/ledger/checkpoint')).text).toBe(note);
    expect(note.split('\n').filter((line: string) => line.startsWith('— '))).toHaveLength(4);
    expect(await shown()).toMatchObject({ witnessedSize: size, signedSize: size });
    const asked = witnesses.map(({ told }) => told.length);
    await askWitnesses(h.app);
    expect(witnesses.map(({ told }) => told.length)).toEqual(asked);
    for (const query of ['', '?kind=thing']) {
      const text = await exported(query);
      expect(await judged(text, 3)).toMatchObject({ verdict: 'valid', witnessed: { size, quorum: 3 } });
    }
    expect(await judged(await exported(), 1, [])).toMatchObject({ verdict: 'valid', witnessed: { size: null } });
  });

  test('a forged cosignature breaks the file, over the wire it is not taken, and in the database it does not count', async () => {
    const h = house();
    const text = await exported();
    const line = /— audit\.test\/w [^\\]+/.exec(text)?.[0] ?? '';
    const [, , encoded = ''] = line.split(' ');
    const bytes = Buffer.from(encoded, 'base64');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    const forged = line.replace(encoded, bytes.toString('base64'));
    expect(await judged(text.replace(line, forged), 1)).toMatchObject({
      verdict: 'broken',
      damage: { what: 'checkpoint', detail: expect.stringContaining('the cosignature of audit.test/w') },
    });
    const { note, size } = await newest();
    const brought = await h.http(someone(auditor), 'POST', '/ledger/cosignatures', {
      body: { checkpoint: note.replace(line, forged) },
    });
    expect(brought.body.refusals[0].code).toBe('ledger.forged-cosignature');
    await asSuperuser(
      h,
      `update ledger.cosignature set line = '${forged}' || chr(10) where size = ${size} and vkey like 'audit.test/w+%'`,
    );
    expect((await newest()).cosignatures).toHaveLength(2);
    await asSuperuser(
      h,
      `update ledger.cosignature set line = '${line}' || chr(10) where size = ${size} and vkey like 'audit.test/w+%'`,
    );
    expect((await newest()).cosignatures).toHaveLength(3);
  });

  test('[TE-3] quorum 2 of 3: history rewritten and signed again is refused by all, no quorum is reached, it shows as not witnessed, and the last good checkpoint is named', async () => {
    const h = house();
    const good = (await shown()).witnessedSize;
    // Whoever holds key and database rewrites an old entry, with the tree above it, and forgets what was signed.
    await asSuperuser(
      h,
      'create table public.kept_node as table ledger.node; create table public.kept_entry as select id, hash from ledger.entry',
      "update ledger.entry set hash = decode(repeat('ab', 32), 'hex') where id = (select entry_id from ledger.place where seq = 2)",
      'delete from ledger.node; update ledger.sealer set tree_size = 0',
      'create table public.kept_checkpoint as table ledger.checkpoint; create table public.kept_cosignature as table ledger.cosignature',
      'delete from ledger.cosignature; delete from ledger.checkpoint',
    );
    await takeUpSealed(h.app.database.db);
    await rm(`${keyFile}.last-checkpoint`);
    const size = await grow(h);
    // What was witnessed before, the rewriter brings back: it is genuine.
    await asSuperuser(
      h,
      'insert into ledger.checkpoint select * from public.kept_checkpoint on conflict do nothing',
      'insert into ledger.cosignature select * from public.kept_cosignature',
    );
    await askWitnesses(h.app);
    for (const witness of witnesses) {
      expect(witness.told.at(-1)).toContain('POST /add-checkpoint 422');
      expect(readFileSync(path.join(witness.folder, 'refused.txt'), 'utf8')).toContain(`\n${size}\n`);
    }
    expect(await newest()).toMatchObject({ size, witnessed: false, cosignatures: [] });
    expect(await shown()).toMatchObject({
      witnessedSize: good,
      signedSize: size,
      items: [{ refused: true }, { refused: true }, { refused: true }],
    });
    const [alarm] = await openAlarms(h.app.database.db);
    expect(alarm).toMatchObject({ kind: 'witness', says: expect.stringContaining('refuses to cosign') });
    await passTimeTo(h, new Date(h.clock.now().getTime() + 16 * 60_000));
    const health = await ledgerConditions.find((one) => one.name === 'ledger-witnesses')?.read(h.app);
    expect(health).toEqual({ well: false, says: `witnessed up to ${good} of ${size}: the quorum is late` });
    const picked = await judged(await exported('?kind=thing&from=4'), 2);
    expect(picked).toMatchObject({ witnessed: { size: null } });

    // The true history is put back: the witnesses cosign again, and the alarm ends.
    await asSuperuser(
      h,
      `delete from ledger.checkpoint where size = ${size} and not exists (select 1 from public.kept_checkpoint k where k.size = ${size})`,
      'update ledger.entry e set hash = k.hash from public.kept_entry k where k.id = e.id',
      'delete from ledger.node; update ledger.sealer set tree_size = 0',
    );
    await takeUpSealed(h.app.database.db);
    await rm(`${keyFile}.last-checkpoint`);
    const again = await grow(h);
    await askWitnesses(h.app);
    expect(await shown()).toMatchObject({ witnessedSize: again });
    expect(await openAlarms(h.app.database.db)).toEqual([]);
  });

  test('one witness away: a quorum of 2 is met all the same, one of 3 is not, and who is missing is named', async () => {
    const h = house();
    const [one, two, away] = named();
    if (one === undefined || two === undefined || away === undefined) throw new Error('three witnesses run');
    expect((await name([one, two, { ...away, url: 'http://127.0.0.1:9' }], 2)).status).toBe(200);
    const size = await grow(h);
    await askWitnesses(h.app);
    expect(await newest()).toMatchObject({ size, witnessed: true });
    const missing = (await shown()).items.find(({ vkey }: { vkey: string }) => vkey === away.vkey);
    expect(missing).toMatchObject({ fault: expect.stringContaining('does not answer'), refused: false });
    expect(await judged(await exported(), 2)).toMatchObject({ witnessed: { size } });
    expect(await told(await judged(await exported(), 2))).toEqual([expect.stringContaining(`Witnessed up to ${size} by`)]);
    expect(await told(await judged(await exported(), 3))).toEqual([
      3,
      expect.stringMatching(
        new RegExp(`Not witnessed: the checkpoint of ${size} entries has not the cosignatures of 3 .*only audit.test`),
      ),
    ]);
    expect(await judged(await exported(), 3)).toMatchObject({
      verdict: 'valid',
      witnessed: { size: null, by: expect.any(Array) },
    });
    expect(await openAlarms(h.app.database.db)).toEqual([]);
  });

  test('a file is exported under the newest checkpoint that is witnessed, where that is asked for', async () => {
    const h = house();
    const witnessed = (await shown()).witnessedSize;
    await grow(h);
    expect(await judged(await exported('?kind=thing'), 2)).toMatchObject({ witnessed: { size: null } });
    expect(await judged(await exported('?kind=thing&witnessed=true'), 2)).toMatchObject({
      verdict: 'valid',
      witnessed: { size: witnessed },
    });
  });

  test('a witness without network: the request is carried there, what it signed is carried back, is an entry once, and a witness that saw another log signs nothing', async () => {
    const h = house();
    const [one, two, away] = named();
    if (one === undefined || two === undefined || away === undefined) throw new Error('three witnesses run');
    expect((await name([one, two, { ...away, url: null }], 3)).status).toBe(200);
    const size = await grow(h);
    await askWitnesses(h.app);
    const request = await h.http(someone(auditor), 'GET', '/ledger/witness-request?witness=partner.test/w');
    const folder = witnesses[2]?.folder ?? '';
    const read = readAddCheckpoint(request.text);
    if ('unreadable' in read) throw new Error(read.unreadable);
    const cosigned = await cosignCheckpoint(folder, read, h.clock.now());
    if (cosigned.status !== 200 || cosigned.line === null) throw new Error(JSON.stringify(cosigned));
    const body = { checkpoint: cosigned.checkpoint.note + cosigned.line };
    const bring = (more = body) => h.http(someone(auditor), 'POST', '/ledger/cosignatures', { body: more });
    expect((await bring()).body).toMatchObject({ size, added: 1 });
    expect((await bring()).body).toMatchObject({ id: null, size, added: 0 });
    expect((await h.http(someone(auditor), 'GET', '/ledger/entries?act=ledger.cosignature-brought')).body.items).toHaveLength(1);
    expect(await newest()).toMatchObject({ size, witnessed: true });
    const codeOf = async (checkpoint: string) => (await bring({ checkpoint })).body.refusals[0].code;
    expect(await codeOf('no note')).toBe('ledger.no-note');
    expect(await codeOf(cosigned.checkpoint.note)).toBe('ledger.no-known-witness');
    expect(await codeOf(body.checkpoint.replace(`\n${size}\n`, `\n${size + 1}\n`))).toBe('ledger.other-checkpoint');
    const refused = await h.http(someone(auditor), 'GET', `/ledger/witness-request?old=${size + 1}`);
    expect(refused.body.refusals[0].code).toBe('ledger.beyond-the-log');
    // Carried twice, it is no news; the log of another server under the same name and key is.
    expect(await cosignCheckpoint(folder, read, h.clock.now())).toMatchObject({ status: 409, split: false, size });
    const signer = readSigner(keyFile, cosigned.checkpoint.origin);
    const split = signCheckpoint({ ...cosigned.checkpoint, root: Buffer.alloc(32, 7) }, signer);
    const other = await cosignCheckpoint(folder, { old: size, proof: [], note: split }, h.clock.now());
    expect(other).toMatchObject({ status: 409, split: true, line: null });
    expect(readFileSync(path.join(folder, 'refused.txt'), 'utf8')).toContain(split);
  });

  test('a log that was rolled back behind what a witness saw raises an alarm and names both sizes', async () => {
    const h = house();
    const [one] = named();
    if (one === undefined) throw new Error('three witnesses run');
    expect((await name([one], 1)).status).toBe(200);
    const size = await grow(h);
    await askWitnesses(h.app);
    await asSuperuser(
      h,
      `delete from ledger.cosignature where size = ${size}`,
      `delete from ledger.checkpoint where size = ${size}`,
    );
    await passTimeTo(h, new Date(h.clock.now().getTime() + 60_000));
    await askWitnesses(h.app);
    const [alarm] = await openAlarms(h.app.database.db);
    expect(alarm).toMatchObject({
      kind: 'witness',
      says: expect.stringContaining(`it cosigned ${size} entries, and the log ends at`),
    });
  });
});
