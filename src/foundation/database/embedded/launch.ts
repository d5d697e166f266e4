import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identityOf, serverEnvironment } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { Place, Purpose } from './place.ts';
import { awaitOrphans, clearForeignPidFile, type PidFile, readPidFile } from './postmaster.ts';

const settings: Record<Purpose, readonly string[]> = {
  // A small machine beside the application; WAL is kept for a while so that a slow backup finds it (its slot keeps the rest).
  serve: ['shared_buffers=64MB', 'max_connections=100', 'wal_level=replica', 'wal_keep_size=128MB', 'fsync=on', 'jit=off'],
  // Thrown away after the run: speed instead of durability. Connections for several workers, each with pools.
  test: ['shared_buffers=64MB', 'max_connections=200', 'fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'jit=off'],
};

// From here on own settings: the world outside has no way in, and the log grows by events of the server, not by errors of statements
// (the application logs those; a statement's text may hold what must not be in a log).
const always = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_min_messages=log',
  'log_min_error_statement=panic',
  'log_checkpoints=off',
];

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('the operating system gave no port');
  return address.port;
}

async function rememberedPort(home: string): Promise<number> {
  const file = join(home, 'port');
  const remembered = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  return remembered > 0 ? remembered : freePort();
}

/** The server's log, cut when it has grown: the one before is kept. */
function openLog(home: string): { readonly file: string; readonly from: number; readonly handle: number } {
  const file = join(home, 'postgres.log');
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 8_000_000) renameSync(file, `${file}.1`);
  return { file, from: size > 8_000_000 ? 0 : size, handle: openSync(file, 'a', 0o600) };
}

type Outcome = { readonly started: PidFile } | { readonly failed: string };

async function attempt(place: Place, tool: Binaries['tool'], flags: readonly string[], port: number): Promise<Outcome> {
  const log = openLog(place.home);
  const child = spawn(tool('postgres'), ['-D', place.cluster, '-p', String(port), ...flags.flatMap((flag) => ['-c', flag])], {
    ...identityOf(place.account),
    env: serverEnvironment(),
    cwd: place.account === null ? place.home : '/',
    // A file, not a pipe: the server outlives us, and a pipe nobody reads would end it.
    stdio: ['ignore', log.handle, log.handle],
    detached: true,
    windowsHide: true,
  });
  closeSync(log.handle);
  let ended: string | null = null;
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', (code, signal) => {
    ended = `ended with ${code ?? signal}`;
  });
  try {
    for (;;) {
      // Only our child's own entry counts: a file left behind by a killed server still says "ready".
      const file = readPidFile(place.cluster);
      if (file?.ready === true && file.pid === child.pid) return { started: file };
      if (ended !== null) return { failed: `${ended}\n${readFileSync(log.file).subarray(log.from).toString('utf8').trim()}` };
      await sleep(10);
    }
  } finally {
    child.unref();
  }
}

/** Starts a server on the place's cluster and waits until it takes connections; recovery after a crash is part of that. */
export async function launch(
  place: Place,
  tool: Binaries['tool'],
  options: { readonly purpose: Purpose; readonly flags: readonly string[]; readonly say: (line: string) => void },
): Promise<PidFile> {
  const flags = [...settings[options.purpose], ...options.flags, ...always];
  let port = await rememberedPort(place.home);
  let failure = '';
  for (let tries = 0; tries < 8; tries += 1) {
    await awaitOrphans(place.cluster, options.say);
    clearForeignPidFile(place.cluster);
    const outcome = await attempt(place, tool, flags, port);
    if ('started' in outcome) {
      writeFileSync(join(place.home, 'port'), `${port}\n`);
      return outcome.started;
    }
    failure = outcome.failed;
    if (/could not bind|could not create any TCP/.test(failure)) port = await freePort();
    // Backends of a killed server that could not be found by name: the kernel still counts them as users of the memory.
    else if (/pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(failure))
      await sleep(500 * (tries + 1));
    else break;
  }
  throw new Error(`PostgreSQL did not start: ${failure}`);
}
