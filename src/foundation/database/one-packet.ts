import { Writable } from 'node:stream';
import type { PoolClient } from 'pg';

function streamOf(client: PoolClient): Writable | null {
  const connection: unknown = Reflect.get(client, 'connection');
  const stream: unknown = typeof connection === 'object' && connection !== null ? Reflect.get(connection, 'stream') : null;
  return stream instanceof Writable ? stream : null;
}

/** Statements that are sent within `send` go out in one packet, in their order (the driver's pipeline mode). */
export function inOnePacket<T>(client: PoolClient, send: () => T): T {
  const stream = streamOf(client);
  stream?.cork();
  try {
    return send();
  } finally {
    stream?.uncork();
  }
}
