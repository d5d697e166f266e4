import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { type BackupCopy, backupCopy } from './backup-copy.ts';
import { filesUnder, type Manifest, manifestName } from './backup-manifest.ts';
import { digestFile, syncAll, syncFolder, writeDurably } from './durable-files.ts';
import { hasCluster, placeOf } from './place.ts';
import { secretsFile } from './secrets.ts';
import { startEmbedded } from './start-embedded.ts';

export type BackupReport = {
  readonly target: string;
  readonly files: number;
  readonly bytes: number;
  /** SHA-256 of the manifest: noted elsewhere, it proves later that the backup is the one that was made. */
  readonly manifestSha256: string;
  /** True when the database was not running and was started for the backup. */
  readonly started: boolean;
};

type Say = (line: string) => void;

// Contents that belong to the running server or are made anew at each start; their folders stay (PostgreSQL manual, 25.3.4.1).
const emptied = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);
const skipped = (name: string): boolean =>
  name.startsWith('pgsql_tmp') || ['postmaster.pid', 'postmaster.opts', 'pg_internal.init'].includes(name);

// Beside the cluster in its home, and of no use elsewhere; a restored copy signs its ledger with a key of its own (docs/ledger.md). Everything else in the data folder (keys, attachments) belongs to the backup.
const ofThisMachine =
  /^(postgres|postgres\.new|port|start\.lock.*|postgres\.log.*|initdb-password|binaries-.*|secrets\.json|ledger-key\.pem.*|DATABASE-IS-ELSEWHERE\.txt)$/;

function copyCluster(copy: BackupCopy, source: string, path: string): void {
  copy.folder(path);
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    if (skipped(entry.name)) continue;
    const from = join(source, entry.name);
    const to = `${path}/${entry.name}`;
    if (entry.isSymbolicLink())
      throw new Error(`${from} is a link (a tablespace?); the embedded database has none, so this backup cannot hold it`);
    // Last of all (below): it is the newest word on where the database stands.
    if (to === 'postgres/global/pg_control') continue;
    if (entry.isFile()) copy.file(from, to);
    else if (entry.isDirectory() && emptied.has(entry.name) && path === 'postgres') copy.folder(to);
    else if (entry.isDirectory() && existsSync(from)) copyCluster(copy, from, to);
  }
}

/** Copies each segment of the log from the start of the backup to its end; recovery needs every one. */
function copyWal(copy: BackupCopy, cluster: string, first: string, last: string, segmentBytes: number): void {
  const needed = readdirSync(join(cluster, 'pg_wal'))
    .filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last)
    .sort();
  if (needed[0] !== first || needed.at(-1) !== last)
    throw new Error(`the log from ${first} to ${last} is no longer whole; make the backup again`);
  for (const name of needed) {
    copy.file(join(cluster, 'pg_wal', name), `postgres/pg_wal/${name}`);
    if (copy.files().at(-1)?.size !== segmentBytes)
      throw new Error(`the log ${name} was not copied whole; make the backup again`);
  }
  copy.folder('postgres/pg_wal/archive_status');
}

type Marks = { readonly startWal: string; readonly stopLsn: string };

/** PostgreSQL's own protocol for a copy of a running cluster: start, copy in any order, stop, then the log in between. */
async function copyRunningCluster(client: pg.Client, copy: BackupCopy, cluster: string): Promise<Marks> {
  // The slot lives as long as this session and keeps the server from recycling the log that the backup needs.
  await client.query(`select pg_create_physical_replication_slot('interlock_backup_' || pg_backend_pid(), true, true)`);
  await client.query(`select pg_backup_start('interlock', fast => true)`);
  copyCluster(copy, cluster, 'postgres');
  copy.file(join(cluster, 'global', 'pg_control'), 'postgres/global/pg_control');
  const stopped = await client.query<{ lsn: string; labelfile: string; spcmapfile: string }>(
    'select lsn::text, labelfile, spcmapfile from pg_backup_stop(wait_for_archive => false)',
  );
  const { lsn = '', labelfile = '', spcmapfile = '' } = stopped.rows[0] ?? {};
  const startWal = /\(file ([0-9A-F]{24})\)/.exec(labelfile)?.[1];
  if (startWal === undefined || spcmapfile.trim() !== '')
    throw new Error(`PostgreSQL ended the backup with a label that is not understood: ${labelfile}${spcmapfile}`);
  copy.text('postgres/backup_label', labelfile);
  const wal = await client.query<{ last: string; bytes: number }>(
    `select pg_walfile_name($1::pg_lsn) as last, (select setting::int from pg_settings where name = 'wal_segment_size') as bytes`,
    [lsn],
  );
  copyWal(copy, cluster, startWal, wal.rows[0]?.last ?? '', wal.rows[0]?.bytes ?? 0);
  return { startWal, stopLsn: lsn };
}

function copyOtherFiles(copy: BackupCopy, dataDir: string, avoid: readonly string[]): void {
  copy.folder('files');
  for (const entry of readdirSync(dataDir, { withFileTypes: true })) {
    const from = join(dataDir, entry.name);
    if (ofThisMachine.test(entry.name) || avoid.some((folder) => `${folder}/`.startsWith(`${from}/`))) continue;
    if (entry.isFile()) copy.file(from, `files/${entry.name}`);
    else if (entry.isDirectory()) {
      for (const path of filesUnder(from)) {
        mkdirSync(dirname(join(copy.target, 'files', entry.name, path)), { recursive: true, mode: 0o700 });
        copy.file(join(from, path), `files/${entry.name}/${path}`);
      }
    }
  }
}

function refuseUnusableTarget(target: string): void {
  const there = statSync(target, { throwIfNoEntry: false });
  if (there !== undefined && (!there.isDirectory() || readdirSync(target).length > 0))
    throw new Error(`${target} exists and is not empty; a backup overwrites nothing`);
}

/** Where a backup goes when nobody says: beside the data folder, named by the time. */
export function defaultTarget(dataDir: string, now: Date): string {
  return join(dirname(resolve(dataDir)), 'backups', `interlock-${now.toISOString().replace(/[-:]|\.\d+/g, '')}`);
}

/**
 * Backs up a data folder while the server works on it; what was acknowledged before the end of the copy is in it. A database that does
 * not run is started for the time. The backup holds the database's passwords and all records: keep it as closed as the data itself.
 */
export async function backup(options: {
  readonly dataDir: string;
  readonly target: string;
  readonly say?: Say;
}): Promise<BackupReport> {
  const dataDir = resolve(options.dataDir);
  const target = resolve(options.target);
  if (!hasCluster(placeOf(dataDir, 'serve').cluster)) throw new Error(`there is no embedded database in ${dataDir} to back up`);
  refuseUnusableTarget(target);
  const unfinished = join(dirname(target), `${basename(target)}.unfinished-${process.pid}`);
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const server = await startEmbedded({ dataDir, purpose: 'serve', ...(options.say === undefined ? {} : { say: options.say }) });
  const client = new pg.Client({ connectionString: server.ownerUrl, application_name: 'interlock-backup' });
  try {
    const copy = backupCopy(unfinished);
    const startedAt = new Date().toISOString();
    await client.connect();
    const cluster = join(server.dataDir, 'postgres');
    const marks = await copyRunningCluster(client, copy, cluster);
    copy.file(secretsFile(server.dataDir), 'secrets.json');
    copyOtherFiles(copy, dataDir, [target, unfinished]);
    await syncAll(copy.files().map((file) => join(unfinished, file.path)));
    const postgresMajor = Number.parseInt(readFileSync(join(cluster, 'PG_VERSION'), 'utf8'), 10);
    const files = copy.files();
    const folders = copy.folders();
    const manifest: Manifest = {
      format: 'interlock-backup-1',
      postgresMajor,
      startedAt,
      finishedAt: new Date().toISOString(),
      ...marks,
      folders,
      files,
    };
    writeDurably(join(unfinished, manifestName), `${JSON.stringify(manifest, null, 1)}\n`, 0o600);
    for (const folder of folders) syncFolder(join(unfinished, folder));
    const manifestSha256 = digestFile(join(unfinished, manifestName)).sha256;
    rmSync(target, { recursive: true, force: true });
    renameSync(unfinished, target);
    chmodSync(target, 0o700);
    syncFolder(dirname(target));
    return {
      target,
      files: files.length,
      bytes: files.reduce((sum, file) => sum + file.size, 0),
      manifestSha256,
      started: !server.adopted,
    };
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
    await client.end().catch(() => undefined);
    if (!server.adopted) await server.stop();
  }
}
