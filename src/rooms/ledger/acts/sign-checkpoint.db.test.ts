import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import type { Services } from '../../../foundation/services.ts';
import { openCheckpoint } from '../core/checkpoint.ts';
import { readKeyChain } from '../core/endorsement.ts';
import { openAlarms } from '../store/alarms.ts';
import { notesIn } from '../store/checkpoint-folder.ts';
import { checkpointsBelow, newestCheckpoint, signingKeys, signingState } from '../store/checkpoints.ts';
import { rootAt, takeUpSealed } from '../store/tree.ts';
import { asSuperuser, freshKeyFile, sealAll, setBack, signingWith, writeThings } from '../testing/things.ts';
import { ledgerConditions } from '../wiring.ts';
import { copyingTo } from './copy-checkpoints.ts';
import { signNewest } from './sign-checkpoint.ts';

const keyFile = freshKeyFile();
const house = useHouse({ settings: signingWith(keyFile) });

/** The same house as another process would open it, with other settings of signing. */
const elsewhere = (h: TestHouse, settings: ReturnType<typeof signingWith>): Services => ({ ...h.app, settings });

/** Writes, seals, lets a second pass and signs. */
async function grow(h: TestHouse, app: Services = h.app): Promise<number> {
  await writeThings(h, 3);
  await sealAll(h);
  h.clock.moveBy(1_000);
  const signing = await signNewest(app);
  if (signing.outcome !== 'signed') throw new Error(`not signed: ${JSON.stringify(signing)}`);
  return signing.size;
}

const keysOf = async (h: TestHouse) => readKeyChain(await signingKeys(h.app.database.db));

/** What was there is there again, and what came meanwhile is gone. */
const setForward = (h: TestHouse) =>
  asSuperuser(
    h,
    'delete from ledger.checkpoint; delete from ledger.node; delete from ledger.place; delete from ledger.side; delete from ledger.entry; delete from ledger.sealer',
    'insert into ledger.entry select * from public.kept_entry; insert into ledger.side select * from public.kept_side',
    'insert into ledger.place select * from public.kept_place; insert into ledger.node select * from public.kept_node',
    'insert into ledger.checkpoint select * from public.kept_checkpoint; insert into ledger.sealer select * from public.kept_sealer',
    'drop table public.kept_place, public.kept_node, public.kept_checkpoint, public.kept_entry, public.kept_side, public.kept_sealer, public.gone',
  );

describe('checkpoints', () => {
  test('a checkpoint is signed over the whole tree when it grew, at most one a second, and opens with the published key', async () => {
    const h = house();
    const { db } = h.app.database;
    const size = await grow(h);
    const { keys, fault } = await keysOf(h);
    const newest = await newestCheckpoint(db);
    if (newest === null) throw new Error('nothing was signed');
    expect([fault, keys.length]).toEqual([null, 1]);
    expect(openCheckpoint(newest.note, keys)).toMatchObject({
      origin: 'interlock.test/ledger',
      size,
      root: await rootAt(db, size),
    });
    expect(newest.root).toEqual(await rootAt(db, size));

    // That the key was introduced is itself an entry, so there is one more to sign.
    await sealAll(h);
    expect(await signNewest(h.app)).toEqual({ outcome: 'nothing-to-sign' });
    h.clock.moveBy(1_000);
    expect(await signNewest(h.app)).toMatchObject({ outcome: 'signed' });
    h.clock.moveBy(1_000);
    expect(await signNewest(h.app)).toEqual({ outcome: 'nothing-to-sign' });
  });

  test('a clock that steps back stops no signing and never sets a checkpoint before the one below it', async () => {
    const h = house();
    await grow(h);
    h.clock.moveBy(-3_600_000);
    await grow(h);
    await grow(h);
    h.clock.moveBy(3_600_000);
    const times = (await checkpointsBelow(h.app.database.db, Number.MAX_SAFE_INTEGER, 100)).map((one) => one.signedAt.getTime());
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  test('two servers with one key sign one tree: never two checkpoints of one size', async () => {
    const h = house();
    for (let round = 0; round < 4; round++) {
      await writeThings(h, 2);
      await sealAll(h);
      h.clock.moveBy(1_000);
      const outcomes = await Promise.all([signNewest(h.app), signNewest(elsewhere(h, signingWith(keyFile)))]);
      expect(outcomes.filter((one) => one.outcome === 'signed')).toHaveLength(1);
    }
    expect(await openAlarms(h.app.database.db)).toEqual([]);
  });

  test('a signer that dies between its memory and the database goes on from the memory', async () => {
    const h = house();
    const size = await grow(h);
    await asSuperuser(h, `delete from ledger.checkpoint where size = ${size}`);
    expect(await grow(h)).toBeGreaterThan(size);
    expect(await openAlarms(h.app.database.db)).toEqual([]);
  });

  test('[TE-2] a stale copy of the database that lacks the last 20 entries is signed no more: an alarm is raised, and the last checkpoint stays valid', async () => {
    const h = house();
    const { db } = h.app.database;
    const before = await grow(h);
    await writeThings(h, 20);
    const last = await grow(h);
    const lastNote = (await newestCheckpoint(db))?.note ?? '';
    await setBack(h, before);
    await writeThings(h, 5);
    await sealAll(h);
    h.clock.moveBy(1_000);
    expect((await signingState(db)).treeSize).toBeLessThan(last);
    expect(await signNewest(h.app)).toMatchObject({
      outcome: 'refused',
      why: expect.stringContaining('an older copy was restored'),
    });
    const [alarm] = await openAlarms(db);
    expect(alarm).toMatchObject({ kind: 'fork', says: expect.stringContaining(`${last} entries in the memory of the signer`) });
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from ledger.entry where act = 'ledger.alarm-raised'`.execute(db);
    expect(rows[0]?.n).toBe(1);
    const [condition] = ledgerConditions;
    expect(await condition?.read(h.app)).toMatchObject({ well: false, says: alarm?.says });

    // Grown beyond the last signed size it is another log still.
    await writeThings(h, 40);
    await sealAll(h);
    h.clock.moveBy(1_000);
    expect(await signNewest(h.app)).toMatchObject({ outcome: 'refused', why: expect.stringContaining('does not contain it') });
    expect(await openAlarms(db)).toEqual([alarm]);
    expect((await newestCheckpoint(db))?.size).toBe(before);
    expect(openCheckpoint(lastNote, (await keysOf(h)).keys)).toMatchObject({ size: last });

    await setForward(h);
    await grow(h);
    expect(await openAlarms(db)).toEqual([]);
  });

  test.each([
    [
      'the greatest subtree',
      "update ledger.node set hash = decode(repeat('00', 32), 'hex') where level = (select max(level) from ledger.node)",
    ],
    ['the root of the last checkpoint', "update ledger.checkpoint set root = decode(repeat('00', 32), 'hex')"],
  ])('nothing is signed on top of %s that was changed', async (_, statement) => {
    const h = house();
    await grow(h);
    await asSuperuser(h, 'create table public.check2 as table ledger.checkpoint');
    await asSuperuser(h, statement);
    await writeThings(h, 3);
    await sealAll(h);
    h.clock.moveBy(1_000);
    expect(await signNewest(h.app)).toMatchObject({ outcome: 'refused' });
    await asSuperuser(
      h,
      // What the tree holds follows from the entries: it is taken up anew.
      'delete from ledger.node; update ledger.sealer set tree_size = 0',
      'update ledger.checkpoint c set root = k.root from public.check2 k where k.size = c.size; drop table public.check2',
    );
    await takeUpSealed(h.app.database.db);
  });

  test('a checkpoint that somebody put beside the signed ones is found before the next is signed', async () => {
    const h = house();
    const { db } = h.app.database;
    const size = await grow(h);
    // The role of the application may insert; it holds no key.
    await sql`insert into ledger.checkpoint select size + 900, root, note, key_place, signed_at from ledger.checkpoint where size = ${size}`.execute(
      db,
    );
    await writeThings(h, 1);
    await sealAll(h);
    h.clock.moveBy(1_000);
    expect(await signNewest(h.app)).toMatchObject({ outcome: 'refused', kind: 'damage' });
    await asSuperuser(h, `delete from ledger.checkpoint where size > ${size}; delete from ledger.alarm`);
    expect(await grow(h)).toBeGreaterThan(size);
  });

  test('a new key signs from now on, the old one vouches for it and signs no more; a lost one vouches for nothing, and that shows', async () => {
    const h = house();
    await grow(h);
    const second = freshKeyFile();
    const rotated = elsewhere(h, signingWith(second, { previousKeyFile: keyFile }));
    const size = await grow(h, rotated);
    await writeThings(h, 1);
    await sealAll(h);
    h.clock.moveBy(1_000);
    expect(await signNewest(h.app)).toMatchObject({ outcome: 'refused', why: expect.stringContaining('was replaced') });
    const third = elsewhere(h, signingWith(freshKeyFile()));
    await grow(h, third);
    const chain = await keysOf(h);
    expect(chain.fault).toBeNull();
    expect(chain.keys).toHaveLength(3);
    expect(chain.unendorsed).toEqual([chain.keys[2]]);
    const published = await signingKeys(h.app.database.db);
    expect(published[1]?.endorsement).toContain(published[1]?.vkey);
    expect(published[2]?.afterSize).toBeGreaterThanOrEqual(size);
    const forged = published.map((key, at) => (at === 1 ? { ...key, afterSize: key.afterSize + 1 } : key));
    expect(readKeyChain(forged).fault).toContain('endorsement');
  });

  test('without a key a server seals and does not sign, and says so', async () => {
    const h = house();
    const app = elsewhere(h, signingWith(null));
    await writeThings(h, 1);
    await sealAll(h);
    expect(await signNewest(app)).toEqual({ outcome: 'no-key' });
    expect(await ledgerConditions.find(({ name }) => name === 'ledger-signing')?.read(app)).toMatchObject({
      well: true,
      says: expect.stringContaining('does not sign'),
    });
  });

  test('a key that others can read signs nothing', async () => {
    const h = house();
    await writeThings(h, 1);
    await sealAll(h);
    h.clock.moveBy(1_000);
    await expect(signNewest(elsewhere(h, signingWith(freshKeyFile(0o644))))).rejects.toThrow(/readable by others/);
  });

  test('every checkpoint is copied into a file a day, once, and behind a note that was cut off a further file begins', async () => {
    const h = house();
    const { db } = h.app.database;
    const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'interlock-checkpoints-')), 'copies');
    const app = elsewhere(h, signingWith(keyFile, { copyTo: folder }));
    const copy = copyingTo();
    await copy(app);
    await copy(app);
    const all = (await checkpointsBelow(db, Number.MAX_SAFE_INTEGER, 100)).toReversed().map((one) => one.note);
    expect(all.length).toBeGreaterThan(5);
    expect(notesIn(folder)).toEqual(all);
    const file = path.join(folder, `checkpoints-${h.clock.now().toISOString().slice(0, 10)}.txt`);
    const whole = readFileSync(file, 'utf8');
    writeFileSync(file, whole.slice(0, -20));
    await copyingTo()(app);
    expect(notesIn(folder)).toEqual(all);
    expect(readFileSync(file.replace('.txt', '-2.txt'), 'utf8')).toBe(all.at(-1));
    rmSync(path.dirname(folder), { recursive: true });
  });

  test.each([
    "update ledger.checkpoint set note = 'x'",
    'delete from ledger.checkpoint',
    "update ledger.signing_key set vkey = 'x'",
    'delete from ledger.signing_key',
    "update ledger.log set origin = 'x'",
  ])('the role of the application cannot %s', async (statement) => {
    await expect(sql.raw(statement).execute(house().app.database.db)).rejects.toThrow(/permission denied/);
  });
});
