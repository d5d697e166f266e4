import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { processIdentity } from './processes.ts';

function tryToTake(file: string, content: string): boolean {
  try {
    const handle = openSync(file, 'wx', 0o600);
    writeSync(handle, content);
    closeSync(handle);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function holderOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function isStale(file: string, holder: string): boolean {
  if (holder !== '') return processIdentity(Number.parseInt(holder, 10)) !== holder;
  // Taken but not yet written: a matter of microseconds, unless its taker died in between.
  const taken = statSync(file, { throwIfNoEntry: false });
  return taken !== undefined && Date.now() - taken.mtimeMs > 5_000;
}

function clear(file: string, holder: string): void {
  const aside = `${file}.stale-${process.pid}`;
  try {
    // Renamed first and looked at again: of two who found it stale only one moves it.
    renameSync(file, aside);
    if (holderOf(aside) !== holder) renameSync(aside, file);
  } catch {
    return;
  }
  rmSync(aside, { force: true });
}

/**
 * Runs the work while no other process of this machine does so under the same lock file. A lock whose holder died is taken over.
 * @param waitMs how long to wait for another holder; first start and recovery of a crashed database may take minutes.
 */
export async function withLock<T>(file: string, work: () => Promise<T>, waitMs = 300_000): Promise<T> {
  const content = processIdentity(process.pid) ?? String(process.pid);
  const deadline = Date.now() + waitMs;
  while (!tryToTake(file, content)) {
    const holder = holderOf(file);
    if (holder !== null && isStale(file, holder)) clear(file, holder);
    else if (Date.now() > deadline)
      throw new Error(`process ${holder} has held ${file} for ${waitMs / 1000} s; if it is not ours, remove the file`);
    else await sleep(25);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
