import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { BenchDatabase } from './cluster.ts';

/** A ledger that was filled at one stroke is verified by the server at its first turn; this is longer than it takes. */
const longestMs = 1_200_000;

/**
 * Waits until the server has verified the ledger that was laid down before its start. In use that happens as entries come, and as a whole once a day;
 * a comparison of sizes that ran beside it would measure the verification of a million entries on the larger side alone.
 */
export async function settled(database: BenchDatabase): Promise<void> {
  const client = new pg.Client({ connectionString: database.superUrl });
  await client.connect();
  try {
    for (const until = performance.now() + longestMs; performance.now() < until; await sleep(1_000)) {
      const { rows } = await client.query<{ done: boolean }>(
        `select full_at is not null and size >= coalesce((select max(size) from ledger.checkpoint), 0) as done from ledger.self_check`,
      );
      if (rows[0]?.done === true) return;
    }
    throw new Error(`the server did not verify the ledger of ${database.name} within ${longestMs / 60_000} minutes`);
  } finally {
    await client.end();
  }
}
