import type { Clock } from '../../../foundation/clock.ts';

/** Thrown by `inTime` where the time is over. */
export class TooSlow extends Error {}

/** How often the clock is looked at while nothing comes. */
const lookEveryMs = 1_000;

/**
 * What comes in, as long as its time lasts: whoever sends a byte a minute, or nothing at all, holds nothing open for ever.
 * @throws TooSlow within a second after the time is over.
 */
export async function* inTime(incoming: AsyncIterable<Buffer>, clock: Clock, mostMs: number): AsyncGenerator<Buffer> {
  const pieces = incoming[Symbol.asyncIterator]();
  const ends = clock.now().getTime() + mostMs;
  const isOver = (): boolean => clock.now().getTime() >= ends;
  const over = Promise.withResolvers<'over'>();
  const looking = setInterval(() => isOver() && over.resolve('over'), lookEveryMs);
  try {
    for (;;) {
      const next = await Promise.race([pieces.next(), over.promise]);
      if (next === 'over' || isOver()) throw new TooSlow();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    clearInterval(looking);
    // Not waited for: it ends when the piece comes that was asked for, and that may be never.
    pieces.return?.().catch(() => undefined);
  }
}
