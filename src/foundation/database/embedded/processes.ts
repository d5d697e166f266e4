import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';

const hasProc = existsSync('/proc/self/stat');

function procFile(pid: number, name: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return null;
  }
}

/**
 * Names a process so that a later one with the same number is not taken for it; null when it is gone.
 * Where /proc tells the start time it is part of the name: containers hand out the same small numbers again and again.
 */
export function processIdentity(pid: number): string | null {
  if (hasProc) {
    const stat = procFile(pid, 'stat');
    if (stat === null) return null;
    // The name in brackets may hold blanks: what counts begins after the last bracket (state is field 3, start time field 22).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie answers to signals for as long as nobody reaps it (a container's first process often never does): it is gone.
    return fields[0] === 'Z' || fields[0] === 'X' ? null : `${pid}@${fields[19]}`;
  }
  try {
    process.kill(pid, 0);
    return String(pid);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM' ? String(pid) : null;
  }
}

/** True while the process does its work; a zombie does not. */
export const isAlive = (pid: number): boolean => processIdentity(pid) !== null;

function commandOf(pid: number): readonly string[] {
  if (hasProc) return (procFile(pid, 'cmdline') ?? '').split('\0');
  const listed = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return (listed.stdout ?? '').trim().split(' ');
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** True when the process is a PostgreSQL server that was started on exactly this cluster folder. */
export function isPostmasterOf(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  // Windows tells no command line without a tool; there the log-in with our own password is the proof that follows.
  if (process.platform === 'win32') return true;
  const [program, ...args] = commandOf(pid);
  if (program === undefined || !/^postgres(\.exe)?$/.test(basename(program))) return false;
  const folder = args[args.indexOf('-D') + 1];
  return folder !== undefined && real(folder) === real(cluster);
}

/**
 * Server processes (backends, writers) that work in this cluster folder, the postmaster included.
 * Found by their working folder, which every PostgreSQL process sets to its cluster; known on Linux only, elsewhere empty.
 */
export function serverProcessesOf(cluster: string): readonly number[] {
  if (!hasProc) return [];
  const folder = real(cluster);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return (
          readlinkSync(join('/proc', String(pid), 'cwd')) === folder &&
          /^(.*\/)?postgres\b/.test(commandOf(pid)[0] ?? '') &&
          isAlive(pid)
        );
      } catch {
        return false;
      }
    });
}
