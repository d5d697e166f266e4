import { Socket } from 'node:net';
import { sql } from 'kysely';
import pg from 'pg';
import { describe, expect, test, vi } from 'vitest';
import { useHouse } from '../../../tests/support/house.ts';
import { done } from '../refusal.ts';
import { transact } from '../transact.ts';
import { answeredLater, type Later } from './answer-later.ts';
import { lastOfTransaction } from './commit-along.ts';
import { openDatabase } from './database.ts';

const house = useHouse();

describe('statements that are sent often', () => {
  test('are prepared in their connection after the third time', async () => {
    const database = openDatabase(house().database.appUrl, { max: 1 });
    const ask = (n: number) => sql<{ twice: number }>`select ${n}::int * 2 as twice /* asked often */`.execute(database.db);
    for (let n = 0; n < 6; n++) expect((await ask(n)).rows).toEqual([{ twice: n * 2 }]);
    const { rows } = await database.pool.query(
      `select count(*)::int as n from pg_prepared_statements where statement like '%asked often%' and name <> ''`,
    );
    expect(rows[0]?.n).toBe(1);
    await database.close();
  });

  test('are asked for their columns once, with and without rows, and answer as before', async () => {
    const { appUrl } = house().database;
    const database = openDatabase(appUrl, { max: 1 });
    const client = await database.pool.connect();
    const described = vi.spyOn(Reflect.get(client, 'connection'), 'describe');
    const one = (n: number) => client.query('select $1::int as n, $2::text as "often described"', [n, n === 4 ? null : 'text']);
    const none = () => client.query('update foundation.outbox set version = version where false and topic = $1', ['often']);
    for (let n = 0; n < 6; n++) {
      expect(await one(n)).toMatchObject({ rowCount: 1, rows: [{ n, 'often described': n === 4 ? null : 'text' }] });
      expect(await none()).toMatchObject({ command: 'UPDATE', rowCount: 0, rows: [] });
    }
    // Twice with its text, once as it is prepared.
    expect(described).toHaveBeenCalledTimes(6);
    client.release();
    await database.close();
  });

  test('that fail leave their columns as they are', async () => {
    const database = openDatabase(house().database.appUrl, { max: 1 });
    const divide = (n: number) => database.pool.query('select 12 / $1::int as "often divided"', [n]);
    for (const n of [1, 2, 3, 4]) expect((await divide(n)).rows).toEqual([{ 'often divided': 12 / n }]);
    await expect(divide(0)).rejects.toThrow('division by zero');
    expect((await divide(6)).rows).toEqual([{ 'often divided': 2 }]);
    await database.close();
  });

  test('go on working when a migration changes the table under them', async () => {
    const database = openDatabase(house().database.ownerUrl, { max: 1 });
    await database.pool.query('create table foundation.changing (id int primary key)');
    const all = () => sql<{ id: number }>`select * from foundation.changing where id >= ${0}`.execute(database.db);
    await database.pool.query('insert into foundation.changing values (1)');
    for (let n = 0; n < 6; n++) expect((await all()).rows).toEqual([{ id: 1 }]);
    await database.pool.query('alter table foundation.changing add column name text');
    for (let n = 0; n < 6; n++) expect((await all()).rows).toEqual([{ id: 1, name: null }]);
    await database.pool.query('drop table foundation.changing');
    await database.close();
  });
});

describe('a statement that is answered later', () => {
  type Row = { readonly n: number };
  const soon = (n: number) => sql<Later<Row>>`select 10 / ${n}::int as n ${sql.raw(answeredLater)}`;

  test('is sent before the next and gives its rows when they are asked for', async () => {
    const { db } = house().app.database;
    const [first, second] = await db.transaction().execute(async (tx) => {
      const early = await soon(5).execute(tx);
      const next = await sql<Row>`select ${7}::int as n`.execute(tx);
      return [(await early.rows[0]?.later)?.[0]?.n, next.rows[0]?.n];
    });
    expect([first, second]).toEqual([2, 7]);
  });

  test('fails whoever waits for it, and its transaction', async () => {
    const { db } = house().app.database;
    let why: unknown = null;
    const work = db.transaction().execute(async (tx) => {
      const early = await soon(0).execute(tx);
      early.rows[0]?.later.catch((error: unknown) => {
        why = error;
      });
      await sql`select ${1}::int`.execute(tx);
    });
    await expect(work).rejects.toThrow(/current transaction is aborted/);
    expect(String(why)).toMatch(/division by zero/);
    expect((await sql<Row>`select 1 as n`.execute(db)).rows).toEqual([{ n: 1 }]);
  });
});

test('what a connection is given in one turn goes out in one packet', async () => {
  const { db } = house().app.database;
  const sent = await db.connection().execute(async (one) => {
    const packets = vi.spyOn(Socket.prototype, '_writev');
    const plain = vi.spyOn(Socket.prototype, '_write');
    try {
      await one.transaction().execute(async (tx) => {
        await sql<Later<object>>`select ${1}::int as n ${sql.raw(answeredLater)}`.execute(tx);
        await sql`select ${2}::int as n`.execute(tx);
        await sql.raw(`select 3 as n ${lastOfTransaction}`).execute(tx);
      });
      return packets.mock.calls.length + plain.mock.calls.length;
    } finally {
      packets.mockRestore();
      plain.mockRestore();
    }
  });
  // BEGIN with the first two, the last with COMMIT.
  expect(sent).toBe(2);
});

describe('a transaction', () => {
  test('begins with its first statement, and one without any statement ends well', async () => {
    const { db } = house().app.database;
    const ids = await db.transaction().execute(async (tx) => {
      const first = await sql<{ xid: string }>`select pg_current_xact_id()::text as xid where ${1}::int = 1`.execute(tx);
      const second = await sql<{ xid: string }>`select pg_current_xact_id()::text as xid`.execute(tx);
      return [first.rows[0]?.xid, second.rows[0]?.xid];
    });
    expect(ids[0]).toBe(ids[1]);
    await db.transaction().execute(async () => undefined);
    await expect(
      db.transaction().execute(async (tx) => {
        await sql`select 1 / ${0}::int`.execute(tx);
      }),
    ).rejects.toThrow(/division by zero/);
    expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
  });

  test('a connection that is ended in its middle fails the transaction and nothing else', async () => {
    const { db } = house().app.database;
    const superuser = new pg.Client({ connectionString: house().database.superUrl });
    await superuser.connect();
    await expect(
      db.transaction().execute(async (tx) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
        await superuser.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
        for (;;) await sql`select pg_sleep(0.01)`.execute(tx);
      }),
    ).rejects.toThrow();
    await superuser.end();
    expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
  });
});

describe('the last statement of a transaction', () => {
  const last = sql.raw(` ${lastOfTransaction}`);

  /** A table of its own, written by two statements of one transaction, the second being the last. */
  async function withTable(
    work: (table: {
      readonly write: (second: number, more?: string) => Promise<unknown>;
      readonly rows: () => Promise<readonly number[]>;
      readonly owner: pg.Pool;
    }) => Promise<void>,
  ): Promise<void> {
    const database = openDatabase(house().database.ownerUrl, { max: 1 });
    await database.pool.query('create table foundation.written (id int primary key check (id < 100))');
    try {
      await work({
        owner: database.pool,
        write: (second, more) =>
          database.db.transaction().execute(async (tx) => {
            await sql`insert into foundation.written (id) select coalesce(max(id), 0) + 1 from foundation.written where id < ${50}::int`.execute(
              tx,
            );
            await sql`insert into foundation.written (id) values (${second}) returning *${last}`.execute(tx);
            if (more !== undefined) await sql.raw(more).execute(tx);
          }),
        rows: async () =>
          (await sql<{ id: number }>`select id from foundation.written order by id`.execute(database.db)).rows.map(
            ({ id }) => id,
          ),
      });
    } finally {
      await database.pool.query('drop table foundation.written');
      await database.close();
    }
  }

  test('commits it: what others see is there once it is answered', () =>
    withTable(async ({ write, rows }) => {
      await write(50);
      expect(await rows()).toEqual([1, 50]);
    }));

  test('takes all of it back when it fails, and the connection goes on', () =>
    withTable(async ({ write, rows }) => {
      await expect(write(100)).rejects.toThrow(/check constraint/);
      expect(await rows()).toEqual([]);
      await write(50);
      expect(await rows()).toEqual([1, 50]);
    }));

  test('is not sent a second time, outside of its transaction, when its plan is outdated', () =>
    withTable(async ({ write, rows, owner }) => {
      for (let n = 50; n < 56; n++) await write(n);
      const before = await rows();
      await owner.query('alter table foundation.written add column name text');
      await expect(write(60)).rejects.toThrow('cached plan must not change result type');
      expect(await rows()).toEqual(before);
      await write(60);
      expect(await rows()).toEqual([...before, 7, 60].toSorted((one, other) => one - other));
    }));

  test('is the last: what is asked after it is a fault, told to whoever wrote it', () =>
    withTable(async ({ write }) => {
      await expect(write(50, 'select 1 / 0')).rejects.toThrow('nothing may follow that statement');
    }));
});

describe('an act', () => {
  test('that asks for a second connection while it holds one is a fault in tests, not a stall under load', async () => {
    const h = house();
    const someone = await h.someone(['administrator']);
    const { db } = h.app.database;
    const nested = transact(h.callAs(someone.actor), async () => {
      await sql`select 1`.execute(db);
      return done(null);
    });
    await expect(nested).rejects.toThrow('read through the transaction');
    expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
  });
});
