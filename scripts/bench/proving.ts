import { openDatabase } from '../../src/foundation/database/database.ts';
import { consistencyParts, inclusionParts } from '../../src/rooms/ledger/core/proofs.ts';
import { signingState } from '../../src/rooms/ledger/store/checkpoints.ts';
import { proofOf } from '../../src/rooms/ledger/store/tree.ts';
import type { BenchDatabase } from './cluster.ts';
import { median } from './statistics.ts';

export type Proved = { readonly entries: number; readonly inclusionMs: number; readonly consistencyMs: number };

const times = 200;

/** Time to read and fold one proof, over entries and sizes spread through the whole log. */
export async function measureProofs(database: BenchDatabase): Promise<Proved> {
  const opened = openDatabase(database.appUrl, { max: 1 });
  try {
    const { treeSize: size } = await signingState(opened.db);
    const [inclusion, consistency]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < times; turn++) {
      // A stride that shares no factor with the size visits places all over the log.
      const index = (turn * 7_919_003) % size;
      const started = performance.now();
      await proofOf(opened.db, inclusionParts(index, size));
      const between = performance.now();
      await proofOf(opened.db, consistencyParts(index + 1, size));
      inclusion.push(between - started);
      consistency.push(performance.now() - between);
    }
    return { entries: size, inclusionMs: median(inclusion), consistencyMs: median(consistency) };
  } finally {
    await opened.close();
  }
}
