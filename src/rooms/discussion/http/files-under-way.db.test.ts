import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { type HttpReply, type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { type Cast, castOf, codesOf, passTimeTo, propose } from '../../../../tests/support/releases.ts';
import { sha256 } from '../../../foundation/canonical-json.ts';
import { refusalOfFault } from '../../../foundation/http/faults.ts';
import { done, type Outcome } from '../../../foundation/refusal.ts';
import { transact } from '../../../foundation/transact.ts';
import { attachFile } from '../acts/attach-file.ts';
import { keepIn } from '../acts/kept-bytes.ts';
import { restoreFile, scanFiles } from '../acts/scan-files.ts';
import { fileSubject } from '../core/files/scan.ts';

const house = useHouse();
let h: TestHouse;
let cast: Cast;
let release: HttpReply['body'];
beforeAll(async () => {
  h = house();
  cast = await castOf(h);
  release = (await propose(h, cast)).body;
});

const pdf = (): Buffer => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(300_000)]);
const digest = (bytes: Buffer): string => sha256(bytes).toString('hex');
const db = () => h.app.database.db;
const where = () => `/records/release/${release.key}/attachments?name=plan.pdf`;
const attach = (as: Someone, file: Buffer) => h.http(as, 'POST', where(), { file });
const refusedAs = (outcome: Outcome<unknown>) => (outcome.ok ? [] : outcome.refusals.map(({ code }) => code));

/** Bytes whose sender stops in their middle. `begun`: they are being taken. */
function held(bytes: Buffer) {
  const begun = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  async function* pieces() {
    yield bytes.subarray(0, 100);
    begun.resolve();
    await goOn.promise;
    yield bytes.subarray(100);
  }
  return { pieces: pieces(), begun: begun.promise, goOn: () => goOn.resolve() };
}
const attachHeld = (as: Someone, { pieces }: ReturnType<typeof held>) =>
  attachFile(h.callAs(as.actor), { kind: 'release', id: release.key }, 'held.pdf', pieces);
const isKept = async (bytes: Buffer): Promise<boolean> =>
  (await sql`select from discussion.file where digest = ${Buffer.from(digest(bytes), 'hex')}`.execute(db())).rows.length > 0;
const damage = (of: string) =>
  sql`update discussion.file_part set bytes = set_byte(bytes, 50, get_byte(bytes, 50) # 1) where digest = ${Buffer.from(of, 'hex')} and number = 1`.execute(
    db(),
  );
const told = async (of: string): Promise<readonly string[]> =>
  (
    await sql<{ act: string }>`
      select act from ledger.entry where subject_id = ${fileSubject(of).id} order by subject_place`.execute(db())
  ).rows.map(({ act }) => act);

describe('a file that is held open while it is sent', () => {
  test('is not taken from an account that was disabled since', async () => {
    const leaver = await h.someone(['release-manager'], { unit: cast.unit });
    const bytes = pdf();
    const upload = held(bytes);
    const outcome = attachHeld(leaver, upload);
    await upload.begun;
    await sql`update identity.person set state = 'disabled' where id = ${leaver.id}`.execute(db());
    upload.goOn();
    expect(refusedAs(await outcome)).toEqual(['foundation.not-signed-in']);
    expect(await isKept(bytes)).toBe(false);
  });

  test('is not taken from somebody who lost the role since, to attach it or to restore one', async () => {
    const loseRoles = (who: Someone) =>
      sql`update identity.role_grant set withdrawn_at = ${h.clock.now()} where person_id = ${who.id}`.execute(db());
    const leaver = await h.someone(['release-manager'], { unit: cast.unit });
    const upload = held(pdf());
    const outcome = attachHeld(leaver, upload);
    await upload.begun;
    await loseRoles(leaver);
    upload.goOn();
    expect(refusedAs(await outcome)).toEqual(['discussion.no-such-record']);

    const bytes = pdf();
    const { id, sha256: of } = (await attach(cast.manager, bytes)).body;
    await damage(of);
    const quality = await h.someone(['quality', 'auditor'], { unit: cast.unit });
    const copy = held(bytes);
    const restoring = restoreFile(h.callAs(quality.actor), id, copy.pieces);
    await copy.begun;
    await sql`update identity.role_grant set withdrawn_at = ${h.clock.now()} where person_id = ${quality.id} and role = 'quality'`.execute(
      db(),
    );
    copy.goOn();
    expect(refusedAs(await restoring)).toEqual(['identity.no-right']);
    expect(await told(of)).toEqual([]);
  });

  test('has ten minutes to come, whether something comes or nothing', async () => {
    for (const comes of [true, false]) {
      const upload = held(pdf());
      const outcome = attachHeld(cast.tester, upload);
      await upload.begun;
      await passTimeTo(h, new Date(h.clock.now().getTime() + 10 * 60_000));
      if (comes) upload.goOn();
      expect(refusedAs(await outcome)).toEqual(['discussion.file-too-slow']);
    }
  });

  test('has no name on the disk: a server that is killed leaves nothing of it', async () => {
    const before = process.env.TMPDIR;
    const folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-test-'));
    process.env.TMPDIR = folder;
    try {
      const upload = held(pdf());
      const outcome = attachHeld(cast.manager, upload);
      await upload.begun;
      expect(await readdir(folder)).toEqual([]);
      upload.goOn();
      expect((await outcome).ok).toBe(true);
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
      await rm(folder, { recursive: true });
    }
  });

  test('is one of four at most; others go on sending, and so does its sender once one has arrived', async () => {
    const uploads = [1, 2, 3, 4].map(() => held(pdf()));
    const replies = uploads.map(({ pieces }) =>
      h.server.inject({
        method: 'POST',
        url: `/api/v1${where()}`,
        headers: { cookie: `interlock_session=${cast.owner.cookie}`, 'content-type': 'application/octet-stream' },
        payload: Readable.from(pieces),
      }),
    );
    await Promise.all(uploads.map(({ begun }) => begun));
    const refused = await attach(cast.owner, pdf());
    expect([refused.status, codesOf(refused)]).toEqual([429, ['foundation.too-many-files']]);
    expect((await attach(cast.tester, pdf())).status).toBe(201);
    for (const { goOn } of uploads) goOn();
    for (const reply of await Promise.all(replies)) expect(reply.statusCode).toBe(201);
    expect((await attach(cast.owner, pdf())).status).toBe(201);
  });

  test('is answered as on a full disk where none is left to write it aside', () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    expect(refusalOfFault(full)).toMatchObject({ code: 'foundation.disk-full', kind: 'unavailable' });
  });
});

describe('kept bytes', () => {
  test('are those of their digest, or are not kept', async () => {
    const bytes = pdf();
    async function* parts() {
      yield bytes.subarray(0, 200_000);
      yield Buffer.alloc(100_009);
    }
    const keeping = transact(h.callAs(cast.manager.actor), async (work) =>
      done(await keepIn(work, { digest: digest(bytes), size: bytes.length, parts })),
    );
    await expect(keeping).rejects.toThrow('on its way');
    expect(await isKept(bytes)).toBe(false);
  });

  test('that are damaged are made whole by whoever attaches the same file, under the same name or another', async () => {
    const bytes = pdf();
    const { id, sha256: of } = (await attach(cast.manager, bytes)).body;
    const download = () =>
      h.server.inject({ url: `/api/v1/attachments/${id}/file`, headers: { cookie: `interlock_session=${cast.manager.cookie}` } });
    for (const name of ['plan.pdf', 'other.pdf']) {
      await damage(of);
      expect((await download()).statusCode).toBe(503);
      const again = await h.http(cast.tester, 'POST', `/records/release/${release.key}/attachments?name=${name}`, {
        file: bytes,
      });
      expect([again.status, again.body.damagedAt]).toEqual([201, null]);
      expect(digest((await download()).rawPayload)).toBe(of);
    }
    const both = ['discussion.file-damaged', 'discussion.file-restored'];
    expect(await told(of)).toEqual([...both, ...both]);
  });

  test('that were put back while a scan had read them as damaged raise no alarm', async () => {
    const bytes = pdf();
    const { sha256: of } = (await attach(cast.manager, bytes)).body;
    const key = Buffer.from(of, 'hex');
    await damage(of);
    await passTimeTo(h, new Date(h.clock.now().getTime() + 25 * 3_600_000));
    const waiting = async (): Promise<number> =>
      (
        await sql<{ n: number }>`
          select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
          db(),
        )
      ).rows[0]?.n ?? 0;
    let scan: Promise<void> = Promise.resolve();
    await db()
      .transaction()
      .execute(async (tx) => {
        await sql`select from discussion.file where digest = ${key} for update`.execute(tx);
        scan = scanFiles(h.app);
        await expect.poll(waiting, { timeout: 20_000 }).toBeGreaterThan(0);
        await sql`update discussion.file_part set bytes = set_byte(bytes, 50, get_byte(bytes, 50) # 1) where digest = ${key} and number = 1`.execute(
          tx,
        );
      });
    await scan;
    expect(await told(of)).toEqual([]);
    const { rows } = await sql<{ damaged: number; known: number }>`
      select damaged, (select count(*)::int from discussion.file where damaged_at is not null) as known
      from discussion.file_scan order by id desc limit 1`.execute(db());
    expect(rows[0]?.damaged).toBe(rows[0]?.known);
  });
});
