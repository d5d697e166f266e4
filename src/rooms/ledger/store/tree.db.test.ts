import { createHash } from 'node:crypto';
import { type KyselyPlugin, sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { useHouse } from '../../../../tests/support/house.ts';
import { type Db, openDatabase } from '../../../foundation/database/database.ts';
import { consistencyParts, inclusionParts } from '../core/proofs.ts';
import { consistencyFault, inclusionFault } from '../core/verify-proof.ts';
import { asSuperuser, sealAll, writeThings } from '../testing/things.ts';
import { seal } from './seal.ts';
import { proofOf, rootAt, takeUpSealed } from './tree.ts';

const house = useHouse();

async function leavesOf(db: Db): Promise<readonly Buffer[]> {
  const { rows } = await sql<{ hash: Buffer }>`
    select e.hash from ledger.place p join ledger.entry e on e.id = p.entry_id order by p.seq`.execute(db);
  return rows.map((row) => row.hash);
}

/** RFC 9162 word for word, over all leaves. */
function naiveRoot(leaves: readonly Uint8Array[]): Buffer {
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return Buffer.from(only);
  const k = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  const parts = [Uint8Array.of(1), naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k))];
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

/** The kept tree is complete, has nothing too much, and its root is that of the entries; each size between has its own. */
async function expectWhole(db: Db): Promise<number> {
  const leaves = await leavesOf(db);
  const { rows } = await sql<{ nodes: number; size: number; last: number }>`
    select (select count(*)::int from ledger.node) as nodes, tree_size as size, last_seq as last from ledger.sealer`.execute(db);
  const complete = Array.from({ length: 30 }, (_, level) => Math.floor(leaves.length / 2 ** (level + 1)));
  expect(rows[0]).toEqual({
    nodes: complete.reduce((sum, count) => sum + count, 0),
    size: leaves.length,
    last: leaves.length,
  });
  for (const size of new Set(
    [1, 2, leaves.length >> 1, leaves.length - 1, leaves.length].filter((one) => one > 0 && one <= leaves.length),
  ))
    expect((await rootAt(db, size)).toString('hex'), `root at ${size}`).toBe(naiveRoot(leaves.slice(0, size)).toString('hex'));
  return leaves.length;
}

/** Kills the connections of a database after its n-th statement, as a crash of the server process would. */
function killAfter(statements: number, kill: () => Promise<void>): KyselyPlugin {
  let seen = 0;
  return {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      seen += 1;
      if (seen === statements) await kill();
      return result;
    },
  };
}

describe('the kept tree', () => {
  test('grows with the sequence, in batches of any size, and proves every entry and every earlier size', async () => {
    const h = house();
    const { db } = h.app.database;
    const sizes: number[] = [];
    for (const count of [1, 1, 2, 5, 17, 64, 3]) {
      await writeThings(h, count);
      await sealAll(h);
      sizes.push(await expectWhole(db));
    }
    const leaves = await leavesOf(db);
    const [size, root] = [leaves.length, await rootAt(db, leaves.length)];
    for (let index = 0; index < size; index += 7) {
      const proof = await proofOf(db, inclusionParts(index, size));
      expect(inclusionFault({ index, size, leaf: leaves[index] ?? root, proof, root })).toBeNull();
    }
    for (const from of sizes) {
      const proof = await proofOf(db, consistencyParts(from, size));
      expect(consistencyFault({ from, to: size, fromRoot: await rootAt(db, from), toRoot: root, proof })).toBeNull();
    }
  });

  test('a sealer that is killed after any of its statements leaves places and tree as one, and the next goes on', async () => {
    const h = house();
    let survived = 0;
    for (let statements = 1; statements <= 8; statements++) {
      await writeThings(h, 6);
      const doomed = openDatabase(h.database.appUrl, { max: 1 });
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(doomed.db);
      const kill = () => asSuperuser(h, `select pg_terminate_backend(${rows[0]?.pid ?? 0})`);
      await seal(doomed.db.withPlugin(killAfter(statements, kill)), h.clock.now()).catch(() => {
        survived += 1;
      });
      await doomed.close();
      await expectWhole(h.app.database.db);
      await sealAll(h);
      await expectWhole(h.app.database.db);
    }
    expect(survived).toBeGreaterThanOrEqual(4);
  });

  test('two sealers and a clock that steps back write every node once', async () => {
    const h = house();
    const other = openDatabase(h.database.appUrl, { max: 2 });
    const early = new Date(h.clock.now().getTime() - 3_600_000);
    for (let round = 0; round < 5; round++) {
      await writeThings(h, 9);
      await Promise.all([seal(h.app.database.db, h.clock.now()), seal(other.db, early), seal(other.db, early)]);
    }
    await other.close();
    await sealAll(h);
    await expectWhole(h.app.database.db);
  });

  test('entries that an older version sealed are taken up, killed half-way they go on, and sealing does not wait', async () => {
    const h = house();
    const { db } = h.app.database;
    await writeThings(h, 30);
    await sealAll(h);
    await asSuperuser(h, 'truncate ledger.node; update ledger.sealer set tree_size = 0');
    await writeThings(h, 4);
    await sealAll(h);
    expect((await sql<{ size: number }>`select tree_size as size from ledger.sealer`.execute(db)).rows[0]?.size).toBe(0);
    for (let statements = 2; statements <= 6; statements++) {
      const doomed = openDatabase(h.database.appUrl, { max: 1 });
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(doomed.db);
      const kill = () => asSuperuser(h, `select pg_terminate_backend(${rows[0]?.pid ?? 0})`);
      await takeUpSealed(doomed.db.withPlugin(killAfter(statements, kill))).catch(() => undefined);
      await doomed.close();
    }
    await takeUpSealed(db);
    expect(await takeUpSealed(db)).toBe(0);
    await expectWhole(db);
    await writeThings(h, 3);
    await sealAll(h);
    await expectWhole(db);
  });

  test('a tree that lost its edge stops no sealing, and does not grow over the gap', async () => {
    const h = house();
    const { db } = h.app.database;
    const before = await expectWhole(db);
    await asSuperuser(h, 'create table ledger.kept as table ledger.node; delete from ledger.node where level > 0');
    await writeThings(h, 2);
    await sealAll(h);
    const { rows } = await sql<{ size: number; last: number }>`
      select tree_size as size, last_seq as last from ledger.sealer`.execute(db);
    expect(rows[0]?.size).toBe(before);
    expect(rows[0]?.last).toBeGreaterThan(before);
    await expect(takeUpSealed(db)).rejects.toThrow(/lost the subtree/);
    await asSuperuser(h, 'insert into ledger.node select * from ledger.kept; drop table ledger.kept');
    await takeUpSealed(db);
    await expectWhole(db);
  });

  test.each(["update ledger.node set hash = '\\x00'", 'delete from ledger.node', 'truncate ledger.node'])(
    'the role of the application cannot %s',
    async (statement) => {
      await expect(sql.raw(statement).execute(house().app.database.db)).rejects.toThrow(/permission denied/);
    },
  );
});
