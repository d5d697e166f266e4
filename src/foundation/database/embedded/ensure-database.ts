import pg from 'pg';
import { readSecrets, urlFor } from './secrets.ts';
import type { EmbeddedServer } from './start-embedded.ts';

/** Addresses of a database: one role migrates, the other serves. */
export type DatabaseUrls = { readonly ownerUrl: string; readonly appUrl: string };

export const ownerRole = 'interlock_owner';
export const appRole = 'interlock_app';

async function ensureRole(client: pg.Client, role: string, password: string): Promise<void> {
  const known = await client.query('select from pg_roles where rolname = $1', [role]);
  if (known.rowCount === 0) {
    const words = `login nosuperuser nocreatedb nocreaterole noreplication nobypassrls`;
    await client.query(`create role ${client.escapeIdentifier(role)} ${words} password ${client.escapeLiteral(password)}`);
  }
}

async function inDatabase(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Makes a database with its two roles where they are missing: `interlock_owner` owns it and migrates, `interlock_app` connects and may
 * create nothing. Several processes may call this at once.
 */
export async function ensureDatabase(server: EmbeddedServer, options: { readonly name: string }): Promise<DatabaseUrls> {
  const secrets = readSecrets(server.dataDir);
  const { name } = options;
  await inDatabase(server.ownerUrl, async (client) => {
    // Neither roles nor databases know "if not exists"; whoever comes second waits here and finds them. The lock ends with the connection.
    await client.query('select pg_advisory_lock(7421)');
    await ensureRole(client, ownerRole, secrets.owner);
    await ensureRole(client, appRole, secrets.app);
    const quoted = client.escapeIdentifier(name);
    const known = await client.query('select from pg_database where datname = $1', [name]);
    if (known.rowCount === 0) await client.query(`create database ${quoted} owner ${ownerRole}`);
    await client.query(`revoke all on database ${quoted} from public`);
    await client.query(`grant connect on database ${quoted} to ${appRole}`);
    // Exclusion constraints over an id and a span need it, and only a superuser may bring an extension that is not trusted.
    await inDatabase(urlFor(server.port, 'postgres', secrets.superuser, name), async (inside) => {
      await inside.query('create extension if not exists btree_gist');
    });
  });
  return {
    ownerUrl: urlFor(server.port, ownerRole, secrets.owner, name),
    appUrl: urlFor(server.port, appRole, secrets.app, name),
  };
}

/** Takes a database away with all that is in it; refused while somebody is connected to it. */
export async function removeDatabase(server: EmbeddedServer, options: { readonly name: string }): Promise<void> {
  await inDatabase(server.ownerUrl, async (client) => {
    await client.query(`drop database ${client.escapeIdentifier(options.name)}`).catch((error: unknown) => {
      if (!(error instanceof pg.DatabaseError) || error.code !== '55006') throw error;
      throw new Error('Another process is at work on this database: wait until it is done, or stop it.', { cause: error });
    });
  });
}
