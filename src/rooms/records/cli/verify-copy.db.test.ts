import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { appOf, proven } from '../../../../tests/support/credentials.ts';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { castOf, propose } from '../../../../tests/support/releases.ts';
import { sha256 } from '../../../foundation/canonical-json.ts';
import type { CliContext } from '../../../foundation/cli/operation-commands.ts';
import { signNewest } from '../../ledger/acts/sign-checkpoint.ts';
import { addLedgerCommands } from '../../ledger/cli/commands.ts';
import { signSeal } from '../../ledger/core/copy-seal.ts';
import { signerOf, vkeyOf } from '../../ledger/core/signed-note.ts';
import { freshKeyFile, sealAll, signingWith } from '../../ledger/testing/things.ts';
import { signatureJudge } from '../../signatures/wiring.ts';
import { copyEnvelope } from '../http/open-copy.ts';
import { readPdf } from '../testing/read-pdf.ts';
import { refitted, resealed } from '../testing/refit.ts';
import { dossierContainer, copyEnvelope as wired } from '../wiring.ts';

const house = useHouse({ settings: signingWith(freshKeyFile()) });
const unsigning = useHouse();
let h: TestHouse;
let auditor: Someone;
let signer: Someone;
let folder = '';
let copy: Buffer;
let another: Buffer;
let release: { readonly id: string; readonly key: string };

/** `interlock verify` on a machine with neither server nor database. */
async function verified(content: Uint8Array, ...more: readonly string[]) {
  const file = path.join(folder, 'copy.pdf');
  await writeFile(file, content);
  const [said, codes]: [string[], number[]] = [[], []];
  const program = new Command();
  const context: CliContext = {
    transport: () => Promise.reject(new Error('no server is asked')),
    out: (line) => void said.push(line),
    err: (line) => void said.push(line),
    exit: (code) => void codes.push(code),
    ask: async () => '',
    sign: async () => ({ ok: true, signature: null }),
  };
  addLedgerCommands(program, context, {
    judges: () => [signatureJudge()],
    containers: [dossierContainer],
    envelopes: [wired],
    records: () => Promise.reject(new Error('no database is asked')),
  });
  await program.parseAsync(['node', 'interlock', 'verify', file, ...more]);
  return { said: said.join('\n'), code: codes[0] ?? 0 };
}

async function printed(which: TestHouse, by: Someone, key: string): Promise<Buffer> {
  const reply = await which.server.inject({
    method: 'GET',
    url: `/api/v1/releases/${key}/dossier.pdf`,
    headers: { cookie: `interlock_session=${by.cookie}` },
  });
  expect(reply.statusCode, reply.payload).toBe(200);
  return reply.rawPayload;
}

beforeAll(async () => {
  h = house();
  folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-copy-'));
  const cast = await castOf(h);
  auditor = await h.someone(['auditor']);
  signer = await h.someone(['release-manager'], { unit: cast.unit });
  const app = await appOf(h, signer);
  await proven(h, signer);
  const { body: made } = await propose(h, cast);
  release = made;
  const input = { reason: 'because it is due' };
  const shown = await h.http(signer, 'POST', '/signatures/ceremonies', {
    ifMatch: 1,
    body: { subject: { kind: 'release', id: made.id }, verb: 'accept', input },
  });
  const signature = { ceremony: shown.body.id, password: signer.password, code: app.code() };
  const done = await h.http(signer, 'POST', `/releases/${made.id}/acts/accept`, { ifMatch: 1, body: { ...input, signature } });
  expect(done.status, done.text).toBe(200);
  await sealAll(h);
  h.clock.moveBy(1_000);
  await signNewest(h.app);
  copy = await printed(h, auditor, made.key);
  another = await printed(h, auditor, made.key);
}, 90_000);
afterAll(() => rm(folder, { recursive: true }));

const latin = (file: Buffer): string => file.toString('latin1');
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
function opened(file: Buffer) {
  const found = copyEnvelope.open(file);
  if ('plainPrint' in found) throw new Error(found.plainPrint);
  return found;
}

/** As somebody with a PDF editor would: one stream is packed anew with other content. */
function rewritten(file: Buffer, wanted: (content: string) => string | null): Buffer {
  const raw = latin(file);
  for (const found of raw.matchAll(/ 0 obj\n<<\n((?:(?!endobj)[\s\S])*?)\n>>\nstream\n/g)) {
    const length = /\/Length (\d+)/.exec(found[1] ?? '')?.[1];
    if (length === undefined || !found[0].includes('/FlateDecode')) continue;
    const from = found.index + found[0].length;
    const packed = file.subarray(from, from + Number(length));
    const changed = wanted(inflateSync(packed).toString('latin1'));
    if (changed === null) continue;
    const fresh = deflateSync(bytes(changed));
    const head = bytes(found[0].replace(/\/Length \d+/, `/Length ${fresh.length}`));
    return Buffer.concat([file.subarray(0, found.index), head, fresh, file.subarray(from + packed.length)]);
  }
  throw new Error('no stream was changed');
}
const withManifest = (file: Buffer, change: (text: string) => string): Buffer =>
  rewritten(file, (content) =>
    content.startsWith('{"format"') ? latin(Buffer.from(change(bytes(content).toString('utf8')))) : null,
  );
const sealIn = (file: Buffer): string => opened(file).seal?.note ?? '';
const sealedBy = (file: Buffer, seal: string): Buffer =>
  bytes(latin(file).replace(latin(Buffer.from(sealIn(file))), latin(Buffer.from(seal))));

describe('the PDF of a signed record, mailed outside', () => {
  test('[MHRA-614] signer, meaning, time, record hash and proof are taken out of it and verified offline; without its manifest it is a plain print', async () => {
    const shown = await h.http(auditor, 'GET', `/signatures?subject=release:${release.id}`);
    const [signature] = shown.body.items;
    const told = await verified(copy, '--each');
    expect(told.code, told.said).toBe(0);
    expect(told.said).toMatch(/✓ entry \d+: signature “Accepted” by /);
    for (const one of [signer.name, signature.meaning.text, signature.at, signature.contentHash, release.key])
      expect(told.said).toContain(one);
    expect(told.said).toContain('Signatures: 1 valid, 0 valid with a lawfully erased name, 0 broken.');
    expect(told.said).toMatch(/Its pages are those that were printed: sealed as print [0-9a-f-]{36} by key [0-9a-f]{8}\./);
    // The pages say the same to somebody who only reads.
    const text = readPdf(copy).pages.join('').replaceAll(/\s/g, '');
    for (const one of [signer.name, signature.text, signature.contentHash]) expect(text).toContain(one.replaceAll(/\s/g, ''));

    const bare = bytes(latin(copy).replaceAll('/Type /EmbeddedFile', '/Type /Gone').replaceAll('/Type /Filespec', '/Type /Gone'));
    for (const print of [bare, bytes(latin(copy).replace('/UF (interlock-dossier.json)', '/UF (x)'))]) {
      const plain = await verified(print);
      expect(plain).toEqual({
        code: 3,
        said: '✗ Plain print: this PDF carries no manifest of its record that can be read. Nothing is concluded on it.',
      });
      expect(JSON.parse((await verified(print, '--json')).said)).toMatchObject({ plainPrint: true });
    }
  });

  test('whose printed text was changed is found, wherever it was changed', async () => {
    let before = '';
    const edited = rewritten(copy, (content) => {
      before = /\[<([0-9a-f]{8,})/.exec(content)?.[1] ?? '';
      return before === '' ? null : content.replace(before, `${before.slice(4, 8)}${before.slice(0, 4)}${before.slice(8)}`);
    });
    expect(readPdf(edited).pages.join('')).not.toBe(readPdf(copy).pages.join(''));
    const update = bytes('\n9999 0 obj\n<<\n/Type /Page\n>>\nendobj\ntrailer\n<<\n>>\nstartxref\n0\n%%EOF\n');
    const flipped = Buffer.from(copy);
    flipped[2_000] = (flipped[2_000] ?? 0) ^ 1;
    for (const changed of [edited, Buffer.concat([copy, update]), flipped, copy.subarray(0, -1)]) {
      const told = await verified(changed);
      expect(told.said).toContain('it was changed after it was sealed: its pages are not those that were printed');
      expect(told.code).toBe(8);
    }
  });

  test('without its seal, or with that of another print or of another key, is not taken for what was printed', async () => {
    const unsealed = bytes(latin(copy).replace('\nstream\ninterlock-copy-seal/1\n', '\nstream\ninterlock-copy-none/1\n'));
    expect(await verified(unsealed)).toMatchObject({ code: 3, said: expect.stringContaining('it carries no seal') });
    const swapped = await verified(sealedBy(copy, sealIn(another)));
    expect(swapped).toMatchObject({ code: 8, said: expect.stringContaining('not the one that was sealed with it') });
    const doubled = Buffer.concat([copy, bytes('\nstream\n'), Buffer.from(sealIn(copy)), bytes('\nendstream')]);
    expect(await verified(doubled)).toMatchObject({ code: 8, said: expect.stringContaining('its seal counts for nothing') });
  });

  test('of which somebody changed pages and sealed it anew by a key that they added to the manifest is broken', async () => {
    const origin = sealIn(copy).split('\n')[1] ?? '';
    const { privateKey } = generateKeyPairSync('ed25519');
    const own = signerOf(origin, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
    const withKey = withManifest(copy, (text) => {
      const bundle = JSON.parse(text);
      const at = bundle.ledger.findLastIndex((line: string) => line.startsWith('{"key"'));
      const [key, body] = [JSON.parse(bundle.ledger[at]), bundle.ledger.slice(0, -1)];
      body.splice(at + 1, 0, JSON.stringify({ key: { ...key.key, vkey: vkeyOf(own.key), endorsement: null } }));
      const end = JSON.parse(bundle.ledger.at(-1));
      const whole = body.map((line: string) => `${line}\n`).join('');
      bundle.ledger = [...body, JSON.stringify({ end: { ...end.end, sha256: sha256(whole).toString('hex') } })];
      const file = bundle.ledger.map((line: string) => `${line}\n`).join('');
      bundle.sections.proofs.content.ledger = { lines: bundle.ledger.length, sha256: sha256(file).toString('hex') };
      bundle.contents = refitted(bundle.sections);
      return resealed(bundle);
    });
    const { manifestSha256: manifest, seal } = opened(withKey);
    const forged = signSeal(
      { origin, print: '01a20d6d-5a00-7001-b30d-174597639db0', bytes: withKey.length, sha256: seal?.sha256 ?? '', manifest },
      own,
    );
    const told = await verified(sealedBy(withKey, forged));
    expect(told.said).toContain('its seal counts for nothing: none of the known keys signed it');
    expect(told.code).toBe(8);
  });

  test('whose manifest was changed is broken as the bundle alone would be', async () => {
    const changed = (text: string) => text.replaceAll('because it is due', 'because it was due');
    for (const change of [changed, (text: string) => resealed(JSON.parse(changed(text)))])
      expect(await verified(withManifest(copy, change))).toMatchObject({
        code: 8,
        said: expect.stringContaining('✗ Broken at entry'),
      });
  });

  test('of a server that holds no key of the log is not sealed, and carries its manifest all the same', async () => {
    const other = unsigning();
    const { body } = await propose(other, await castOf(other));
    const file = await printed(other, await other.someone(['auditor']), body.key);
    const found = opened(file);
    expect([found.seal, JSON.parse(found.manifest).head.record.key]).toEqual([null, body.key]);
    expect(latin(file)).not.toContain('interlock-seal.txt');
  });
});
