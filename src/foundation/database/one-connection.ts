import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';

const holding = new AsyncLocalStorage<true>();

/** Runs the inside of a transaction: what it calls holds a connection already and reads through that one. */
export const holdingOne = <T>(run: () => Promise<T>): Promise<T> => holding.run(true, run);

/**
 * Refuses a second connection to whoever holds one in a transaction. As many acts at once as the pool has connections, each waiting for its second,
 * would wait for each other until the pool gives up. For tests: there the mistake is a fault at once, not a stall under load.
 */
export function oneConnectionEach(pool: pg.Pool): void {
  const connect: unknown = Reflect.get(pool, 'connect');
  if (typeof connect !== 'function') throw new Error('the pool has no connect');
  const value = (...args: readonly unknown[]): unknown => {
    if (holding.getStore() === true)
      throw new Error('a second connection is asked for inside of a transaction: read through the transaction');
    return Reflect.apply(connect, pool, args);
  };
  Object.defineProperty(pool, 'connect', { value, configurable: true, writable: true });
}
