import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { answerLater } from './answer-later.ts';
import { beginLate } from './begin-late.ts';
import { commitAlong } from './commit-along.ts';
import { oneConnectionEach } from './one-connection.ts';
import { packTurns } from './pack-turns.ts';
import { prepareOftenSent } from './prepared.ts';

/** Any room's view of the database: `db.withTables<RoomTables>()` gives it its own tables and nobody else's. */
export type Db = Kysely<unknown>;
export type Tx = Transaction<unknown>;

export type Database = {
  readonly db: Db;
  readonly pool: pg.Pool;
  readonly url: string;
  readonly close: () => Promise<void>;
};

const int8 = 20;
const timestamptz = 1184;

function parserFor(oid: number, format?: 'text' | 'binary') {
  // Sequence numbers and counts stay far below 2^53; a string would only invite wrong comparisons.
  if (oid === int8) return Number;
  // The server speaks UTC ('2026-11-24 18:00:00.123+00'): the constructor of Date reads it once the blank is a T and the offset whole.
  if (oid === timestamptz) return (text: string) => new Date(`${text.replace(' ', 'T')}:00`);
  return pg.types.getTypeParser(oid, format);
}

/** Opens a pool. Every connection speaks UTC; a statement that hangs is cut after a minute. */
export function openDatabase(
  url: string,
  options: { readonly max?: number; readonly onError?: (error: Error) => void; readonly oneEach?: boolean } = {},
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 5_000,
    options: '-c timezone=UTC -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000',
    types: { getTypeParser: parserFor },
    pipeline: true,
  });
  let closing = false;
  const lost = (error: Error): void => {
    // The pool hangs the whole client on it, with the secret that cancels its statements: nothing for a log.
    Reflect.deleteProperty(error, 'client');
    // A connection that is being closed may still hear that the server is going down: nothing is lost by it.
    if (!closing) options.onError?.(error);
  };
  // An idle connection that the server closed (restart, kill) is dropped by the pool; unheard, the event would end the process.
  pool.on('error', lost);
  // So would that of a connection in use that breaks: its statement fails and tells whoever waits for it.
  pool.on('connect', (client) => void client.on('error', lost));
  pool.on('connect', packTurns);
  pool.on('connect', prepareOftenSent);
  pool.on('connect', commitAlong);
  pool.on('connect', beginLate);
  pool.on('connect', answerLater);
  if (options.oneEach === true) oneConnectionEach(pool);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const close = async (): Promise<void> => {
    closing = true;
    await db.destroy();
    // A query builder that was never asked leaves the pool it was given open.
    if (!pool.ended) await pool.end();
  };
  return { db, pool, url, close };
}
