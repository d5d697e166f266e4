import { z } from 'zod';
import { ask } from './child-process.ts';
import type { BenchDatabase } from './cluster.ts';
import { interleaved, median } from './statistics.ts';

export type Verified = {
  readonly entries: number;
  readonly ours: number;
  readonly bare: number;
  readonly ratio: number;
  readonly mostMb: number;
};

const answer = z.object({ perSecond: z.number(), checked: z.number(), mostMb: z.number() });

/** Verification beside reading and hashing the same rows in bare Node, each in a process of its own, in turns. */
export async function compareVerification(database: BenchDatabase, rounds: number): Promise<Verified> {
  let [entries, mostMb] = [0, 0];
  const run = (mode: 'ours' | 'bare') => async () => {
    const told = answer.parse(await ask('verify-child.ts', [database.appUrl, mode]));
    entries = told.checked;
    if (mode === 'ours') mostMb = Math.max(mostMb, told.mostMb);
    return told.perSecond;
  };
  const rates = await interleaved(rounds, { ours: run('ours'), bare: run('bare') });
  const [ours, bare] = [rates.get('ours') ?? [], rates.get('bare') ?? []];
  return {
    entries,
    ours: median(ours),
    bare: median(bare),
    ratio: median(ours.map((rate, index) => rate / (bare[index] ?? 0))),
    mostMb,
  };
}
