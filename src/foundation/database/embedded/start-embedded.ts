import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { identityOf, serverEnvironment } from './account.ts';
import { type Binaries, binaries } from './binaries.ts';
import { syncFolder } from './durable-files.ts';
import { launch } from './launch.ts';
import { withLock } from './lock.ts';
import { hasCluster, type Place, type Purpose, placeOf, prepare } from './place.ts';
import { type PidFile, runningServer, stopServer } from './postmaster.ts';
import { ensureSecrets, readSecrets, urlFor } from './secrets.ts';

export type EmbeddedServer = {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** The superuser's address of the database `postgres`. For administration only; the application gets its own from `ensureDatabase`. */
  readonly ownerUrl: string;
  /** True when a server already ran here and was taken over. */
  readonly adopted: boolean;
  /** True when the cluster was made now. */
  readonly initialised: boolean;
  /** Where cluster, secrets, port and log really are: the data folder, unless the server's account cannot enter that. */
  readonly dataDir: string;
  readonly pid: number;
  /** Fast shutdown: what was acknowledged is on disk, open transactions are rolled back. */
  readonly stop: () => Promise<void>;
};

export type EmbeddedOptions = {
  readonly dataDir: string;
  readonly purpose: Purpose;
  /** Further settings of the server, `name=value`. */
  readonly flags?: readonly string[];
  /** Hears what a person should know: where the data is, why it takes a while. */
  readonly say?: (line: string) => void;
};

function chown(path: string, place: Place): void {
  if (place.account !== null) chownSync(path, place.account.uid, place.account.gid);
}

/** Makes the cluster beside its final name and renames it when it is whole: an interrupted start leaves nothing half made. */
function initialise(place: Place, tool: Binaries['tool'], purpose: Purpose): void {
  const unfinished = join(place.home, 'postgres.new');
  const passwordFile = join(place.home, 'initdb-password');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  chown(unfinished, place);
  try {
    rmSync(passwordFile, { force: true });
    writeFileSync(passwordFile, `${ensureSecrets(place.home).superuser}\n`, { mode: 0o600 });
    chown(passwordFile, place);
    const args = [
      '-D',
      unfinished,
      '-U',
      'postgres',
      '--pwfile',
      passwordFile,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
    ];
    // The builtin provider sorts and folds alike on every system and after every upgrade of the operating system.
    args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', ...(purpose === 'test' ? ['--no-sync'] : []));
    const made = spawnSync(tool('initdb'), args, {
      ...identityOf(place.account),
      env: serverEnvironment(),
      cwd: '/',
      encoding: 'utf8',
    });
    if (made.status !== 0)
      throw new Error(`the database could not be made in ${place.home}: ${made.stderr || made.error?.message}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, place.cluster);
  if (purpose === 'serve') syncFolder(place.home);
}

/** A data folder belongs to one major version of PostgreSQL; the server's own refusal would only show in its log. */
function refuseOtherMajor(cluster: string, major: number): void {
  const written = Number.parseInt(readFileSync(join(cluster, 'PG_VERSION'), 'utf8'), 10);
  if (written !== major)
    throw new Error(
      `${cluster} was written by PostgreSQL ${written}, and this installation brings ${major}: docs/decisions/0003 says how to move`,
    );
}

/** Asks the server itself which cluster it serves: neither a pid nor a port proves that. */
async function prove(place: Place, file: PidFile): Promise<void> {
  const url = urlFor(file.port, 'postgres', readSecrets(place.home).superuser, 'postgres');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const answer = await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
    const folder = answer.rows[0]?.folder ?? '';
    if (realpathSync(folder) !== realpathSync(place.cluster)) throw new Error(`port ${file.port} serves ${folder}`);
  } catch (cause) {
    throw new Error(`the server that runs on ${place.cluster} (process ${file.pid}, port ${file.port}) does not answer as ours`, {
      cause,
    });
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Starts the PostgreSQL that came with the installation on a data folder, or takes over the one that already runs there.
 * The server is a process of its own: it outlives ours, and the next start adopts it. It listens on 127.0.0.1 only.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { purpose, flags = [], say = () => undefined } = options;
  const dataDir = resolve(options.dataDir);
  const place = placeOf(dataDir, purpose);
  prepare(place, dataDir, say);
  return withLock(join(place.home, 'start.lock'), async () => {
    const { tool, major } = binaries(place.home, place.account);
    const initialised = !hasCluster(place.cluster);
    if (initialised) initialise(place, tool, purpose);
    refuseOtherMajor(place.cluster, major);
    const running = await runningServer(place.cluster);
    const file = running ?? (await launch(place, tool, { purpose, flags, say }));
    await prove(place, file);
    const ownerUrl = urlFor(file.port, 'postgres', readSecrets(place.home).superuser, 'postgres');
    return {
      host: '127.0.0.1',
      port: file.port,
      ownerUrl,
      adopted: running !== null,
      initialised,
      dataDir: place.home,
      pid: file.pid,
      stop: () => stopServer(place.cluster, file.pid, tool),
    };
  });
}
