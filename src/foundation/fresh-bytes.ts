import { randomFillSync } from 'node:crypto';

const pool = Buffer.alloc(4096);
let at = pool.length;

/**
 * Random bytes from the system's source, drawn in bulk: one call to it for each salt and id took a fiftieth of an act. What was given out is forgotten here.
 * @param size at most 4,096.
 */
export function freshBytes(size: number): Buffer {
  if (at + size > pool.length) {
    randomFillSync(pool);
    at = 0;
  }
  const given = Buffer.from(pool.subarray(at, at + size));
  pool.fill(0, at, at + size);
  at += size;
  return given;
}
