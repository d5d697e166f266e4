import { pino } from 'pino';
import { type House, openHouse } from '../../src/entrances/house.ts';
import { systemClock } from '../../src/foundation/clock.ts';
import { listenToDriver, type Statement, whileHeard } from './statements.ts';

export type { Statement };

export type Recorder = {
  readonly house: House;
  /** The statements that a piece of work sends. With `undo` its transactions are rolled back where it would have committed them. */
  readonly record: (work: () => Promise<unknown>, how?: { readonly undo: boolean }) => Promise<readonly Statement[]>;
  readonly close: () => Promise<void>;
};

/** A house in this process, with settings of production and without jobs, whose statements can be listened to. */
export async function openRecorder(databaseUrl: string, poolSize = 10): Promise<Recorder> {
  listenToDriver();
  const house = await openHouse({
    databaseUrl,
    clock: systemClock,
    log: pino({ level: 'fatal' }),
    settings: { build: 'bench', checkReplies: false, secure: false, publicUrl: 'http://localhost' },
    ratePerMinute: 1_000_000_000,
    trustProxy: false,
    poolSize,
    runJobs: false,
  });
  return {
    house,
    record: (work, how = { undo: false }) => whileHeard(work, how.undo),
    close: () => house.close(),
  };
}
