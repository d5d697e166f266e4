import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { useHouse } from '../../../../tests/support/house.ts';
import { passTimeTo } from '../../../../tests/support/releases.ts';
import type { CliContext } from '../../../foundation/cli/operation-commands.ts';
import { broughtAlong } from '../cli/brought.ts';
import { tellReport } from '../cli/tell-report.ts';
import { verifyDatabase } from '../cli/verify-database.ts';
import { verifyFile } from '../cli/verify-file.ts';
import type { BundleResult } from '../core/verify-bundle.ts';
import { openAlarms } from '../store/alarms.ts';
import { answerWith, makeToken, nextSigner, stampSigner, startAuthority, type TestAuthority } from '../testing/authority.ts';
import { asSuperuser, freshKeyFile, sealAll, signingWith, writeThings } from '../testing/things.ts';
import { signNewest } from './sign-checkpoint.ts';
import { stampCheckpoints } from './stamp-checkpoints.ts';

const keyFile = freshKeyFile();
const house = useHouse({ settings: signingWith(keyFile) });
const hour = 3_600_000;
const year = 365 * 24 * hour;
const begin = new Date('2026-11-25T00:00:00.000Z');
const past = (ms: number) => new Date(begin.getTime() + ms);
const valid = { from: past(-year), until: past(2 * year) };
const signer = stampSigner('authority.test', valid, 'stamps', { from: past(-year), until: past(30 * year) });
const anchors = [new X509Certificate(signer.pem)];
const reason = 'because the clock is ours';
let authority: TestAuthority;
let [quality, auditor]: readonly Someone[] = [];

const someone = (person: Someone | undefined): Someone => {
  if (person === undefined) throw new Error('nobody is there yet');
  return person;
};
const get = async (address: string) => (await house().http(someone(auditor), 'GET', address)).body;
const stamping = () => get('/ledger/time-stamping');
const named = () => ({ name: 'Authority', url: authority.url, policy: null, certificates: signer.pem });
async function name(authorities: readonly object[], everyMinutes = 60) {
  const body = { authorities, everyMinutes, reason };
  return house().http(someone(quality), 'PUT', '/ledger/time-stamping', { ifMatch: (await stamping()).version, body });
}
/** Some entries, signed. @returns their checkpoint's size */
async function grow(settings = signingWith(keyFile)): Promise<number> {
  const h = house();
  await writeThings(h, 2);
  await sealAll(h);
  const signing = await signNewest({ ...h.app, settings });
  if (signing.outcome !== 'signed') throw new Error(`not signed: ${JSON.stringify(signing)}`);
  return signing.size;
}
async function verified() {
  const h = house();
  let { body } = await h.http(someone(auditor), 'POST', '/ledger/verifications');
  while (body.state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 20));
    body = await get(`/ledger/verifications/${body.id}`);
  }
  return body.report;
}
const exported = async (query = ''): Promise<string> =>
  (await house().http(someone(auditor), 'GET', `/ledger/export${query}`)).text;
async function judged(text: string, now: Date | null): Promise<BundleResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-stamped-'));
  const file = path.join(folder, 'ledger.ndjson');
  writeFileSync(file, text);
  try {
    return await verifyFile(file, { keys: [], checkpoints: [], ...(now === null ? {} : { relying: { anchors, now } }) });
  } finally {
    await rm(folder, { recursive: true });
  }
}
/** What the command line says of it, after its exit code where that is not 0. */
async function told(result: BundleResult, authorities: readonly string[] = ['authority.pem']) {
  const said: (string | number)[] = [];
  const context: CliContext = {
    transport: () => Promise.reject(new Error('no server is asked')),
    out: (line) => void said.push(line),
    err: (line) => void said.push(line),
    exit: (code) => void said.unshift(code),
    ask: async () => '',
    sign: async () => ({ ok: true, signature: null }),
  };
  tellReport(context, result, { authority: authorities });
  return said;
}
const entryAt = async (seq: number) => {
  const { items } = await get('/ledger/entries?limit=200');
  return items.find((one: { seq: number }) => one.seq === seq);
};
const existed = async (seq: number) => (await get(`/ledger/entries/${(await entryAt(seq)).id}/proof`)).existed;
const alarms = async (act: string) => (await get(`/ledger/entries?act=${act}`)).items;

beforeAll(async () => {
  const h = house();
  await passTimeTo(h, begin);
  [quality, auditor] = [await h.someone(['quality']), await h.someone(['auditor'])];
  authority = await startAuthority(signer, () => h.clock.now());
});
afterAll(() => authority.close());

describe('time stamps of checkpoints', () => {
  test('who stamps is a record of its own: refused where nobody could be asked or believed, and an entry where it changed', async () => {
    const h = house();
    const codes = async (given: readonly object[]) => (await name(given)).body.refusals.map(({ code }: { code: string }) => code);
    expect(await codes([{ ...named(), url: 'ftp://user@x' }])).toEqual(['ledger.no-stamp-address']);
    expect(await codes([named(), named()])).toEqual(['ledger.authority-twice']);
    expect(await codes([{ ...named(), certificates: 'none' }])).toEqual(['ledger.no-stamp-certificate']);
    const ended = stampSigner('ended', { from: past(-2 * year), until: past(-year) }).pem;
    expect(await codes([{ ...named(), certificates: ended }])).toEqual(['ledger.no-stamp-certificate']);
    const body = { authorities: [named()], everyMinutes: 60, reason };
    const put = (as: Someone | undefined, more: object) => h.http(someone(as), 'PUT', '/ledger/time-stamping', { body, ...more });
    expect((await put(auditor, { ifMatch: 1 })).status).toBe(403);
    expect((await put(quality, {})).status).toBe(428);
    expect((await name([{ ...named(), policy: 'no policy' }])).status).toBe(400);
    expect((await name([named()])).body).toMatchObject({
      version: 2,
      items: [{ name: 'Authority', stamped: null, fault: null }],
    });
    expect((await put(quality, { ifMatch: 1 })).status).toBe(412);
    expect((await name([named()])).body).toMatchObject({ version: 2 });
    const said = await alarms('ledger.time-stamping-set');
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({ reason, actor: { id: quality?.id } });
  });

  test('[TE-7] a day with a stamp each hour, the authority away for five of them: every entry lies between two stamps, the gap raised an alarm, and a token with another nonce, another hash or by another hand is refused', async () => {
    const h = house();
    const sizes: number[] = [];
    for (let at = 0; at < 24; at++) {
      await passTimeTo(h, past(at * hour));
      authority.behaves = at >= 9 && at < 14 ? 'down' : 'well';
      sizes.push(await grow());
      await stampCheckpoints(h.app);
      // Nothing new to stamp, and the interval is not over: it is not asked again, however often the job turns.
      const asked = authority.requests.length;
      await stampCheckpoints(h.app);
      expect(authority.requests.length, `hour ${at}`).toBe(asked);
      const open = (await openAlarms(h.app.database.db)).map(({ kind }) => kind);
      // The checkpoint of nine o’clock waits two hours at eleven.
      expect(open, `hour ${at}`).toEqual(at >= 11 && at < 14 ? ['stamp'] : []);
    }
    const size = (at: number) => sizes[at] ?? 0;
    const moment = (at: number) => past(at * hour).toISOString();
    const report = await verified();
    expect(report).toMatchObject({
      verdict: 'valid',
      stamps: {
        proven: 19,
        from: { size: size(0), at: moment(0) },
        until: { size: size(23), at: moment(23) },
        widest: { from: { size: size(8), at: moment(8) }, until: { size: size(14), at: moment(14) } },
        expired: null,
        unvouched: null,
      },
    });
    const stamps = (await get('/ledger/time-stamps?limit=50')).items;
    expect(stamps).toHaveLength(19);
    expect(stamps[0]).toMatchObject({
      size: size(23),
      standing: 'proven',
      authority: 'Authority',
      signer: 'CN=authority.test signer',
    });
    for (const [seq, from, until] of [
      [size(4), 3, 4],
      [size(8) + 1, 8, 14],
      [size(12), 8, 14],
      [size(14) + 1, 14, 15],
    ] as const)
      expect(await existed(seq), `entry ${seq}`).toMatchObject({
        after: { size: size(from), at: moment(from) },
        before: { size: size(until), at: moment(until) },
      });
    const [raised] = await alarms('ledger.stamp-alarm-raised');
    expect(raised.at).toBe(moment(11));
    expect(JSON.stringify(raised.changes)).toContain(`wait for a time stamp of Authority since ${moment(9)}: it answered 503`);
    expect(await alarms('ledger.stamp-alarm-ended')).toHaveLength(1);

    // What is not the genuine answer to what was asked is refused by name, kept nowhere, and an alarm at once.
    const stranger = stampSigner('authority.test', valid);
    const old = Buffer.from(stamps[3].tokens[0], 'base64');
    const wrong: readonly (readonly [string, TestAuthority['behaves']])[] = [
      ['another nonce', (asked) => ({ ...asked, nonce: Buffer.of(9) })],
      ['another hash', (asked) => ({ ...asked, hash: Buffer.alloc(32, 9) })],
      ['another hash', () => answerWith(old)],
      ['vouches for the signer', (asked) => answerWith(makeToken(stranger, asked))],
      [
        'its signature is not genuine',
        (asked) => answerWith(makeToken({ ...signer, leaf: { ...signer.leaf, key: stranger.leaf.key } }, asked)),
      ],
      ['before its last one', (asked) => ({ ...asked, at: past(3 * hour) })],
      ['holds no token', () => Buffer.from('no answer')],
    ];
    for (const [at, [says, behaves]] of wrong.entries()) {
      await passTimeTo(h, past((24 + at) * hour));
      await grow();
      authority.behaves = behaves;
      await stampCheckpoints(h.app);
      const [one] = (await stamping()).items;
      expect(one).toMatchObject({
        stamped: { size: size(23) },
        fault: expect.stringContaining(says),
        refused: says !== 'holds no token',
      });
      expect(
        (await openAlarms(h.app.database.db)).map(({ kind }) => kind),
        says,
      ).toEqual(['stamp']);
    }
    expect((await get('/ledger/time-stamps?limit=50')).items).toHaveLength(19);
    authority.behaves = 'well';
    await passTimeTo(h, past(32 * hour));
    await stampCheckpoints(h.app);
    expect(await openAlarms(h.app.database.db)).toEqual([]);
    expect((await stamping()).items[0]).toMatchObject({ fault: null, refused: false });
  });

  test('a file carries the stamps that bound its entries; without your authorities nothing is concluded on them, and forged, swapped or moved ones break it', async () => {
    const whole = await exported();
    const picked = await exported('?kind=thing&from=20&until=30');
    const now = past(33 * hour);
    expect(await judged(whole, now)).toMatchObject({ verdict: 'valid', stamps: { proven: 20, expired: null, unvouched: null } });
    expect(await told(await judged(whole, now))).toEqual([expect.stringContaining('The longest time between two: 9 h 0 min.')]);
    const few = await judged(picked, now);
    expect(few).toMatchObject({ verdict: 'valid', scope: 'picked' });
    expect('stamps' in few && (few.stamps?.proven ?? 0)).toBeGreaterThan(2);
    expect('stamps' in few && (few.stamps?.proven ?? 0)).toBeLessThan(20);
    expect(await judged(whole, null)).toMatchObject({ verdict: 'valid', stamps: { proven: 0, unvouched: { count: 20 } } });
    expect(await told(await judged(whole, null), [])).toEqual([expect.stringContaining('held against no authority')]);
    const folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-authority-'));
    const [pem, empty] = [path.join(folder, 'authority.pem'), path.join(folder, 'empty.pem')];
    writeFileSync(pem, `the root of our authority\n${signer.pem}`);
    writeFileSync(empty, 'nothing');
    const along = (file: string) => broughtAlong({ checkpoint: [], key: [], witness: [], authority: [file] });
    expect(await along(pem)).toMatchObject({ relying: { anchors: [{ subject: 'CN=authority.test root' }] } });
    expect(await along(empty)).toEqual({ unreadable: `${empty}: there is no certificate in the text` });
    await rm(folder, { recursive: true });
    const others = { anchors: [new X509Certificate(stampSigner('other', valid).pem)], now };
    const line = (text: string, at: number) => text.split('\n').filter((one) => one.startsWith('{"stamped"'))[at] ?? '';
    const tokenOf = (text: string, at: number): string => JSON.parse(line(text, at)).stamped.tokens[0];
    for (const text of [whole, picked]) {
      // A whole file is known by its last line too: the damage must be found before it.
      const broken = (from: string, to: string) => judged(text.replace(from, to), now);
      const token = Buffer.from(tokenOf(text, 0), 'base64');
      token[token.length - 1] = (token.at(-1) ?? 0) ^ 1;
      expect(await broken(tokenOf(text, 0), token.toString('base64'))).toMatchObject({
        verdict: 'broken',
        damage: { what: 'stamp', detail: expect.stringContaining('its signature is not genuine') },
      });
      expect(await broken(tokenOf(text, 0), tokenOf(text, 1))).toMatchObject({
        damage: { what: 'stamp', detail: expect.stringContaining('it stamps something else than this checkpoint') },
      });
      const size = JSON.parse(line(text, 0)).stamped.size;
      expect(await broken(`{"stamped":{"size":${size},`, `{"stamped":{"size":${size + 1},`)).toMatchObject({
        damage: { what: 'stamp' },
      });
    }
    const proof = JSON.parse(line(picked, 0)).stamped.proof[0];
    expect(await judged(picked.replace(proof, Buffer.alloc(32, 1).toString('base64')), now)).toMatchObject({
      damage: { what: 'stamp', detail: expect.stringContaining('is not of this log') },
    });
    expect(await told(await judged(await exported('?kind=ledger-alarm&until=1'), now))).toEqual([
      3,
      expect.stringContaining('Not time-stamped'),
    ]);
    const database = await verifyDatabase(house().database.superUrl, { keys: [], checkpoints: [], relying: others }, null);
    expect(database).toMatchObject({ verdict: 'valid', stamps: { proven: 0, unvouched: { count: 20 } } });
  });

  test('a token that was changed in the database is damage, raises an alarm and is not shown', async () => {
    const h = house();
    const [first] = (await get('/ledger/time-stamps?limit=1')).items;
    // The last byte is one of the signature.
    const last = 'length(token) - 1';
    const turned = `update ledger.time_stamp set token = set_byte(token, ${last}, get_byte(token, ${last}) # 1) where size = ${first.size} and place = 1`;
    await asSuperuser(h, turned);
    expect(await verified()).toMatchObject({ verdict: 'broken', damage: { what: 'stamp' } });
    expect((await get('/ledger/time-stamps?limit=1')).items).toEqual([]);
    await asSuperuser(h, turned);
    expect(await verified()).toMatchObject({ verdict: 'valid' });
  });

  test('[TE-11] the key was replaced and the certificate of a stamp ends soon: renewal runs, an entry from before both is verified through the chain of keys and the renewal, and a stamp that ended unrenewed is reported', async () => {
    const h = house();
    const { size } = (await get('/ledger/time-stamps?limit=1')).items[0];
    const nextKey = freshKeyFile();
    const rotated = signingWith(nextKey, { previousKeyFile: keyFile });
    await passTimeTo(h, past(34 * hour));
    await grow(rotated);
    expect((await get('/ledger/keys')).items).toMatchObject([
      { endorsement: null },
      { endorsement: expect.stringContaining('the next key') },
    ]);

    // A month before the end; the same signer cannot renew, its next one can.
    const soon = new Date(valid.until.getTime() - 20 * 24 * hour);
    await passTimeTo(h, soon);
    await grow(rotated);
    await stampCheckpoints(h.app);
    expect((await stamping()).items[0].fault).toContain('it cannot renew: its own certificate ends on');
    authority.signer = nextSigner(signer, 'authority.test second signer', { from: past(year), until: past(8 * year) });
    await passTimeTo(h, new Date(soon.getTime() + 2 * 60_000));
    await stampCheckpoints(h.app);
    await passTimeTo(h, new Date(soon.getTime() + 4 * 60_000));
    await stampCheckpoints(h.app);
    const renewed = (await get('/ledger/time-stamps?limit=50')).items;
    expect(renewed.filter((one: { renewals: number }) => one.renewals === 1).length).toBeGreaterThanOrEqual(20);

    // Three years on: the first signer’s certificate is over, and one token was left out.
    const later = past(3 * year);
    await asSuperuser(h, `delete from ledger.time_stamp where place = 2 and size = (select min(size) from ledger.time_stamp)`);
    await passTimeTo(h, later);
    const report = await verified();
    expect(report).toMatchObject({
      verdict: 'valid',
      stamps: { expired: { count: 1, size: expect.any(Number) }, unvouched: null },
    });
    const text = await exported(`?kind=thing&from=${size - 1}&until=${size}`);
    expect(text.split('\n').filter((line) => line.startsWith('{"key"'))).toHaveLength(2);
    expect(await judged(text, later)).toMatchObject({ verdict: 'valid', stamps: { expired: null, until: { size } } });
    expect(await told(await judged(text, later))).toEqual([expect.stringContaining('Time-stamped: ')]);
    const whole = await judged(await exported(), later);
    expect(await told(whole)).toEqual([
      3,
      expect.stringContaining(`ended and was not renewed in time: that of ${report.stamps.expired.size} entries`),
    ]);
    await stampCheckpoints(h.app);
    const [alarm] = await openAlarms(h.app.database.db);
    expect(alarm).toMatchObject({
      kind: 'stamp',
      says: expect.stringContaining(`the time stamp of ${report.stamps.expired.size} entries by Authority ended`),
    });
    const [, shown] = (await get('/ledger/time-stamps?limit=50')).items.toReversed();
    expect(shown).toMatchObject({ standing: 'proven', renewals: 1 });
  });
});
