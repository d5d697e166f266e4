import { readdir, readFile } from 'node:fs/promises';
import { type Kysely, sql } from 'kysely';
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration';
import { sha256 } from '../canonical-json.ts';
import { openDatabase } from './database.ts';

/** A folder of time-stamped `.sql` files, append-only: a file that has run is never edited (its SHA-256 is kept and compared). */
export type MigrationFolder = { readonly room: string; readonly folder: URL };

type Script = { readonly name: string; readonly text: string; readonly sha256: string };

async function scriptsIn(folders: readonly MigrationFolder[]): Promise<readonly Script[]> {
  const scripts: Script[] = [];
  for (const { room, folder } of folders) {
    for (const file of await readdir(folder)) {
      if (!file.endsWith('.sql')) continue;
      const text = await readFile(new URL(file, folder), 'utf8');
      // The time stamp leads, so that all rooms' scripts run in the order they were written.
      scripts.push({ name: `${file.replace(/\.sql$/, '')}@${room}`, text, sha256: sha256(text).toString('hex') });
    }
  }
  return scripts.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const providerOf = (scripts: readonly Script[]): MigrationProvider => ({
  getMigrations: async () => {
    const migrations: Record<string, Migration> = {};
    for (const script of scripts) {
      migrations[script.name] = { up: async (db: Kysely<unknown>) => void (await sql.raw(script.text).execute(db)) };
    }
    return migrations;
  },
});

async function compareChecksums(db: Kysely<unknown>, scripts: readonly Script[]): Promise<void> {
  await sql`create table if not exists foundation.migration_checksum (name text primary key, sha256 text not null)`.execute(db);
  const known = await sql<{ name: string; sha256: string }>`select name, sha256 from foundation.migration_checksum`.execute(db);
  const written = new Map(known.rows.map((row) => [row.name, row.sha256]));
  const edited = scripts.filter((script) => written.has(script.name) && written.get(script.name) !== script.sha256);
  if (edited.length > 0) {
    throw new Error(`migrations that have run were edited afterwards: ${edited.map((script) => script.name).join(', ')}`);
  }
  for (const script of scripts) {
    await sql`insert into foundation.migration_checksum values (${script.name}, ${script.sha256}) on conflict do nothing`.execute(
      db,
    );
  }
}

/**
 * What the application's role may do, derived from the tables' comments: `@insert-only` takes away UPDATE, DELETE and TRUNCATE.
 * Everything else in a room's schema may be read and written, and nothing may be altered.
 */
async function grantTo(db: Kysely<unknown>, role: string, schemas: readonly string[]): Promise<void> {
  const who = sql.id(role);
  for (const schema of schemas) {
    const where = sql.id(schema);
    await sql`grant usage on schema ${where} to ${who}`.execute(db);
    await sql`grant select, insert, update, delete on all tables in schema ${where} to ${who}`.execute(db);
    await sql`grant usage, select on all sequences in schema ${where} to ${who}`.execute(db);
  }
  const closed = await sql<{ schema: string; name: string }>`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname in (${sql.join(schemas)}) and obj_description(c.oid, 'pg_class') like '%@insert-only%'`.execute(
    db,
  );
  for (const table of closed.rows) {
    await sql`revoke update, delete, truncate on ${sql.id(table.schema, table.name)} from ${who}`.execute(db);
  }
  // Who serves does not say which scripts ran: a row less, and the next start would run one again.
  for (const name of ['migration', 'migration_lock', 'migration_checksum'])
    await sql`revoke insert, update, delete on ${sql.id('foundation', name)} from ${who}`.execute(db);
}

/**
 * Brings the database to the newest version. Two processes may start at once: the migrator's lock makes the second wait.
 * @param ownerUrl the role that owns the schemas (`DATABASE_OWNER_URL`).
 * @param appRole the role that serves (`DATABASE_URL`); null where owner and application are one and the same.
 * @returns names of the scripts that ran now.
 */
export async function migrate(
  ownerUrl: string,
  appRole: string | null,
  folders: readonly MigrationFolder[],
): Promise<readonly string[]> {
  const owner = openDatabase(ownerUrl, { max: 2 });
  try {
    const scripts = await scriptsIn(folders);
    await sql`select pg_advisory_lock(7420)`.execute(owner.db);
    await sql`create schema if not exists foundation`.execute(owner.db);
    const migrator = new Migrator({
      db: owner.db,
      provider: providerOf(scripts),
      migrationTableSchema: 'foundation',
      migrationTableName: 'migration',
      migrationLockTableName: 'migration_lock',
      allowUnorderedMigrations: true,
    });
    const { error, results } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
    await compareChecksums(owner.db, scripts);
    if (appRole !== null) await grantTo(owner.db, appRole, ['foundation', ...new Set(folders.map((folder) => folder.room))]);
    return (results ?? []).map((result) => result.migrationName);
  } finally {
    await owner.close();
  }
}
