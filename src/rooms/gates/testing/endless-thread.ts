import { parentPort } from 'node:worker_threads';

/** A thread that takes a job and never answers: what the guard must never let through, for tests of the deadline. */
parentPort?.on('message', () => {
  for (;;);
});
parentPort?.postMessage('ready');
