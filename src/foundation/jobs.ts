import { sql } from 'kysely';
import { openJobLocks } from './job-locks.ts';
import type { Services } from './services.ts';

/** Work that repeats. Among all processes that share the database one runs it at a time; its actor is the schedule (`systemActor`). */
export type Job = { readonly name: string; readonly everyMs: number; readonly run: (app: Services) => Promise<void> };

export type RunningJobs = { readonly stop: () => Promise<void>; readonly runNow: (name: string) => Promise<void> };

const repeatMs = 60_000;

/** A job that keeps failing (the database is away) is told at once and then each minute, not at each of its turns. */
function failuresOf(app: Services) {
  const failing = new Map<string, { turns: number; toldAt: number }>();
  return {
    failed: (job: Job, err: unknown): void => {
      const known = failing.get(job.name) ?? { turns: 0, toldAt: Number.NEGATIVE_INFINITY };
      known.turns += 1;
      if (performance.now() - known.toldAt >= repeatMs) {
        known.toldAt = performance.now();
        app.log.error({ err, job: job.name, turns: known.turns }, 'a job failed; its next turn tries again');
      }
      failing.set(job.name, known);
    },
    worked: (job: Job): void => {
      const known = failing.get(job.name);
      if (known === undefined) return;
      failing.delete(job.name);
      app.log.warn({ job: job.name, turns: known.turns }, 'a job works again after turns that failed');
    },
  };
}

/** Starts the jobs of this process. A failed run is logged with its cause; the next turn tries again. */
export function startJobs(app: Services, jobs: readonly Job[]): RunningJobs {
  let stopped = false;
  const { failed, worked } = failuresOf(app);
  const locks = openJobLocks(app.database.url, (error) => app.log.warn({ err: error }, 'the session of the jobs was lost'));
  const timers = new Set<NodeJS.Timeout>();
  const underway = new Set<Promise<void>>();

  const turn = (job: Job): void => {
    if (stopped) return;
    const run = locks
      .alone(job.name, () => job.run(app))
      .then(() => worked(job))
      .catch((error: unknown) => failed(job, error))
      .finally(() => {
        underway.delete(run);
        plan(job);
      });
    underway.add(run);
  };
  const plan = (job: Job): void => {
    if (stopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      turn(job);
    }, job.everyMs);
    timer.unref();
    timers.add(timer);
  };
  for (const job of jobs) plan(job);

  return {
    stop: async () => {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(underway);
      await locks.close();
    },
    runNow: async (name) => {
      const job = jobs.find((candidate) => candidate.name === name);
      if (job === undefined) throw new Error(`no job is called ${name}`);
      await job.run(app);
    },
  };
}

/** Housekeeping of the foundation's own tables. */
export const foundationJobs: readonly Job[] = [
  {
    name: 'foundation.prune',
    everyMs: 600_000,
    run: async (app) => {
      await sql`delete from foundation.outbox where at < now() - interval '3 days'`.execute(app.database.db);
      await sql`delete from foundation.idempotency where at < now() - interval '24 hours'`.execute(app.database.db);
    },
  },
];
