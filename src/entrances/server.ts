import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../foundation/clock.ts';
import { mountHealth } from '../foundation/http/health.ts';
import { readableBreachedPasswords } from './breached-passwords.ts';
import { readConfig } from './config.ts';
import { isHalfMade } from './demo/seeded.ts';
import { mountDocuments } from './documents.ts';
import { type House, openHouse } from './house.ts';
import { ledgerSigning } from './ledger-key.ts';
import { listen } from './listen.ts';
import { openLog } from './log.ts';
import { conditions, measures } from './measures.ts';
import { openServingDatabase } from './open-database.ts';
import { outgoingFrom } from './outgoing.ts';
import { readSecretsKeys } from './secrets-key.ts';
import { mountWeb } from './web-files.ts';

const checkout = fileURLToPath(new URL('../../', import.meta.url));

type Ready = {
  readonly url: string;
  readonly people: readonly { readonly email: string; readonly password: string; readonly roles: readonly string[] }[];
  readonly setupLink: string | null;
};

/** What a firm keeps is never made anew. */
const nothingToMakeAnew = async (): Promise<boolean> => false;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function print(ready: Ready, where: string, json: boolean): void {
  if (json) {
    // An installation without anybody is of no use to a script that is not told how the first one comes in.
    const setup = ready.setupLink === null ? {} : { setupLink: ready.setupLink };
    say(JSON.stringify({ ready: true, url: ready.url, people: ready.people, database: where, ...setup }));
    return;
  }
  say(`\nInterlock is ready at ${ready.url}`);
  say(`  ${where}`);
  if (ready.setupLink !== null)
    say(`  Nobody is registered yet. The first administrator signs up here, once, within 24 hours:\n  ${ready.setupLink}`);
  if (ready.people.length > 0) {
    say('  These people can sign in:');
    const width = Math.max(...ready.people.map((person) => person.email.length));
    for (const person of ready.people) say(`    ${person.email.padEnd(width)}  ${person.password}  ${person.roles.join(', ')}`);
  }
  say('  Ctrl-C stops it.\n');
}

async function prepare(house: House, url: string, demo: boolean): Promise<Ready> {
  if (demo) {
    const { seedDemo } = await import('./demo.ts');
    return { url, people: await seedDemo(house.app, (line) => void process.stderr.write(`${line}\n`)), setupLink: null };
  }
  const { firstAdministratorLink } = await import('../rooms/identity/wiring.ts');
  const link = await firstAdministratorLink(house.app);
  return { url, people: [], setupLink: link === null ? null : `${url}/setup#${link}` };
}

/** Reads what a start reads, also what it reads late, so that it lies compiled for the next one (`scripts/serve.mjs`). */
async function compile(): Promise<void> {
  await Promise.all([import('../foundation/database/embedded/index.ts'), import('../rooms/identity/wiring.ts')]);
}

async function main(): Promise<void> {
  if (process.argv.includes('--compile')) return compile();
  const json = process.argv.includes('--json');
  const demo = process.argv.includes('--demo');
  const config = readConfig(process.env);
  const log = openLog(config.INTERLOCK_LOG);
  const dataDir = config.INTERLOCK_DATA ?? path.join(checkout, '.interlock', demo ? 'demo' : 'data');
  const database = await openServingDatabase(config, path.resolve(dataDir), log, demo ? isHalfMade : nothingToMakeAnew);
  // Known in full only once the server listens, where the port is left to the system.
  let publicUrl = config.INTERLOCK_PUBLIC_URL ?? `http://localhost:${config.INTERLOCK_PORT}`;
  const house = await openHouse({
    databaseUrl: database.url,
    clock: systemClock,
    log,
    settings: {
      build: process.env.INTERLOCK_BUILD ?? '0.1.0',
      checkReplies: false,
      secure: publicUrl.startsWith('https:'),
      get publicUrl() {
        return publicUrl;
      },
      retentionYears: config.INTERLOCK_RETENTION_YEARS,
      space: {
        maxBytes: config.INTERLOCK_DATABASE_MAX_GB === undefined ? null : config.INTERLOCK_DATABASE_MAX_GB * 1e9,
        folder: config.DATABASE_URL === undefined ? database.folder : null,
      },
      breachedPasswords: await readableBreachedPasswords(config.INTERLOCK_BREACHED_PASSWORDS),
      backupEveryHours: config.INTERLOCK_BACKUP_EVERY_HOURS,
      outgoing: outgoingFrom(config),
      signing: ledgerSigning(config, publicUrl, config.DATABASE_URL === undefined ? path.resolve(dataDir) : null, log),
    },
    secretsKeys: readSecretsKeys(
      config.INTERLOCK_SECRETS_KEY,
      config.DATABASE_URL === undefined ? path.resolve(dataDir) : null,
      log,
    ),
    ratePerMinute: config.INTERLOCK_RATE_PER_MINUTE,
    trustProxy: config.INTERLOCK_TRUST_PROXY,
    poolSize: config.INTERLOCK_POOL,
    // The example is told with a clock that is moved by hand: jobs, which know the real time, would judge its past.
    runJobs: !demo,
    extend: async (app, server) => {
      mountHealth(app, server, measures, conditions);
      await mountDocuments(server);
      await mountWeb(server);
    },
  });
  // Heard for good, and before the example is made: a Ctrl-C in the middle of it stops in order, and a second one while stopping does not cut that short.
  const asked = new Promise<void>((resolve) => {
    process.on('SIGINT', () => resolve());
    process.on('SIGTERM', () => resolve());
  });
  const begin = async (): Promise<void> => {
    const address = await listen(house.server, { port: config.INTERLOCK_PORT, host: config.INTERLOCK_HOST });
    const url = config.INTERLOCK_PUBLIC_URL ?? address.replace('127.0.0.1', 'localhost').replace('0.0.0.0', 'localhost');
    publicUrl = url;
    const ready = await prepare(house, url, demo);
    if (demo) house.startJobs();
    if (config.INTERLOCK_REOPEN_FIRST_CHECK) await reopen(house);
    print(ready, database.where, json);
  };
  try {
    await Promise.race([begin(), asked]);
  } catch (error) {
    await house.close();
    await database.giveUp();
    throw error;
  }
  await asked;
  await house.close();
  await database.stop();
}

async function reopen(house: House): Promise<void> {
  const { reopenFirstCheck } = await import('../rooms/identity/wiring.ts');
  const until = await reopenFirstCheck(house.app);
  const told =
    until === null
      ? 'INTERLOCK_REOPEN_FIRST_CHECK changed nothing: somebody who checks identities was checked and is active.'
      : `The next check of identity may be the first one again, until ${until.toISOString()}. Start without INTERLOCK_REOPEN_FIRST_CHECK from now on.`;
  process.stderr.write(`${told}\n`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(
      `${error instanceof Error ? (process.env.INTERLOCK_LOG === 'debug' ? error.stack : error.message) : String(error)}\n`,
    );
    process.exit(1);
  },
);
