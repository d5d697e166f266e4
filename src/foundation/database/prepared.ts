import type { PoolClient } from 'pg';
import { isLastOfTransaction } from './commit-along.ts';
import { NamedQuery } from './describe-once.ts';

const namedAfter = 3;
/** A prepared statement keeps its plan in each connection: some 30 kB of the server's memory, so their number is bounded. */
const most = 200;
const remembered = 2_000;

const uses = new Map<string, number>();
const names = new Map<string, string>();
const unfit = new Set<string>();
let given = 0;

/**
 * A plan that is made without looking at the values guesses ten elements for a list and a tenth of the rows for a limit; the calendar of 2,000 releases took
 * four times as long by such a plan. Pages and long lists are planned with their values each time.
 */
const fewElements = 20;
const dependsOnValues = (text: string, values: readonly unknown[]): boolean =>
  /\blimit\s+\$/i.test(text) || values.some((value) => Array.isArray(value) && value.length > fewElements);

/** The name of a statement that is sent often; null for one that is sent with its text each time. */
function nameOf(text: string): string | null {
  const known = names.get(text);
  if (known !== undefined) return known;
  const used = (uses.get(text) ?? 0) + 1;
  if (used < namedAfter || names.size >= most || unfit.has(text)) {
    if (uses.size >= remembered) uses.clear();
    uses.set(text, used);
    return null;
  }
  uses.delete(text);
  const name = `il_${++given}`;
  names.set(text, name);
  return name;
}

/** A migration changed a table under a prepared statement: PostgreSQL gives up rather than answer with other columns. */
export const isOutdatedPlan = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '0A000' && error.message.startsWith('cached plan must not change');

/**
 * Statements with parameters that are sent again and again are prepared in their connection: PostgreSQL parses them once and, where its own estimate
 * says so, plans them once. Half of an act's time in the database was planning (npm run bench). An outdated plan is left for good and the
 * statement sent as text; inside a transaction, which is lost then, `transact` runs it again.
 */
export function prepareOftenSent(client: PoolClient): void {
  const query: unknown = Reflect.get(client, 'query');
  if (typeof query !== 'function') throw new Error('the driver has no query');
  const send = (args: readonly unknown[]): unknown => Reflect.apply(query, client, args);
  const value = (...args: readonly unknown[]): unknown => {
    const [text, values] = args;
    if (args.length !== 2 || typeof text !== 'string' || !Array.isArray(values) || values.length === 0) return send(args);
    const name = dependsOnValues(text, values) ? null : nameOf(text);
    if (name === null) return send(args);
    const sent = new Promise<unknown>((resolve, reject) => {
      // The driver copies a configuration property by property, which takes as long as sending it; it takes a query of its own as it is.
      send([new NamedQuery(name, text, values, (error, result) => (error ? reject(error) : resolve(result)))]);
    });
    return sent.catch(async (error: unknown) => {
      if (!isOutdatedPlan(error)) throw error;
      unfit.add(text);
      names.delete(text);
      // Its transaction is over by now: sent again it would stand alone.
      if (isLastOfTransaction(text)) throw error;
      try {
        return await send(args);
      } catch {
        throw error;
      }
    });
  };
  Object.defineProperty(client, 'query', { value, configurable: true, writable: true });
}
