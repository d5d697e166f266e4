import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { isAlive, isPostmasterOf, serverProcessesOf } from './processes.ts';

/** What a server wrote about itself; `ready` says it takes connections. */
export type PidFile = { readonly pid: number; readonly port: number; readonly ready: boolean };

const pidFileOf = (cluster: string): string => join(cluster, 'postmaster.pid');

/** Reads postmaster.pid; null when there is none or it is not yet whole. That it says "ready" proves nothing: it outlives a killed server. */
export function readPidFile(cluster: string): PidFile | null {
  let lines: readonly string[];
  try {
    lines = readFileSync(pidFileOf(cluster), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0 ? { pid, port: Number(lines[3]), ready: (lines[7] ?? '').trim() === 'ready' } : null;
}

async function until(condition: () => boolean, ms: number): Promise<boolean> {
  const deadline = Date.now() + ms;
  while (!condition()) {
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

/**
 * The server that runs on this cluster, once it is ready; null when none does. One that is starting (recovering, perhaps) or stopping
 * is waited for.
 */
export async function runningServer(cluster: string, waitMs = 300_000): Promise<PidFile | null> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    const file = readPidFile(cluster);
    if (file === null || !isPostmasterOf(file.pid, cluster)) return null;
    if (file.ready) return file;
    if (Date.now() > deadline)
      throw new Error(
        `PostgreSQL (process ${file.pid}) has been starting or stopping for ${waitMs / 1000} s; its log lies beside ${cluster}`,
      );
    await sleep(20);
  }
}

/**
 * After a postmaster was killed its backends may still run, and a new server beside them would ruin the data. They notice by themselves,
 * mostly at once; one in a long statement is told to end after a while (it was never acknowledged, recovery rolls it back).
 */
export async function awaitOrphans(cluster: string, say: (line: string) => void): Promise<void> {
  const gone = () => serverProcessesOf(cluster).length === 0;
  if (await until(gone, 5_000)) return;
  say('Waiting for processes of a database server that was killed');
  for (const signal of ['SIGTERM', 'SIGQUIT'] as const) {
    for (const pid of serverProcessesOf(cluster)) process.kill(pid, signal);
    if (await until(gone, 5_000)) return;
  }
  throw new Error(
    `processes of a killed database server do not end: ${serverProcessesOf(cluster).join(', ')}; end them and start again`,
  );
}

/**
 * Removes a pid file whose number now belongs to somebody else: PostgreSQL would take that process for a server and refuse to start.
 * Called only after `awaitOrphans`. Where the number is free PostgreSQL itself clears up, and checks more than we can.
 */
export function clearForeignPidFile(cluster: string): void {
  const file = readPidFile(cluster);
  if (file === null || process.platform !== 'linux') return;
  const taken = (() => {
    try {
      return process.kill(file.pid, 0);
    } catch {
      return false;
    }
  })();
  if (taken && !isPostmasterOf(file.pid, cluster)) rmSync(pidFileOf(cluster));
}

/** Fast shutdown: open transactions are rolled back, everything acknowledged is on disk. Does nothing when the server is already gone. */
export async function stopServer(cluster: string, pid: number, tool: Binaries['tool']): Promise<void> {
  if (!isPostmasterOf(pid, cluster)) return;
  if (process.platform === 'win32') spawnSync(tool('pg_ctl'), ['stop', '-m', 'fast', '-w', '-D', cluster], { stdio: 'ignore' });
  else process.kill(pid, 'SIGINT');
  const gone = () => !isAlive(pid);
  if (await until(gone, 60_000)) return;
  // Immediate: the next start recovers from the log.
  process.kill(pid, 'SIGQUIT');
  if (!(await until(gone, 10_000))) throw new Error(`PostgreSQL (process ${pid}) does not stop`);
}
