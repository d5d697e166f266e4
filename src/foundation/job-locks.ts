import pg from 'pg';

/** Advisory locks by name; the first number keeps them apart from other users of the same database. */
const lockSpace = 7421;
const patienceMs = 10_000;

export type JobLocks = {
  /** Runs `run` if no other process runs something of this name at this moment; else does nothing. */
  readonly alone: (name: string, run: () => Promise<void>) => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * The locks of all jobs of a process lie in one session of their own. Held each on a connection of the common pool, as many jobs due at once as it has
 * connections would keep all of them, and wait for one to work with. When the session is lost its locks are too; the next turn opens a new one, and
 * so it does after an error, whose session may still hold some.
 */
export function openJobLocks(url: string, onLost: (error: Error) => void): JobLocks {
  const session = new pg.Pool({
    connectionString: url,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: patienceMs,
    query_timeout: patienceMs,
  });
  session.on('error', onLost);
  const ask = async (statement: string, name: string): Promise<boolean> => {
    const { rows } = await session.query<{ mine: boolean }>(`select ${statement}($1, hashtext($2)) as mine`, [lockSpace, name]);
    return rows[0]?.mine === true;
  };
  return {
    alone: async (name, run) => {
      if (!(await ask('pg_try_advisory_lock', name))) return;
      try {
        await run();
      } finally {
        await ask('pg_advisory_unlock', name);
      }
    },
    close: () => session.end(),
  };
}
