import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { openAlarms } from '../store/alarms.ts';
import { newestCheckpoint } from '../store/checkpoints.ts';
import { selfCheck } from '../store/self-check.ts';
import { asSuperuser, freshKeyFile, sealAll, signingWith, writeThings } from '../testing/things.ts';
import { checkNewEntries } from './check-new-entries.ts';
import { signNewest } from './sign-checkpoint.ts';
import { verifyLedger } from './verify-ledger.ts';
import { verifyOnSchedule } from './verify-on-schedule.ts';

const house = useHouse({ settings: signingWith(freshKeyFile()) });

async function grow(h: TestHouse, count = 3): Promise<number> {
  await writeThings(h, count, 'because');
  await sealAll(h);
  h.clock.moveBy(1_000);
  const signing = await signNewest(h.app);
  if (signing.outcome !== 'signed') throw new Error(`not signed: ${JSON.stringify(signing)}`);
  return signing.size;
}

const tables = ['entry', 'side', 'place', 'node', 'checkpoint', 'sealer', 'alarm', 'self_check'];
/** Keeps the whole ledger beside itself, so that each damage begins with the same one. */
const keep = (h: TestHouse) =>
  asSuperuser(h, ...tables.map((table) => `create table public.kept_${table} as table ledger.${table}`));
const bringBack = (h: TestHouse) =>
  asSuperuser(
    h,
    ...tables.toReversed().map((table) => `delete from ledger.${table}`),
    ...tables.map((table) => `insert into ledger.${table} select * from public.kept_${table}`),
  );

describe('the ledger verifies itself', () => {
  test('after each checkpoint the new entries are hashed anew, once, and lead to its root', async () => {
    const h = house();
    const { db } = h.app.database;
    await grow(h);
    await checkNewEntries(h.app);
    const size = await grow(h, 40);
    await checkNewEntries(h.app);
    const check = await selfCheck(db);
    expect([check.size, check.root]).toEqual([size, (await newestCheckpoint(db))?.root]);
    expect(await openAlarms(db)).toEqual([]);
    const { body } = await h.http(await h.someone(['auditor']), 'GET', '/ledger');
    expect(body).toMatchObject({ signedSize: size, selfVerified: { size }, alarms: [] });
  });

  test('the whole ledger is verified once a day at its time, and the report says size and root', async () => {
    const h = house();
    const { db } = h.app.database;
    h.clock.moveTo(new Date('2026-11-25T01:59:00.000Z'));
    await verifyOnSchedule(h.app);
    const first = await selfCheck(db);
    expect(first.fullReport).toMatchObject({
      verdict: 'valid',
      tree: { root: (await newestCheckpoint(db))?.root.toString('base64') },
    });
    h.clock.moveTo(new Date('2026-11-25T01:59:59.000Z'));
    await verifyOnSchedule(h.app);
    expect((await selfCheck(db)).fullAt).toEqual(first.fullAt);
    h.clock.moveTo(new Date('2026-11-25T02:00:00.000Z'));
    await verifyOnSchedule(h.app);
    expect((await selfCheck(db)).fullAt).toEqual(h.clock.now());
  });

  const last = '(select max(seq) from ledger.place)';
  const newestEntry = `(select entry_id from ledger.place where seq = ${last})`;
  const rehash = "hash = decode(repeat('ab', 32), 'hex')";
  /** What the owner of the database may try. `soon`: the check after the next checkpoint finds it; the rest is found by the whole verification. */
  const attacks: Readonly<Record<string, { readonly sql: readonly string[]; readonly what: string; readonly soon: boolean }>> = {
    'changes a new entry': {
      sql: [`update ledger.entry set act = 'thing.stolen' where id = ${newestEntry}`],
      what: 'hash',
      soon: true,
    },
    'changes an old entry': {
      sql: ["update ledger.entry set act = 'thing.stolen' where id = (select entry_id from ledger.place where seq = 2)"],
      what: 'hash',
      soon: false,
    },
    'changes a reason beside an entry': {
      sql: [`update ledger.side set value = '"another"' where slot = 'reason' and entry_id = ${newestEntry}`],
      what: 'commitment',
      soon: true,
    },
    'takes a name away without an erasure': {
      sql: [`delete from ledger.side where slot = 'actor' and entry_id = ${newestEntry}`],
      what: 'commitment',
      soon: true,
    },
    'changes the hash of an entry with it': {
      sql: [`update ledger.entry set ${rehash} where id = ${newestEntry}`],
      what: 'hash',
      soon: true,
    },
    'exchanges two places': {
      sql: [
        `create temporary table two as select seq, entry_id from ledger.place where seq >= ${last} - 1`,
        'delete from ledger.place where seq in (select seq from two)',
        'insert into ledger.place select (select sum(seq) from two) - seq, entry_id, now() from two',
      ],
      what: 'checkpoint',
      soon: true,
    },
    'deletes the newest entries with their places': {
      sql: [
        `create temporary table gone as select entry_id from ledger.place where seq >= ${last} - 1`,
        `delete from ledger.place where entry_id in (select entry_id from gone)`,
        `delete from ledger.side where entry_id in (select entry_id from gone)`,
        `delete from ledger.entry where id in (select entry_id from gone)`,
      ],
      what: 'rollback',
      soon: true,
    },
    'deletes an entry in the middle': {
      sql: [
        `create temporary table gone as select entry_id from ledger.place where seq = ${last} - 1`,
        `delete from ledger.place where entry_id in (select entry_id from gone)`,
        `delete from ledger.side where entry_id in (select entry_id from gone)`,
        `delete from ledger.entry where id in (select entry_id from gone)`,
      ],
      what: 'sequence',
      soon: true,
    },
    'changes a kept subtree': {
      sql: [`update ledger.node set ${rehash} where level = 1 and index = 0`],
      what: 'tree',
      soon: false,
    },
    'changes a checkpoint': {
      sql: [
        `update ledger.checkpoint set root = decode(repeat('00', 32), 'hex') where size = (select max(size) from ledger.checkpoint)`,
      ],
      what: 'checkpoint',
      soon: true,
    },
    'forges the signature of a checkpoint': {
      sql: [
        `update ledger.checkpoint set note = overlay(note placing 'AAAA' from length(note) - 20) where size = (select max(size) from ledger.checkpoint)`,
      ],
      what: 'checkpoint',
      soon: true,
    },
  };

  test.each(Object.entries(attacks))(
    'whoever owns the database and %s is found: an alarm stands in the trail and before the auditors until all fits again',
    async (_, attack) => {
      const h = house();
      const { db } = h.app.database;
      await checkNewEntries(h.app);
      await grow(h, 4);
      await asSuperuser(h, `delete from ledger.alarm`);
      await keep(h);
      try {
        await asSuperuser(h, ...attack.sql);
        await checkNewEntries(h.app);
        expect(await openAlarms(db)).toHaveLength(attack.soon ? 1 : 0);
        const report = await verifyLedger(db);
        expect(report, JSON.stringify(report.damage)).toMatchObject({ verdict: 'broken', damage: { what: attack.what } });
        h.clock.moveBy(86_400_000);
        await verifyOnSchedule(h.app);
        const alarms = await openAlarms(db);
        expect(alarms.map((alarm) => alarm.kind)).toEqual(['damage']);
        expect((await selfCheck(db)).fullReport?.damage?.what).toBe(attack.what);
        const { body } = await h.http(await h.someone(['auditor']), 'GET', '/ledger');
        expect(body).toMatchObject({
          selfVerified: { fullVerdict: 'broken' },
          alarms: expect.arrayContaining([expect.objectContaining({ kind: 'damage' })]),
        });
        const { rows } = await sql<{ n: number }>`
          select count(*)::int as n from ledger.entry where act = 'ledger.alarm-raised' and subject_id = ${alarms[0]?.id}`.execute(
          db,
        );
        expect(rows[0]?.n).toBe(1);
      } finally {
        await bringBack(h);
        await asSuperuser(h, `drop table ${tables.map((table) => `public.kept_${table}`).join(', ')}`);
      }
      h.clock.moveBy(86_400_000);
      await verifyOnSchedule(h.app);
      expect(await openAlarms(db)).toEqual([]);
      await checkNewEntries(h.app);
      expect((await selfCheck(db)).size).toBe((await newestCheckpoint(db))?.size);
    },
  );
});
