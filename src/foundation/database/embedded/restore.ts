import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { type Manifest, verifiedManifest } from './backup-manifest.ts';
import { digestFile, syncAll, syncFolder } from './durable-files.ts';
import { hasCluster, type Place, placeOf, prepare } from './place.ts';
import { runningServer } from './postmaster.ts';
import { readSecrets, urlFor } from './secrets.ts';
import { type EmbeddedServer, startEmbedded } from './start-embedded.ts';

export type RestoreReport = {
  readonly dataDir: string;
  /** Where the data that was there before is now; empty when there was none. */
  readonly setAside: readonly string[];
  readonly tables: number;
  readonly rows: number;
};

type Say = (line: string) => void;

async function copyFiles(manifest: Manifest, backup: string, from: string, to: string): Promise<void> {
  const paths = manifest.files.map((file) => file.path).filter((path) => path.startsWith(from));
  const folders = [...manifest.folders.filter((path) => path.startsWith(from)), ...paths.map((path) => dirname(path))];
  const made = new Set(folders.map((path) => join(to, `${path}/`.slice(from.length))));
  for (const folder of made) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const digests = new Map(manifest.files.map((file) => [file.path, file.sha256]));
  for (const path of paths) {
    const written = digestFile(join(backup, path), join(to, path.slice(from.length)));
    if (written.sha256 !== digests.get(path)) throw new Error(`${path} changed while it was restored`);
  }
  await syncAll(paths.map((path) => join(to, path.slice(from.length))));
  for (const folder of made) syncFolder(folder);
}

function closeCluster(place: Place): void {
  const all = [
    place.cluster,
    ...readdirSync(place.cluster, { recursive: true, encoding: 'utf8' }).map((path) => join(place.cluster, path)),
  ];
  for (const path of all) if (place.account !== null) chownSync(path, place.account.uid, place.account.gid);
  chmodSync(place.cluster, 0o700);
}

/** Reads every row of every table: PostgreSQL compares each page with its checksum while it does. */
async function readEverything(server: EmbeddedServer): Promise<{ tables: number; rows: number }> {
  const superuser = readSecrets(server.dataDir).superuser;
  const inDatabase = async <T>(name: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: urlFor(server.port, 'postgres', superuser, name) });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const names = await inDatabase('postgres', (client) =>
    client.query<{ name: string }>('select datname as name from pg_database where datallowconn'),
  );
  let tables = 0;
  let rows = 0;
  for (const { name } of names.rows) {
    await inDatabase(name, async (client) => {
      const listed = await client.query<{ name: string }>(
        `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')`,
      );
      for (const table of listed.rows) {
        const counted = await client.query<{ n: string }>(`select count(t.*) as n from ${table.name} t`);
        tables += 1;
        rows += Number(counted.rows[0]?.n ?? 0);
      }
    });
  }
  return { tables, rows };
}

/** Nobody may work on the data that is about to be exchanged; a database that merely still runs is stopped. */
async function quiet(dataDir: string, place: Place): Promise<void> {
  if (!hasCluster(place.cluster) || (await runningServer(place.cluster)) === null) return;
  const server = await startEmbedded({ dataDir, purpose: 'serve' });
  const client = new pg.Client({ connectionString: server.ownerUrl });
  await client.connect();
  const others = await client.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
  );
  await client.end();
  const count = others.rows[0]?.n ?? 0;
  if (count > 0) throw new Error(`the database of ${dataDir} is in use (${count} connections): stop the Interlock server first`);
  await server.stop();
}

function holdsData(dataDir: string, place: Place): boolean {
  return hasCluster(place.cluster) || (existsSync(dataDir) && readdirSync(dataDir).length > 0);
}

function setAside(dataDir: string, place: Place, stamp: string): readonly string[] {
  const moved: string[] = [];
  for (const folder of new Set([dataDir, place.home])) {
    if (!existsSync(folder)) continue;
    const aside = `${folder}.set-aside-${stamp}`;
    renameSync(folder, aside);
    moved.push(aside);
  }
  return moved;
}

/**
 * Brings a backup back into a data folder. It is verified, copied beside, started once and read through before anything that was there
 * is touched; what was there is set aside, never deleted, and only with `force`.
 */
export async function restore(options: {
  readonly backup: string;
  readonly dataDir: string;
  readonly force: boolean;
  readonly say?: Say;
}): Promise<RestoreReport> {
  const backup = resolve(options.backup);
  const dataDir = resolve(options.dataDir);
  const say = options.say ?? (() => undefined);
  const manifest = verifiedManifest(backup);
  const place = placeOf(dataDir, 'serve');
  if (holdsData(dataDir, place) && !options.force) {
    throw new Error(
      `${dataDir} holds data; a restore replaces it. Say --force to set the data aside (nothing is deleted), or name another folder with --data`,
    );
  }
  await quiet(dataDir, place);
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const stagedDir = `${dataDir}.restoring-${stamp}`;
  const staged = placeOf(stagedDir, 'serve');
  try {
    prepare(staged, stagedDir, () => undefined);
    await copyFiles(manifest, backup, 'postgres/', staged.cluster);
    closeCluster(staged);
    await copyFiles(manifest, backup, 'files/', stagedDir);
    digestFile(join(backup, 'secrets.json'), join(staged.home, 'secrets.json'));
    await syncAll([join(staged.home, 'secrets.json')]);
    say(`${manifest.files.length} files verified and copied; starting the database to read it through`);
    const server = await startEmbedded({ dataDir: stagedDir, purpose: 'serve', say });
    const read = await readEverything(server).finally(() => server.stop());
    const moved = holdsData(dataDir, place) ? setAside(dataDir, place, stamp) : [];
    exchange(stagedDir, staged, dataDir, place);
    return { dataDir, setAside: moved, ...read };
  } finally {
    for (const folder of new Set([stagedDir, staged.home])) rmSync(folder, { recursive: true, force: true });
  }
}

function exchange(stagedDir: string, staged: Place, dataDir: string, before: Place): void {
  // Only ever an empty folder here: what held data was moved away, and a folder with something in it stops us.
  if (existsSync(dataDir)) rmdirSync(dataDir);
  renameSync(stagedDir, dataDir);
  syncFolder(dirname(dataDir));
  if (!staged.outside) return;
  // The name of a home outside follows from the data folder's path, and that is the old one again.
  const home = before.outside ? before.home : placeOf(dataDir, 'serve').home;
  renameSync(staged.home, home);
  syncFolder(dirname(home));
  prepare({ ...staged, home }, dataDir, () => undefined);
}
