import { parentPort } from 'node:worker_threads';

/** A thread that takes a job and takes memory until it has none left, for tests of the bound. */
parentPort?.on('message', () => {
  const held: unknown[] = [];
  for (;;) held.push(new Array(100_000).fill(held.length));
});
parentPort?.postMessage('ready');
