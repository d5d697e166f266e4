import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { unreadAtMost, writerTo } from './events.ts';

test('a reader of live news who does not read is let go of, one who reads is not', () => {
  const piece = 'x'.repeat(100_000);
  const [deaf, reading] = [new PassThrough(), new PassThrough()];
  reading.resume();
  for (let n = 0; n < 30; n++) {
    writerTo(deaf)(piece);
    if (!reading.writableNeedDrain) writerTo(reading)(piece);
  }
  expect(deaf.destroyed).toBe(true);
  expect(deaf.writableLength).toBeLessThanOrEqual(unreadAtMost + 2 * piece.length);
  expect(reading.destroyed).toBe(false);
});
