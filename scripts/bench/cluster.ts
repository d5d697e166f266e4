import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrationFolders } from '../../src/entrances/house.ts';
import { type DatabaseUrls, ensureDatabase } from '../../src/foundation/database/embedded/ensure-database.ts';
import { startEmbedded } from '../../src/foundation/database/embedded/index.ts';
import { migrate } from '../../src/foundation/database/migrate.ts';

export type BenchDatabase = DatabaseUrls & { readonly name: string; readonly superUrl: string };
export type BenchCluster = {
  readonly version: string;
  readonly database: (name: string) => Promise<BenchDatabase>;
  readonly stop: () => Promise<void>;
};

const withDatabase = (url: string, name: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).toString();

/** A cluster of its own with the settings that production has: what is acknowledged is on disk. */
export async function startCluster(): Promise<BenchCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'interlock-bench-'));
  const server = await startEmbedded({ dataDir: join(folder, 'data'), purpose: 'serve' });
  const client = new pg.Client({ connectionString: server.ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ version: string; fsync: string }>(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync`,
  );
  await client.end();
  if (rows[0]?.fsync !== 'on') throw new Error('the benchmark measures a durable database, and this one has fsync off');
  return {
    version: rows[0].version,
    database: async (name) => {
      const urls = await ensureDatabase(server, { name });
      await migrate(urls.ownerUrl, new URL(urls.appUrl).username, migrationFolders);
      return { name, ...urls, superUrl: withDatabase(server.ownerUrl, name) };
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
      await rm(server.dataDir, { recursive: true, force: true });
    },
  };
}
