import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { signNewest } from '../acts/sign-checkpoint.ts';
import { verifyLedger } from '../acts/verify-ledger.ts';
import { hashOfEntry } from '../core/entry.ts';
import { parseVkey } from '../core/signed-note.ts';
import type { Brought } from '../core/verify-bundle.ts';
import { newestCheckpoint, signingKeys } from '../store/checkpoints.ts';
import { asSuperuser, freshKeyFile, sealAll, signingWith, writeThings } from '../testing/things.ts';
import { broughtAlong } from './brought.ts';
import { verifyFile } from './verify-file.ts';

const house = useHouse({ settings: signingWith(freshKeyFile()) });
let folder = '';
let auditor: Someone;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-bundle-'));
  auditor = await house().someone(['auditor']);
  for (let round = 0; round < 3; round++) await signed(house());
});
afterAll(() => rm(folder, { recursive: true }));

async function signed(h: TestHouse): Promise<number> {
  await writeThings(h, 4, 'because it had to be, at the line end \u2028 of Unicode');
  await sealAll(h);
  h.clock.moveBy(1_000);
  const signing = await signNewest(h.app);
  return signing.outcome === 'signed' ? signing.size : Number.NaN;
}

async function exported(query = ''): Promise<string> {
  const reply = await house().http(auditor, 'GET', `/ledger/export${query}`);
  expect(reply.status, reply.text).toBe(200);
  return reply.text;
}

async function judged(content: string | Uint8Array, brought?: Brought) {
  const file = path.join(folder, 'ledger.ndjson');
  await writeFile(file, content);
  return verifyFile(file, brought);
}

const kept = async (): Promise<string> => (await newestCheckpoint(house().app.database.db))?.note ?? '';
const bring = (...checkpoints: readonly string[]): Brought => ({ keys: [], checkpoints });

/** As somebody would who knows the format: the last line is made to fit again. */
function resealed(lines: readonly string[]): string {
  const text = lines
    .slice(0, -1)
    .map((line) => `${line}\n`)
    .join('');
  const entries = lines.filter((line) => line.startsWith('{"seq"')).length;
  return `${text}${JSON.stringify({ end: { entries, sha256: createHash('sha256').update(text).digest('hex') } })}\n`;
}
const linesOf = (text: string): readonly string[] => text.slice(0, -1).split('\n');
const isEntry = (line: string): boolean => line.startsWith('{"seq"');

/** Changes one entry and gives it the hash that fits, as somebody would who has this code. */
function rewritten(line: string, change: (body: { [field: string]: unknown }) => void): string {
  const value = JSON.parse(line);
  change(value.body);
  value.hash = hashOfEntry(value.body).toString('hex');
  return JSON.stringify(value);
}

describe('an exported ledger, verified alone', () => {
  test('the whole ledger proves itself: its entries lead to the signed root, and it contains a checkpoint that was kept', async () => {
    const text = await exported();
    const note = await kept();
    const found = await judged(text, bring(note));
    expect(found).toMatchObject({ verdict: 'valid', scope: 'whole', damage: null, origin: 'interlock.test/ledger' });
    expect(found).toMatchObject({ checkpoint: { size: expect.any(Number) }, compared: [expect.any(Number)], notCompared: [] });
    expect(linesOf(text).filter(isEntry).length).toBeGreaterThan(12);
  });

  test('picked entries are proven each, and told apart from a whole ledger', async () => {
    for (const query of ['?kind=thing', '?from=3&until=5', '?act=ledger.key-introduced', `?actor=${auditor.id}`]) {
      const text = await exported(query);
      const found = await judged(text, bring(await kept()));
      expect(found, query).toMatchObject({ verdict: 'valid', scope: 'picked', compared: [expect.any(Number)] });
    }
    const three = await judged(await exported('?from=3&until=5'));
    expect(three).toMatchObject({ checked: 3, firstSeq: 3, lastSeq: 5 });
  });

  test('picked entries are exported under an older checkpoint that was kept; under another size nothing is concluded', async () => {
    const note = await kept();
    const size = Number(note.split('\n')[1]);
    await signed(house());
    expect(await judged(await exported('?kind=thing'), bring(note))).toMatchObject({ compared: [], notCompared: [size] });
    expect(await judged(await exported(`?kind=thing&size=${size}`), bring(note))).toMatchObject({ compared: [size] });
    expect((await house().http(auditor, 'GET', `/ledger/export?kind=thing&size=${size + 1}`)).status).toBe(404);
  });

  test('no byte of a file can be changed, no line left out, doubled or moved, and no end cut off', async () => {
    const text = await exported('?from=2&until=4');
    const bytes = Buffer.from(text);
    expect(await judged(bytes)).toMatchObject({ verdict: 'valid' });
    for (let at = 0; at < bytes.length; at += 7) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      const found = await judged(changed);
      expect('unreadable' in found || found.verdict === 'broken', `byte ${at}`).toBe(true);
    }
    const lines = linesOf(text);
    for (let at = 0; at < lines.length; at++) {
      const moved = lines.toSpliced(at, 1).toSpliced((at + 1) % lines.length, 0, lines[at] ?? '');
      for (const spoilt of [lines.toSpliced(at, 1), lines.toSpliced(at, 0, lines[at] ?? ''), moved, lines.slice(0, at)])
        expect(await judged(spoilt.map((line) => `${line}\n`).join(''))).not.toMatchObject({ verdict: 'valid' });
    }
    expect(await judged(text.slice(0, -1))).toMatchObject({ unreadable: expect.stringContaining('cut off') });
    expect(await judged('')).toMatchObject({ unreadable: 'the file is empty' });
    expect(await judged('{"hello":1}\n')).toHaveProperty('unreadable');
  });

  test.each(['', '?from=2&until=6'])(
    'whoever knows the format and lets the last line fit again is found, and the first bad record is named (%j)',
    async (query) => {
      const lines = linesOf(await exported(query));
      const [first = 0] = lines.flatMap((line, at) => (isEntry(line) ? [at] : []));
      const at = first + 2;
      const seq = JSON.parse(lines[at] ?? '{}').seq;
      const broken = async (changed: readonly string[]) => {
        const found = await judged(resealed(changed));
        expect(found).toMatchObject({ verdict: 'broken' });
        return 'unreadable' in found ? null : found.damage;
      };
      const act = (line: string) => line.replace(/"act":"[^"]*"/, '"act":"thing.stolen"');
      expect(await broken(lines.with(at, act(lines[at] ?? '')))).toMatchObject({ seq, what: 'hash' });
      const value = (line: string) => line.replace('because it had to be', 'because I say so');
      const reasoned = lines.findIndex((line, index) => index >= first && line.includes('because it had to be'));
      expect(await broken(lines.with(reasoned, value(lines[reasoned] ?? '')))).toMatchObject({ what: 'commitment' });
      const forged = rewritten(lines[at] ?? '', (body) => {
        body.act = 'thing.stolen';
      });
      const found = await broken(lines.with(at, forged));
      expect(['proof', 'checkpoint', 'chain']).toContain(found?.what);
      if (query !== '') expect(found).toMatchObject({ seq, what: 'proof' });
      const gone = await broken(lines.toSpliced(at, 1).map((line) => line)).catch(() => null);
      // Of picked entries one may be missing: they claim nothing else.
      if (query === '') expect(gone).toMatchObject({ what: 'sequence' });
    },
  );

  test('proofs that were exchanged between two entries prove neither', async () => {
    const lines = linesOf(await exported('?from=2&until=3'));
    const [first = 0] = lines.flatMap((line, at) => (isEntry(line) ? [at] : []));
    const [one, two] = [JSON.parse(lines[first] ?? ''), JSON.parse(lines[first + 1] ?? '')];
    [one.proof, two.proof] = [two.proof, one.proof];
    const found = await judged(resealed(lines.with(first, JSON.stringify(one)).with(first + 1, JSON.stringify(two))));
    expect(found).toMatchObject({ verdict: 'broken', damage: { seq: 2, what: 'proof' } });
  });

  test('only a key that the reader knows counts, and what it vouches for', async () => {
    const text = await exported();
    const [key] = (await signingKeys(house().app.database.db)).flatMap(({ vkey }) => parseVkey(vkey) ?? []);
    const stranger = parseVkey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
    if (key === undefined || stranger === null) throw new Error('no keys');
    expect(await judged(text, { keys: [key], checkpoints: [] })).toMatchObject({ verdict: 'valid' });
    expect(await judged(text, { keys: [stranger], checkpoints: [] })).toMatchObject({ damage: { what: 'key' } });
    expect(await broughtAlong({ checkpoint: [], key: ['no key'], witness: [], authority: [] })).toHaveProperty('unreadable');
  });

  test('a checkpoint that was kept exposes whoever rewrites, cuts or sets back the log and signs it again', async () => {
    const h = house();
    const size = await signed(h);
    const note = await kept();
    // The owner of the database cuts the newest entries with everything that speaks of them.
    await asSuperuser(
      h,
      `delete from ledger.checkpoint where size > ${size - 6}`,
      `delete from ledger.node where (index + 1) * (2 ^ level) > ${size - 3}`,
      `create temporary table gone as select entry_id from ledger.place where seq > ${size - 3}`,
      'delete from ledger.side where entry_id in (select entry_id from gone)',
      'delete from ledger.place where entry_id in (select entry_id from gone)',
      'delete from ledger.entry where id in (select entry_id from gone)',
      `update ledger.sealer set last_seq = ${size - 3}, tree_size = ${size - 3}`,
    );
    const { db } = h.app.database;
    const outside = [{ size, root: Buffer.from(note.split('\n')[2] ?? '', 'base64'), where: 'your file' }];
    expect(await judged(await exported())).toMatchObject({ verdict: 'valid' });
    expect(await verifyLedger(db)).toMatchObject({ verdict: 'valid' });
    expect(await judged(await exported(), bring(note))).toMatchObject({ damage: { what: 'rollback' } });
    expect(await verifyLedger(db, { outside })).toMatchObject({ damage: { what: 'rollback' } });
    // Other entries come in their place, and another key signs them: by itself the log is well.
    await writeThings(h, 9);
    await sealAll(h);
    h.clock.moveBy(1_000);
    const again = { ...h.app, settings: signingWith(freshKeyFile()) };
    expect(await signNewest(again)).toMatchObject({ outcome: 'signed' });
    expect(await judged(await exported())).toMatchObject({ verdict: 'valid' });
    expect(await judged(await exported(), bring(note))).toMatchObject({ damage: { seq: size, what: 'checkpoint' } });
    expect(await verifyLedger(db, { outside })).toMatchObject({ damage: { seq: size, what: 'checkpoint' } });
  });
});
