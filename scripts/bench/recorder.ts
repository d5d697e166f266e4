import pg from 'pg';
import { pino } from 'pino';
import { type House, openHouse } from '../../src/entrances/house.ts';
import { systemClock } from '../../src/foundation/clock.ts';

export type Statement = { readonly text: string; readonly values: readonly unknown[] };

export type Recorder = {
  readonly house: House;
  /** The statements that a piece of work sends. With `undo` its transactions are rolled back where it would have committed them. */
  readonly record: (work: () => Promise<unknown>, how?: { readonly undo: boolean }) => Promise<readonly Statement[]>;
  readonly close: () => Promise<void>;
};

function statementIn(first: unknown, second: unknown): Statement | null {
  if (typeof first === 'string') return { text: first, values: Array.isArray(second) ? second : [] };
  if (typeof first !== 'object' || first === null || !('text' in first) || typeof first.text !== 'string') return null;
  return { text: first.text, values: 'values' in first && Array.isArray(first.values) ? first.values : [] };
}

const own = /interlock_news|pg_snapshot_xmin|foundation\.outbox\s+where/;

let heard: Statement[] | null = null;
let undoing = false;

/** Replaces the driver's function by one that listens, for all connections that are made from here on. */
function listenToDriver(): void {
  const original: unknown = Reflect.get(pg.Client.prototype, 'query');
  if (typeof original !== 'function') throw new Error('the driver has no query');
  if (original.name === 'listening') return;
  const value = function listening(this: pg.Client, ...args: readonly unknown[]): unknown {
    const statement = statementIn(args[0], args[1]);
    if (statement !== null && !own.test(statement.text)) heard?.push(statement);
    const ends = undoing && statement?.text.toLowerCase() === 'commit';
    return Reflect.apply(original, this, ends ? ['rollback', ...args.slice(1)] : args);
  };
  Object.defineProperty(pg.Client.prototype, 'query', { value, configurable: true, writable: true });
}

/** A house in this process, with settings of production and without jobs, whose statements can be listened to. */
export async function openRecorder(databaseUrl: string, poolSize = 10): Promise<Recorder> {
  listenToDriver();
  const house = await openHouse({
    databaseUrl,
    clock: systemClock,
    log: pino({ level: 'fatal' }),
    settings: { build: 'bench', checkReplies: false, secure: false, publicUrl: 'http://localhost' },
    ratePerMinute: 1_000_000_000,
    trustProxy: false,
    poolSize,
    runJobs: false,
  });
  return {
    house,
    record: (work, how = { undo: false }) => whileHeard(work, how.undo),
    close: () => house.close(),
  };
}

async function whileHeard(work: () => Promise<unknown>, undo: boolean): Promise<readonly Statement[]> {
  const list: Statement[] = [];
  heard = list;
  undoing = undo;
  try {
    await work();
  } catch (error) {
    // Kysely tells when a commit became a rollback; here that is what was asked for.
    if (!undo || !(error instanceof Error && /rolled back instead of committed/.test(error.message))) throw error;
  } finally {
    heard = null;
    undoing = false;
  }
  return list;
}
