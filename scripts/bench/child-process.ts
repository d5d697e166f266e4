import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { BenchDatabase } from './cluster.ts';

export type Running = { readonly url: string; readonly pid: number; readonly stop: () => Promise<void> };

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** The server itself below the process that started it; the starter where the system does not say. */
function childOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]) || pid;
  } catch {
    return pid;
  }
}

/** The real server, as `npm start` runs it, on a database that is already there. */
export async function startInterlock(database: BenchDatabase): Promise<Running> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../start.mjs', import.meta.url)), '--json'], {
    env: {
      ...process.env,
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      INTERLOCK_PORT: '0',
      INTERLOCK_RATE_PER_MINUTE: '1000000000',
      INTERLOCK_LOG: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = z.object({ ready: z.literal(true), url: z.string() });
  for await (const line of createInterface({ input: child.stdout })) {
    const { url } = ready.parse(JSON.parse(line));
    return {
      url: url.replace('localhost', '127.0.0.1'),
      pid: childOf(child.pid ?? 0),
      stop: async () => {
        child.kill('SIGTERM');
        await ended(child);
      },
    };
  }
  throw new Error('the server ended before it was ready');
}

/** A script of this folder as a child that answers where it listens. */
export async function startBare(databaseUrl: string, file: string): Promise<Running> {
  const child = fork(fileURLToPath(new URL('bare-server.ts', import.meta.url)), [databaseUrl, file]);
  const [message] = await once(child, 'message');
  const { port } = z.object({ port: z.int().positive() }).parse(message);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    stop: async () => {
      child.disconnect();
      await ended(child);
    },
  };
}

/** Runs a script of this folder to its end; it answers with one message. */
export async function ask(script: string, args: readonly string[]): Promise<unknown> {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), [...args]);
  const [message] = await once(child, 'message');
  await ended(child);
  return message;
}

/** Resident memory of a process in MB; null where the system does not say. */
export function residentMb(pid: number): number | null {
  try {
    const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line?.[1] === undefined ? null : Number(line[1]) / 1024;
  } catch {
    return null;
  }
}
