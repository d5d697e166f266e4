import { sql } from 'kysely';
import type { Logger } from 'pino';
import { type Db, openDatabase } from '../foundation/database/database.ts';
import { migrate } from '../foundation/database/migrate.ts';
import type { Config } from './config.ts';
import { migrationFolders } from './house.ts';

export type Opened = {
  readonly url: string;
  readonly ownerUrl: string;
  readonly where: string;
  /** Where the embedded database keeps its files. */
  readonly folder: string | null;
  readonly stop: () => Promise<void>;
  /** After a start that came to nothing: stops the database that this start brought up, and leaves one alone that ran before. */
  readonly giveUp: () => Promise<void>;
};

/** Whether what an earlier start left in a database of its own is to be made anew. */
export type StartOver = (db: Db) => Promise<boolean>;

/**
 * The database this process serves: the embedded one, or the one that DATABASE_URL names; migrated to the newest version.
 * @param startOver asked of the embedded one alone: a database that somebody named is never removed.
 */
export async function openServingDatabase(config: Config, dataDir: string, log: Logger, startOver: StartOver): Promise<Opened> {
  const { DATABASE_URL: url } = config;
  const opened = url === undefined ? await embedded(dataDir, startOver) : external(url, config.DATABASE_OWNER_URL);
  const appRole = opened.url === opened.ownerUrl ? null : decodeURIComponent(new URL(opened.url).username);
  await migrate(opened.ownerUrl, appRole, migrationFolders).catch(url === undefined ? undefined : cannotReach(opened.ownerUrl));
  await refuseTooPowerfulRole(opened.url, config.INTERLOCK_WAIVE_LEDGER_ROLE, log);
  return opened;
}

const reachRemedies: Readonly<Record<string, (at: URL) => string>> = {
  ECONNREFUSED: (at) => `No PostgreSQL listens at ${at.host}: start it, or name another in DATABASE_URL.`,
  ENOTFOUND: (at) => `There is no host “${at.hostname}”: name another in DATABASE_URL.`,
  EAI_AGAIN: (at) => `The host “${at.hostname}” cannot be looked up now: name another in DATABASE_URL, or try again.`,
  '28P01': (at) =>
    `PostgreSQL at ${at.host} does not take this password for “${at.username}”: mend DATABASE_URL or DATABASE_OWNER_URL.`,
  '28000': (at) => `PostgreSQL at ${at.host} does not let “${at.username}” in: mend DATABASE_URL or its pg_hba.conf.`,
  '3D000': (at) =>
    `PostgreSQL at ${at.host} has no database “${at.pathname.slice(1)}”: create it, or name another in DATABASE_URL.`,
};

/** Says what would help where a database that was named cannot be reached; never with its password. */
const cannotReach =
  (url: string) =>
  (error: unknown): never => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const says = reachRemedies[code];
    if (says === undefined) throw error;
    throw new Error(`Interlock does not start. ${says(new URL(url))}`, { cause: error });
  };

async function asks(url: string, startOver: StartOver): Promise<boolean> {
  const database = openDatabase(url, { max: 1 });
  try {
    return await startOver(database.db);
  } finally {
    await database.close();
  }
}

async function embedded(dataDir: string, startOver: StartOver): Promise<Opened> {
  const { ensureDatabase, keepRunning, removeDatabase, startEmbedded } = await import('../foundation/database/embedded/index.ts');
  const options = { dataDir, purpose: 'serve', say: (line: string) => void process.stderr.write(`${line}\n`) } as const;
  const server = await startEmbedded(options);
  const { appUrl, ownerUrl } = await ensureDatabase(server, { name: 'interlock' });
  if (await asks(ownerUrl, startOver)) {
    options.say('An earlier start was interrupted while it made the example: it is made anew.');
    await removeDatabase(server, { name: 'interlock' });
    await ensureDatabase(server, { name: 'interlock' });
  }
  const { stop } = keepRunning(server, options);
  return {
    url: appUrl,
    ownerUrl,
    where: `embedded PostgreSQL, data in ${server.dataDir}`,
    folder: server.dataDir,
    stop,
    giveUp: async () => {
      if (!server.adopted) await stop();
    },
  };
}

const external = (url: string, ownerUrl = url): Opened => ({
  url,
  ownerUrl,
  where: `PostgreSQL at ${new URL(url).host}`,
  folder: null,
  stop: async () => undefined,
  giveUp: async () => undefined,
});

/** Part 11 11.10(e): the trail is insert-only for the role that serves. A role that could alter it is refused, unless waived in words. */
async function refuseTooPowerfulRole(url: string, waived: boolean, log: Logger): Promise<void> {
  const database = openDatabase(url, { max: 1 });
  try {
    const { rows } = await sql<{ role: string; may: boolean }>`
      select current_user as role, has_table_privilege('ledger.entry', 'UPDATE') or has_table_privilege('ledger.entry', 'DELETE')
        or has_table_privilege('ledger.entry', 'TRUNCATE') or (select rolsuper from pg_roles where rolname = current_user)
        or pg_has_role(current_user, (select relowner from pg_class where oid = 'ledger.entry'::regclass), 'MEMBER') as may`.execute(
      database.db,
    );
    const row = rows[0];
    if (row?.may !== true) return;
    if (!waived) {
      throw new Error(
        `Interlock does not start: the database role "${row.role}" that serves could alter the audit trail. Give DATABASE_URL a role of its own and DATABASE_OWNER_URL ` +
          'the owning one (docs/operator-guide.md), or set INTERLOCK_WAIVE_LEDGER_ROLE=1 to accept it; it is then said at each start.',
      );
    }
    log.warn(`WAIVED: the database role "${row.role}" that serves could alter the audit trail (INTERLOCK_WAIVE_LEDGER_ROLE)`);
  } finally {
    await database.close();
  }
}
