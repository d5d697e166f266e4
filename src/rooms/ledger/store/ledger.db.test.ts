import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { openDatabase } from '../../../foundation/database/database.ts';
import { uuidv7 } from '../../../foundation/ids.ts';
import { done } from '../../../foundation/refusal.ts';
import { transact } from '../../../foundation/transact.ts';
import { verifyLedger } from '../acts/verify-ledger.ts';
import { verifyFile } from '../cli/verify-file.ts';
import { exportWriter } from '../core/export-file.ts';
import { firstBrokenLink } from './broken-links.ts';
import { historyOf, sealedEntries } from './read-entries.ts';
import { seal, sealerState } from './seal.ts';

const house = useHouse();

const thing = (id = uuidv7()) => ({ kind: 'thing', id, key: `THING-${id.slice(-4)}`, unitIds: [] });

async function rename(
  h: TestHouse,
  subject: ReturnType<typeof thing>,
  version: number,
  from: string | null,
  to: string,
  reason: string | null = null,
): Promise<void> {
  const person = await h.someone();
  await transact(h.callAs(person.actor), async (work) => {
    work.say({
      act: 'thing.renamed',
      subject,
      version,
      before: from === null ? null : { name: from },
      after: { name: to },
      reason,
    });
    return done(null);
  });
}

/** Other databases of the cluster hold the horizon back while they write: the sealer's next turn goes on from there. */
async function sealAll(h: TestHouse): Promise<number> {
  let sealed = 0;
  await expect
    .poll(
      async () => {
        sealed += await seal(h.app.database.db, h.clock.now());
        return (await sealerState(h.app.database.db, h.clock.now())).unsealed;
      },
      { timeout: 20_000, interval: 20 },
    )
    .toBe(0);
  return sealed;
}

describe('the ledger', () => {
  test('an entry says who, when, old and new value and reason; erasable values lie beside it', async () => {
    const h = house();
    const person = await h.someone(['release-manager'], { name: 'Mary Okafor' });
    const subject = thing();
    const outcome = await transact(h.callAs(person.actor), async (work) => {
      work.say({
        act: 'thing.renamed',
        subject,
        version: 2,
        before: { name: 'old' },
        after: { name: 'new', contact: 'Jo' },
        reason: 'because it was wrong',
        erasable: ['/contact'],
      });
      return done(null);
    });
    expect(outcome.ok).toBe(true);
    const [entry] = await historyOf(h.app.database.db, subject, { limit: 10, before: null });
    expect(entry?.actor.name).toBe('Mary Okafor');
    expect(entry?.reason).toBe('because it was wrong');
    expect(entry?.changes).toEqual([
      { field: '/name', old: 'old', new: 'new' },
      { field: '/contact', old: null, new: 'Jo' },
    ]);
    const raw = await sql<{
      text: string;
    }>`select changes::text || commitments::text as text from ledger.entry where subject_id = ${subject.id}`.execute(
      h.app.database.db,
    );
    expect(raw.rows[0]?.text).not.toContain('Jo');
  });

  test.each([
    "update ledger.entry set act = 'x'",
    'delete from ledger.entry',
    'truncate ledger.entry',
    "update ledger.side set slot = 'x'",
    'delete from ledger.side',
    'truncate ledger.side',
    'update ledger.place set seq = 9',
    'delete from ledger.place',
  ])('the role of the application cannot %s', async (statement) => {
    await expect(sql.raw(statement).execute(house().app.database.db)).rejects.toThrow(/permission denied/);
  });

  test('[P11-10e-3] three values of one field stay in order with actor, time and reason', async () => {
    const h = house();
    const subject = thing();
    await rename(h, subject, 1, null, 'low', 'first look');
    await rename(h, subject, 2, 'low', 'medium', 'second look');
    const first = await sql<{
      row: string;
    }>`select e::text as row from ledger.entry e where subject_id = ${subject.id} and subject_place = 1`.execute(
      h.app.database.db,
    );
    await rename(h, subject, 3, 'medium', 'high', 'third look');
    const history = await historyOf(h.app.database.db, subject, { limit: 10, before: null });
    expect(
      history.map((entry) => [entry.changes[0]?.old, entry.changes[0]?.new, entry.reason, entry.actor.name !== null]),
    ).toEqual([
      ['medium', 'high', 'third look', true],
      ['low', 'medium', 'second look', true],
      [null, 'low', 'first look', true],
    ]);
    const again = await sql<{
      row: string;
    }>`select e::text as row from ledger.entry e where subject_id = ${subject.id} and subject_place = 1`.execute(
      h.app.database.db,
    );
    expect(again.rows).toEqual(first.rows);
  });

  test('the sealer gives one gapless sequence while forty writers write, and waits for the oldest write', async () => {
    const h = house();
    const { db } = h.app.database;
    const late = await h.app.database.pool.connect();
    await late.query('begin');
    await late.query('select pg_current_xact_id()');
    const writers = Array.from({ length: 40 }, () => rename(h, thing(), 1, null, 'x'));
    await Promise.all(writers);
    const { rows: before } = await sql<{ n: number }>`select count(*)::int as n from ledger.place`.execute(db);
    await seal(db, h.clock.now());
    const { rows: during } = await sql<{ n: number }>`select count(*)::int as n from ledger.place`.execute(db);
    await late.query('commit');
    late.release();
    await Promise.all([seal(db, h.clock.now()), seal(db, h.clock.now())]);
    await sealAll(h);
    const { rows } = await sql<{ n: number; least: number; most: number; unsealed: number }>`
      select count(*)::int as n, min(seq)::int as least, max(seq)::int as most,
        (select count(*)::int from ledger.entry e where not exists (select 1 from ledger.place p where p.entry_id = e.id)) as unsealed
      from ledger.place`.execute(db);
    expect((during[0]?.n ?? 0) - (before[0]?.n ?? 0)).toBeLessThan(40);
    expect(rows[0]).toMatchObject({ least: 1, most: rows[0]?.n, unsealed: 0 });
  });

  test('two writers of one record both get their place, one after the other', async () => {
    const h = house();
    const subject = thing();
    await Promise.all(Array.from({ length: 8 }, (_, at) => rename(h, subject, at + 1, null, `name ${at}`)));
    const history = await historyOf(h.app.database.db, subject, { limit: 20, before: null });
    expect(history.map((entry) => entry.subject.place)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    expect(await firstBrokenLink(h.app.database.db)).toBeNull();
  });

  test('verification passes over the database and over an exported file, and names the first entry in which one byte was turned', async () => {
    const h = house();
    const { db } = h.app.database;
    const subject = thing();
    await rename(h, subject, 1, null, 'one', 'why');
    await rename(h, subject, 2, 'one', 'two');
    await sealAll(h);
    expect(await verifyLedger(db)).toMatchObject({ verdict: 'valid', damage: null });

    const writer = exportWriter();
    const lines: string[] = [writer.header({ exportedAt: h.clock.now().toISOString(), origin: null, scope: 'whole' })];
    for await (const page of sealedEntries(db)) lines.push(...page.map(writer.entry));
    lines.push(writer.end());
    const folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-export-'));
    const file = path.join(folder, 'ledger.ndjson');
    await writeFile(file, lines.join(''));
    expect(await verifyFile(file)).toMatchObject({ verdict: 'valid' });
    await writeFile(file, lines.join('').replace('"new":"two"', '"new":"twp"'));
    expect(await verifyFile(file)).toMatchObject({
      verdict: 'broken',
      damage: { subject: `thing ${subject.key}`, what: 'hash' },
    });
    await writeFile(file, lines.filter((_, at) => at !== 2).join(''));
    expect(await verifyFile(file)).toMatchObject({ verdict: 'broken', damage: { what: 'sequence' } });
    await rm(folder, { recursive: true });

    const superuser = new pg.Client({ connectionString: h.database.ownerUrl });
    await superuser.connect();
    await superuser.query(
      `update ledger.side set value = '"whz"' where slot = 'reason' and entry_id in (select id from ledger.entry where subject_id = $1)`,
      [subject.id],
    );
    expect(await verifyLedger(db)).toMatchObject({
      verdict: 'broken',
      damage: { what: 'commitment', subject: `thing ${subject.key}` },
    });
    await superuser.query(
      `update ledger.side set value = '"why"' where slot = 'reason' and entry_id in (select id from ledger.entry where subject_id = $1)`,
      [subject.id],
    );
    await superuser.query(
      `update ledger.entry set changes = replace(changes::text, '"two"', '"twp"')::jsonb where subject_id = $1 and subject_place = 2`,
      [subject.id],
    );
    expect(await verifyLedger(db)).toMatchObject({
      verdict: 'broken',
      damage: { what: 'hash', subject: `thing ${subject.key}` },
    });
    await superuser.query(
      `update ledger.entry set changes = replace(changes::text, '"twp"', '"two"')::jsonb where subject_id = $1 and subject_place = 2`,
      [subject.id],
    );
    expect(await verifyLedger(db)).toMatchObject({ verdict: 'valid' });
    const gone = await superuser.query(
      `delete from ledger.side where slot = 'reason' and entry_id in (select id from ledger.entry where subject_id = $1) returning entry_id, slot, salt, value`,
      [subject.id],
    );
    expect(await verifyLedger(db)).toMatchObject({
      verdict: 'broken',
      damage: { what: 'commitment', subject: `thing ${subject.key}` },
    });
    for (const row of gone.rows) {
      await superuser.query('insert into ledger.side values ($1, $2, $3, $4)', [
        row.entry_id,
        row.slot,
        row.salt,
        JSON.stringify(row.value),
      ]);
    }
    await superuser.end();
    expect(await verifyLedger(db)).toMatchObject({ verdict: 'valid' });
  });

  test('verification over the API is a job that reports', async () => {
    const h = house();
    const auditor = await h.someone(['auditor']);
    await sealAll(h);
    const started = await h.http({ cookie: auditor.cookie }, 'POST', '/ledger/verifications');
    expect(started.status).toBe(202);
    await expect
      .poll(async () => (await h.http({ cookie: auditor.cookie }, 'GET', `/ledger/verifications/${started.body.id}`)).body, {
        timeout: 10_000,
      })
      .toMatchObject({ state: 'finished', report: { verdict: 'valid' } });
  });

  test('the trail is paged by keyset and closed to those without the right', async () => {
    const h = house();
    const auditor = await h.someone(['auditor']);
    const stakeholder = await h.someone(['stakeholder']);
    const first = await h.http({ cookie: auditor.cookie }, 'GET', '/ledger/entries?limit=3');
    const second = await h.http({ cookie: auditor.cookie }, 'GET', `/ledger/entries?limit=3&cursor=${first.body.nextCursor}`);
    const ids = [...first.body.items, ...second.body.items].map((entry: { id: string }) => entry.id);
    expect(new Set(ids).size).toBe(6);
    expect([...ids].sort().reverse()).toEqual(ids);
    expect((await h.http({ cookie: stakeholder.cookie }, 'GET', '/ledger/entries')).status).toBe(403);
    expect((await h.http(null, 'GET', '/ledger/entries')).status).toBe(401);
  });

  test('a database loaded elsewhere, where transactions count anew, is sealed on', async () => {
    const h = house();
    const owner = openDatabase(h.database.ownerUrl, { max: 1 });
    await sealAll(h);
    await sql`update ledger.sealer set horizon = '999999999999'::xid8, cluster = 'another'`.execute(owner.db);
    await owner.close();
    await rename(h, thing(), 1, null, 'after the move');
    await expect.poll(() => seal(h.app.database.db, h.clock.now()), { timeout: 20_000, interval: 20 }).toBeGreaterThanOrEqual(1);
    await rename(h, thing(), 1, null, 'and again');
    expect(await sealAll(h)).toBe(1);
  });
});
