import { setTimeout as sleep } from 'node:timers/promises';
import { compareActs } from './acting.ts';
import { type Browsed, measureBrowser } from './browsing.ts';
import { residentMb, startInterlock } from './child-process.ts';
import { type BenchCluster, startCluster } from './cluster.ts';
import { fill } from './fill.ts';
import { compareSizes, type Side } from './growing.ts';
import { measureProofs } from './proving.ts';
import { compareReads, recordReads } from './reading.ts';
import { consoleText, type Figures, linesOf, writeReport } from './report.ts';
import { settled } from './settled.ts';
import { fullSizes, quickSizes, type Size } from './sizes.ts';
import { compareVerification } from './verifying.ts';

const begun = performance.now();
const say = (line: string): void =>
  void process.stderr.write(`${((performance.now() - begun) / 1000).toFixed(0).padStart(5)} s  ${line}\n`);

async function sideOf(cluster: BenchCluster, size: Size): Promise<Side> {
  const started = performance.now();
  const database = await cluster.database(size.name);
  const filled = await fill(database, size, say);
  say(`${size.releases} releases and ${size.entries} entries in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  const recorded = await recordReads(database, filled);
  return { server: await startInterlock(database), database, filled, recorded };
}

/** The greatest resident size of the server while a piece of work runs. */
async function mostWhile<T>(pid: number, work: () => Promise<T>): Promise<{ readonly value: T; readonly most: number | null }> {
  let most = residentMb(pid);
  const watch = setInterval(() => {
    const now = residentMb(pid);
    if (now !== null && (most === null || now > most)) most = now;
  }, 100);
  try {
    return { value: await work(), most };
  } finally {
    clearInterval(watch);
  }
}

async function inBrowser(side: Side, web: boolean): Promise<Browsed | null> {
  if (!web) return null;
  try {
    return await measureBrowser(side.server, side.filled);
  } catch (error) {
    say(`The calendar was not measured: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

async function measure(cluster: BenchCluster, sizes: Figures['sizes'], seconds: number, web: boolean): Promise<Figures> {
  const small = await sideOf(cluster, sizes.small);
  await sleep(5_000);
  const rest = residentMb(small.server.pid);
  say('The calendar in the browser');
  const browsed = await inBrowser(small, web);
  const large = await sideOf(cluster, sizes.large);
  say('The server verifies what was laid down before its start');
  for (const { database } of [small, large]) await settled(database);
  say('Verification');
  const verified = await compareVerification(large.database, 1);
  say('Proofs');
  const proved = await measureProofs(large.database);
  say('Growth');
  const grown = await compareSizes(small, large);
  await large.server.stop();
  say('Reading');
  const reads = await mostWhile(small.server.pid, () =>
    compareReads(small.server, small.database, small.filled, small.recorded, seconds),
  );
  await small.server.stop();
  say('Acting');
  const act = await compareActs(small.database, small.filled, seconds);
  return { postgres: cluster.version, sizes, reads: reads.value, act, grown, verified, proved, rest, load: reads.most, browsed };
}

/**
 * Measures everything and says which goals were met.
 * @returns the exit code: 1 where a goal was missed.
 */
export async function bench(options: { readonly quick: boolean; readonly web: boolean }): Promise<number> {
  const cluster = await startCluster();
  // Cut short, it leaves no database behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      say(`${signal}: the benchmark ends`);
      void cluster.stop().finally(() => process.exit(1));
    });
  }
  try {
    const figures = await measure(cluster, options.quick ? quickSizes : fullSizes, options.quick ? 1 : 3, options.web);
    process.stdout.write(`${consoleText(figures)}\n`);
    if (!options.quick) await writeReport(figures, new URL('../../docs/performance.md', import.meta.url));
    return linesOf(figures).every((line) => line.met) ? 0 : 1;
  } finally {
    await cluster.stop();
  }
}
