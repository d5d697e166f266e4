import { sql } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import { useHouse } from '../../tests/support/house.ts';
import { type Job, startJobs } from './jobs.ts';

const poolSize = 2;
const house = useHouse({ poolSize });

test('many jobs that are due at once leave connections to work with, and none of them waits for another', async () => {
  const { app } = house();
  const turns = new Map<string, number>();
  const failures: unknown[] = [];
  let enough: () => void = () => undefined;
  const all = new Promise<void>((resolve) => {
    enough = resolve;
  });
  const jobs = Array.from({ length: poolSize * 4 }, (_, n): Job => {
    const name = `foundation.test-${n}`;
    return {
      name,
      everyMs: 1,
      run: async () => {
        await sql`select 1`.execute(app.database.db).catch((error: unknown) => failures.push(error));
        turns.set(name, (turns.get(name) ?? 0) + 1);
        if (jobs.every((job) => (turns.get(job.name) ?? 0) >= 3)) enough();
      },
    };
  });
  const running = startJobs(app, jobs);
  await all;
  await running.stop();
  expect(failures).toEqual([]);
});

test('a session of locks that is ended is opened anew, and the jobs go on', async () => {
  const { app, database } = house();
  const superuser = new pg.Client({ connectionString: database.superUrl });
  await superuser.connect();
  let turn = 0;
  let [again, enough] = [() => {}, () => {}];
  const first = new Promise<void>((resolve) => {
    again = resolve;
  });
  const third = new Promise<void>((resolve) => {
    enough = resolve;
  });
  const run = async (): Promise<void> => {
    turn += 1;
    if (turn === 1) again();
    if (turn === 3) enough();
  };
  const running = startJobs(app, [{ name: 'foundation.test-lost', everyMs: 1, run }]);
  await first;
  const { rowCount } = await superuser.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ~ 'pg_(try_advisory_lock|advisory_unlock)' and pid <> pg_backend_pid()`,
  );
  expect(rowCount).toBeGreaterThan(0);
  turn = 1;
  await third;
  await running.stop();
  await superuser.end();
});
