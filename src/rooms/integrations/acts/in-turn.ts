/**
 * Runs costly work one piece at a time in this process. Those that wait are few: null says that too many wait already.
 * @param waitAtMost how many may wait behind the one that runs.
 */
export function oneAtATime(waitAtMost: number): <T>(run: () => Promise<T>) => Promise<T | null> {
  let last: Promise<unknown> = Promise.resolve();
  let present = 0;
  return async (run) => {
    if (present > waitAtMost) return null;
    present += 1;
    const turn = last.then(run);
    last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      present -= 1;
    }
  };
}
