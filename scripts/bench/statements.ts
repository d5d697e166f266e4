import pg from 'pg';

export type Statement = { readonly text: string; readonly values: readonly unknown[] };

function statementIn(first: unknown, second: unknown): Statement | null {
  if (typeof first === 'string') return { text: first, values: Array.isArray(second) ? second : [] };
  if (typeof first !== 'object' || first === null || !('text' in first) || typeof first.text !== 'string') return null;
  return { text: first.text, values: 'values' in first && Array.isArray(first.values) ? first.values : [] };
}

const own = /interlock_news|pg_snapshot_xmin|foundation\.outbox\s+where/;

let heard: Statement[] | null = null;
let undoing = false;

/** Replaces the driver's function by one that listens, for all connections that are made from here on. */
export function listenToDriver(): void {
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

/** The statements that a piece of work sends, of all connections made since `listenToDriver`. */
export async function whileHeard(work: () => Promise<unknown>, undo = false): Promise<readonly Statement[]> {
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
