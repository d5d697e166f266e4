import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Variables } from '../core/expression/variables.ts';

export type RunJob = {
  readonly text: string;
  readonly variables: Variables;
  readonly values: Readonly<Record<string, number | boolean | string>>;
};
/** What came out, or in words why nothing did. */
export type Ran = { readonly value: number | boolean } | { readonly error: string };

export type Runner = {
  /** Runs one expression after the other; each ends by its deadline, with a value or with the reason why there is none. */
  readonly run: (job: RunJob) => Promise<Ran>;
  readonly stop: () => Promise<void>;
};

const answer = z.union([
  z.object({ id: z.int(), value: z.union([z.number(), z.boolean()]) }),
  z.object({ id: z.int(), error: z.string() }),
]);

type Options = {
  /** From the moment the thread has the expression until its answer is there. */
  readonly deadlineMs?: number;
  /** A thread that does not come up by then counts as an answer that never came. */
  readonly startMs?: number;
  readonly thread?: URL;
};

/** Megabytes: many times what an expression of the longest text needs. */
const memory = { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 8, stackSizeMb: 2 };

/**
 * Expressions run in a thread of their own, which is kept (a fresh one costs about 100 ms) and ended when it does not answer in time: the guard bounds the
 * work of an expression, the deadline bounds it if the guard is wrong.
 */
export function startRunner({
  deadlineMs = 500,
  startMs = 15_000,
  thread = new URL('./expression-worker.ts', import.meta.url),
}: Options = {}): Runner {
  let worker: Worker | null = null;
  let ready = false;
  let last: Promise<unknown> = Promise.resolve();
  let counter = 0;

  const end = async (): Promise<void> => {
    const ended = worker;
    worker = null;
    ready = false;
    await ended?.terminate();
  };

  /** The next message that `take` accepts; null when the thread ended or the time is over. */
  const next = <T>(from: Worker, ms: number, take: (message: unknown) => T | null): Promise<T | null> =>
    new Promise((resolve) => {
      const stop = (value: T | null) => {
        clearTimeout(timer);
        from.off('message', hear).off('error', fail).off('exit', fail);
        resolve(value);
      };
      const hear = (message: unknown) => {
        const taken = take(message);
        if (taken !== null) stop(taken);
      };
      const fail = () => stop(null);
      const timer = setTimeout(fail, ms);
      from.on('message', hear).on('error', fail).on('exit', fail);
    });

  const present = async (): Promise<Worker | null> => {
    if (worker !== null && ready) return worker;
    const started = new Worker(thread, { resourceLimits: memory });
    // The process may end while the thread is idle; an error that nobody waits for ends the thread and is met by the next run.
    started.unref();
    started.on('error', () => undefined);
    started.on('exit', () => {
      if (worker !== started) return;
      worker = null;
      ready = false;
    });
    worker = started;
    ready = (await next(started, startMs, (message) => (message === 'ready' ? true : null))) === true;
    if (!ready) await end();
    return ready ? started : null;
  };

  const runNow = async ({ text, variables, values }: RunJob): Promise<Ran> => {
    const on = await present();
    if (on === null) return { error: 'nothing that could compute it came up in time' };
    const id = ++counter;
    const heard = next(on, deadlineMs, (message) => {
      const parsed = answer.safeParse(message);
      return parsed.success && parsed.data.id === id ? parsed.data : null;
    });
    on.postMessage({ id, text, types: [...variables], values });
    const ran = await heard;
    if (ran !== null) return 'value' in ran ? { value: ran.value } : { error: ran.error };
    await end();
    return { error: `it did not end within ${deadlineMs} ms or took too much memory` };
  };

  return {
    run: (job) => {
      const mine = last.then(() => runNow(job));
      last = mine.catch(() => undefined);
      return mine;
    },
    stop: end,
  };
}

// One thread a process, as one pool of connections a process: it belongs to no house and knows nothing between two runs.
let kept: Runner | null = null;

/** Runs an expression in the thread of this process. */
export const runExpression = (job: RunJob): Promise<Ran> => {
  kept ??= startRunner();
  return kept.run(job);
};
