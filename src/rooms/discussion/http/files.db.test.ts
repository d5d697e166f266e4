import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { zip } from '../../../../tests/support/archive.ts';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type HttpReply, type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { readableLog } from '../../../../tests/support/log.ts';
import { type Cast, castOf, codesOf, passTimeTo, propose } from '../../../../tests/support/releases.ts';
import { sha256 } from '../../../foundation/canonical-json.ts';
import { scanFiles } from '../acts/scan-files.ts';

const log = readableLog();
const house = useHouse({ log: log.log });
let h: TestHouse;
let cast: Cast;
let auditor: Someone;
let release: HttpReply['body'];
beforeAll(async () => {
  h = house();
  cast = await castOf(h);
  auditor = await h.someone(['auditor'], { unit: cast.unit });
  release = (await propose(h, cast)).body;
});

const pdf = (more: string | Buffer = 'x'): Buffer => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from(more)]);
const digest = (bytes: Buffer): string => sha256(bytes).toString('hex');

async function send(
  as: Someone,
  path: string,
  bytes: Buffer | string,
  headers: Readonly<Record<string, string>> = {},
): Promise<HttpReply> {
  const reply = await h.server.inject({
    method: 'POST',
    url: `/api/v1${path}`,
    headers: { cookie: `interlock_session=${as.cookie}`, 'content-type': 'application/octet-stream', ...headers },
    payload: bytes,
  });
  return {
    status: reply.statusCode,
    body: reply.body === '' ? null : JSON.parse(reply.body),
    headers: reply.headers,
    text: reply.body,
  };
}
const attach = (as: Someone, name: string, bytes: Buffer | string, key = release.key) =>
  send(as, `/records/release/${key}/attachments?name=${encodeURIComponent(name)}`, bytes);
async function attached(as: Someone, name: string, bytes: Buffer | string): Promise<HttpReply['body']> {
  const reply = await attach(as, name, bytes);
  expect(reply.status, reply.text).toBe(201);
  return reply.body;
}
const download = (as: Someone, id: string) =>
  h.server.inject({ url: `/api/v1/attachments/${id}/file`, headers: { cookie: `interlock_session=${as.cookie}` } });
const list = async (as: Someone): Promise<HttpReply['body']> =>
  (await h.http(as, 'GET', `/records/release/${release.key}/attachments`)).body;

/** Sends megabytes without saying how many there are. @returns the answer, and whether the sender was left with some that nobody took. */
async function sendInPieces(of: TestHouse, as: Someone, path: string, megabytes: number) {
  let taken = 0;
  async function* pieces() {
    for (let n = 0; n < megabytes; n += 1) {
      taken = n;
      yield n === 0 ? pdf(Buffer.alloc(1_000_000)) : Buffer.alloc(1_000_000);
    }
    taken = megabytes;
  }
  const file = Readable.from(pieces());
  const reply = await of.server.inject({
    method: 'POST',
    url: `/api/v1${path}`,
    headers: { cookie: `interlock_session=${as.cookie}`, 'content-type': 'application/octet-stream' },
    payload: file,
  });
  expect([reply.statusCode, JSON.parse(reply.body).refusals[0].code]).toEqual([413, 'discussion.file-too-large']);
  return { unread: taken < megabytes };
}

describe('a file', () => {
  test('comes back byte for byte, by its digest, whatever its size up to the limit, and is kept once', async () => {
    for (const size of [1, 262_143, 262_144, 700_001]) {
      const bytes = pdf(randomBytes(size));
      const one = await attached(cast.manager, `of ${size}.pdf`, bytes);
      expect(one).toMatchObject({ size: bytes.length, sha256: digest(bytes), mediaType: 'application/pdf', state: 'attached' });
      const reply = await download(cast.tester, one.id);
      expect(reply.statusCode).toBe(200);
      expect(digest(reply.rawPayload)).toBe(digest(bytes));
      expect(reply.headers['content-type']).toBe('application/pdf');
    }
    const bytes = pdf('twice');
    await attached(cast.manager, 'one.pdf', bytes);
    const again = await attached(cast.tester, 'other.pdf', bytes);
    const same = await attached(cast.tester, 'other.pdf', bytes);
    expect(same.id).toBe(again.id);
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from discussion.file_part where digest = ${Buffer.from(digest(bytes), 'hex')}`.execute(
      h.app.database.db,
    );
    expect(rows[0]?.n).toBe(1);
  });

  test('above the limit is refused: by what it says before a byte is read, else where it goes over', async () => {
    const said = await send(cast.manager, `/records/release/${release.key}/attachments?name=big.pdf`, 'x', {
      'content-length': '25000001',
    });
    expect([said.status, codesOf(said)]).toEqual([413, ['foundation.file-over-limit']]);
    const { unread } = await sendInPieces(h, cast.manager, `/records/release/${release.key}/attachments?name=big.pdf`, 40);
    expect(unread, 'it is not read to its end').toBe(true);
    expect((await attach(cast.manager, 'empty.pdf', '')).status).toBeGreaterThanOrEqual(400);
  });

  test('is not there for whoever may not read the record; who only looks attaches nothing', async () => {
    const one = await attached(cast.manager, 'plan.pdf', pdf());
    const stranger = await h.someone(['release-manager'], { unit: await h.unit() });
    expect((await download(stranger, one.id)).statusCode).toBe(404);
    expect(codesOf(await attach(stranger, 'plan.pdf', pdf()))).toEqual(['discussion.no-such-record']);
    expect(codesOf(await h.http(stranger, 'GET', `/attachments/${one.id}`))).toEqual(['discussion.no-such-attachment']);
    expect(codesOf(await attach(auditor, 'plan.pdf', pdf()))).toEqual(['identity.no-right']);
    expect((await download(auditor, one.id)).statusCode).toBe(200);
  });

  test('[ASVS-5] a zip bomb, names that lead out of a folder and a program renamed to pdf are refused; an SVG with script is stored and only served as a download in a sandbox; the log tells of all', async () => {
    const zeros = Buffer.alloc(20_000_000);
    const outcomes = [
      [await attach(cast.manager, 'bomb.zip', zip([{ name: 'zeros.txt', bytes: zeros }])), 'discussion.archive-unsafe'],
      [
        await attach(cast.manager, 'liar.zip', zip([{ name: 'zeros.txt', bytes: zeros, says: 100 }])),
        'discussion.archive-unsafe',
      ],
      [
        await attach(cast.manager, 'out.zip', zip([{ name: '../../etc/passwd', bytes: Buffer.from('x') }])),
        'discussion.archive-unsafe',
      ],
      [
        await attach(cast.manager, 'link.zip', zip([{ name: 'notes.txt', bytes: Buffer.from('/etc/passwd'), mode: 0o120777 }])),
        'discussion.archive-unsafe',
      ],
      [await attach(cast.manager, '../../etc/passwd.txt', 'root'), 'discussion.name-not-plain'],
      [await attach(cast.manager, 'setup.pdf', Buffer.concat([Buffer.from('MZ'), randomBytes(100)])), 'discussion.executable'],
    ] as const;
    for (const [reply, code] of outcomes) expect([reply.status, codesOf(reply)], reply.text).toEqual([422, [code]]);
    const told = log.lines().filter((line) => line.security?.event === 'refused' && line.security.actor?.id === cast.manager.id);
    for (const [reply, code] of outcomes)
      expect(told.find((line) => line.requestId === reply.headers['x-request-id'])?.security.codes).toEqual([code]);
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    const kept = await attached(cast.manager, 'drawing.svg', svg);
    const { headers, body, statusCode } = await download(cast.tester, kept.id);
    expect([statusCode, body]).toEqual([200, svg]);
    expect(headers['content-type']).toBe('application/octet-stream');
    expect(headers['content-disposition']).toMatch(/^attachment; filename="drawing\.svg"/);
    expect(headers['content-security-policy']).toBe("sandbox; default-src 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    const { rows } = await sql<{ act: string; changes: string }>`
      select act, changes::text as changes from ledger.entry where subject_kind = 'attachment' and subject_id = ${kept.id}`.execute(
      h.app.database.db,
    );
    expect(rows.map(({ act }) => act)).toEqual(['discussion.file-attached']);
    expect(rows[0]?.changes).toContain(digest(Buffer.from(svg)));
  });

  test('is what its name says: text is text, a workbook has its parts, another kind is not taken', async () => {
    const rows: readonly (readonly [string, Buffer | string, string | null])[] = [
      ['notes.txt', 'Grüße', null],
      ['notes.txt', Buffer.from([0x47, 0xfc, 0x00]), 'discussion.not-its-kind'],
      ['picture.png', pdf(), 'discussion.not-its-kind'],
      ['tool.exe', 'x', 'discussion.kind-not-taken'],
      ['run.txt', '#!/bin/sh\nrm -rf /', 'discussion.executable'],
      ['plain.xlsx', zip([{ name: 'readme.txt', bytes: Buffer.from('x') }]), 'discussion.archive-unsafe'],
      ['real.xlsx', zip([{ name: 'xl/workbook.xml', bytes: Buffer.from('<workbook/>') }]), null],
      ['nested.zip', zip([{ name: 'inner.zip', bytes: Buffer.from('x') }]), 'discussion.archive-unsafe'],
      [
        'tool.zip',
        zip([{ name: 'readme', bytes: Buffer.concat([Buffer.from([0x7f]), Buffer.from('ELF')]) }]),
        'discussion.archive-unsafe',
      ],
      ['good.zip', zip([{ name: 'log/one.txt', bytes: Buffer.from('x'.repeat(9_000)) }]), null],
      ['broken.zip', Buffer.from('504b0304aaaa', 'hex'), 'discussion.archive-unsafe'],
    ];
    for (const [name, bytes, code] of rows) {
      const reply = await attach(cast.manager, name, bytes);
      expect([name, ...(reply.status === 201 ? [null] : codesOf(reply))]).toEqual([name, code]);
    }
  });

  test('is withdrawn with a reason by who attached it or by quality, stays listed, and is handed out no more', async () => {
    const { id } = await attached(cast.manager, 'wrong.pdf', pdf('wrong'));
    const withdraw = (as: Someone) =>
      h.http(as, 'POST', `/attachments/${id}/acts/withdraw`, { ifMatch: 1, body: { reason: 'another release' } });
    expect(codesOf(await withdraw(cast.tester))).toEqual(['discussion.not-attacher']);
    const done = await withdraw(cast.quality);
    expect(done.body).toMatchObject({
      state: 'withdrawn',
      withdrawn: { by: { id: cast.quality.id }, reason: 'another release' },
    });
    expect((await download(cast.manager, id)).statusCode).toBe(409);
    expect((await list(cast.manager)).items.find((item: { id: string }) => item.id === id).state).toBe('withdrawn');
  });
});

test('[A11-7-1] the nightly scan reports a file with a flipped bit by record and hash and raises an alarm; until a good copy restores it, which is logged, it is not handed out', async () => {
  const bytes = pdf(randomBytes(300_000));
  const one = await attached(cast.manager, 'evidence.pdf', bytes);
  await scanFiles(h.app);
  const scans = async () => (await h.http(cast.quality, 'GET', '/file-scans')).body.items;
  expect((await scans())[0]).toMatchObject({ damaged: 0 });
  await sql`
    update discussion.file_part set bytes = set_byte(bytes, 100, get_byte(bytes, 100) # 1) where digest = ${Buffer.from(one.sha256, 'hex')} and number = 1`.execute(
    h.app.database.db,
  );
  expect((await download(cast.manager, one.id)).statusCode).toBe(503);
  await scanFiles(h.app);
  expect(await scans(), 'not due yet').toHaveLength(1);
  await passTimeTo(h, new Date(h.clock.now().getTime() + 25 * 3_600_000));
  await scanFiles(h.app);
  expect((await scans())[0]).toMatchObject({ damaged: 1 });
  const quality = await h.someone(['quality']);
  const alarms = async () => (await h.http(quality, 'GET', '/alarms?kind=discussion.file-damaged')).body.items;
  expect((await alarms())[0]).toMatchObject({ state: 'raised', severity: 'critical' });
  expect((await alarms())[0].details).toContain(one.sha256);
  expect((await alarms())[0].details).toContain(`release ${release.id}`);
  const seen = await h.http(quality, 'GET', `/attachments/${one.id}`);
  expect(seen.body).toMatchObject({ can: { restore: true }, damagedAt: expect.any(String) });
  expect(codesOf(await send(quality, `/attachments/${one.id}/acts/restore`, pdf('another')))).toEqual([
    'discussion.not-the-file',
  ]);
  const restored = await send(quality, `/attachments/${one.id}/acts/restore`, bytes);
  expect([restored.status, restored.body.damagedAt]).toEqual([200, null]);
  expect(digest((await download(cast.manager, one.id)).rawPayload)).toBe(digest(bytes));
  expect((await alarms())[0].state).not.toBe('raised');
  const { rows } = await sql<{ act: string }>`
    select act from ledger.entry where subject_kind = 'attached-file' order by subject_place`.execute(h.app.database.db);
  expect(rows.map(({ act }) => act)).toEqual(['discussion.file-damaged', 'discussion.file-restored']);
  expect(codesOf(await send(quality, `/attachments/${one.id}/acts/restore`, bytes))).toEqual(['discussion.not-damaged']);
});
