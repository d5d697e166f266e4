import { Writable } from 'node:stream';
import type { PoolClient } from 'pg';

function streamOf(client: PoolClient): Writable | null {
  const connection: unknown = Reflect.get(client, 'connection');
  const stream: unknown = typeof connection === 'object' && connection !== null ? Reflect.get(connection, 'stream') : null;
  return stream instanceof Writable ? stream : null;
}

/**
 * Statements that a connection is given in one turn of the event loop, before anything is waited for from outside, go out in one packet, in their order (the
 * driver's pipeline mode). A packet costs an act as much processor time as all of its rules (npm run bench).
 */
export function packTurns(client: PoolClient): void {
  const query: unknown = Reflect.get(client, 'query');
  if (typeof query !== 'function') throw new Error('the driver has no query');
  let corked = false;
  const value = (...args: readonly unknown[]): unknown => {
    const stream = corked ? null : streamOf(client);
    if (stream !== null) {
      corked = true;
      stream.cork();
      // Runs once no promise is left that could be carried on without the world outside.
      process.nextTick(() => {
        corked = false;
        stream.uncork();
      });
    }
    return Reflect.apply(query, client, args);
  };
  Object.defineProperty(client, 'query', { value, configurable: true, writable: true });
}
