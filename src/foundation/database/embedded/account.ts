import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** The operating system's account that runs the server; null where it is our own. */
export type Account = { readonly uid: number; readonly gid: number; readonly name: string } | null;

function named(name: string): Account {
  const [uid, gid] = ['-u', '-g'].map((option) => spawnSync('id', [option, name], { encoding: 'utf8' }));
  if (uid?.status !== 0 || gid?.status !== 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout), name };
}

/**
 * PostgreSQL refuses to run as root: then the owner of an existing cluster runs it, else `postgres`, else `nobody`.
 * Anybody else runs it as themselves.
 */
export function serverAccount(cluster: string): Account {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) {
    const name = spawnSync('id', ['-un', String(owner.uid)], { encoding: 'utf8' }).stdout?.trim();
    return { uid: owner.uid, gid: owner.gid, name: name || `user ${owner.uid}` };
  }
  const account = named('postgres') ?? named('nobody');
  if (account === null)
    throw new Error(
      'root cannot run PostgreSQL, and neither `postgres` nor `nobody` exists here: create the user `postgres`, or set DATABASE_URL',
    );
  return account;
}

/** What spawn needs to run as the account. */
export const identityOf = (account: Account): { uid?: number; gid?: number } =>
  account === null ? {} : { uid: account.uid, gid: account.gid };

/** The nearest folder on the way up that exists. */
function existing(path: string): string {
  let folder = resolve(path);
  while (!existsSync(folder)) folder = dirname(folder);
  return folder;
}

/** True when the account can enter the folder (or, where it does not exist yet, the nearest one above it). Tried, not computed: ACLs count too. */
export function canEnter(account: Account, path: string): boolean {
  if (account === null) return true;
  const tried = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', existing(path)], {
    ...identityOf(account),
    cwd: '/',
    stdio: 'ignore',
  });
  return tried.status === 0;
}

/** A small environment: a database server has no use for our secrets. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMP } = process.env;
  const kept = Object.entries({ PATH, SystemRoot, TEMP, TMP }).filter(([, value]) => value !== undefined);
  // Without a locale macOS starts threads before the server forks, which PostgreSQL refuses.
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}
