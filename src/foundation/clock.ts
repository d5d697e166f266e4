/** The server's clock, the only source of time. Tests pass one that they move by hand. */
export type Clock = { readonly now: () => Date };

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved; for tests of deadlines. */
export function handClock(start: Date): Clock & { readonly moveTo: (time: Date) => void; readonly moveBy: (ms: number) => void } {
  let current = start.getTime();
  return {
    now: () => new Date(current),
    moveTo: (time) => {
      current = time.getTime();
    },
    moveBy: (ms) => {
      current += ms;
    },
  };
}
