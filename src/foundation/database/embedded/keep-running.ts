import { hasCluster, placeOf } from './place.ts';
import { processIdentity } from './processes.ts';
import { type EmbeddedOptions, type EmbeddedServer, startEmbedded } from './start-embedded.ts';

export type Kept = {
  /** Watches no longer and stops the server that runs now. */
  readonly stop: () => Promise<void>;
};

/**
 * Looks every `everyMs` whether the server still runs, and starts it again where it was killed or fell over: what was acknowledged is on disk, and its port stays, so
 * that whoever holds its address finds it again. A start that fails is told and tried again at the next look. Where the cluster itself is gone nothing is started: a
 * new and empty one would be taken for the old.
 */
export function keepRunning(first: EmbeddedServer, options: EmbeddedOptions, everyMs = 500): Kept {
  const say = options.say ?? (() => undefined);
  let server = first;
  let identity = processIdentity(first.pid);
  let failure = '';
  let working: Promise<void> | null = null;
  const restart = async (): Promise<void> => {
    try {
      if (!hasCluster(placeOf(server.dataDir, options.purpose).cluster))
        throw new Error(`${server.dataDir} holds no database any more`);
      if (failure === '') say('The database server ended and is started again.');
      server = await startEmbedded(options);
      identity = processIdentity(server.pid);
      failure = '';
      say('The database server runs again.');
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (why !== failure) say(`The database server could not be started again: ${why}`);
      failure = why;
    }
  };
  const timer = setInterval(() => {
    if (working !== null || processIdentity(server.pid) === identity) return;
    working = restart().finally(() => {
      working = null;
    });
  }, everyMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await working;
      await server.stop();
    },
  };
}
