import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Account, canEnter, serverAccount } from './account.ts';

export type Purpose = 'serve' | 'test';

/** Where the database of a data folder really lives. */
export type Place = {
  /** Holds the cluster, its secrets, its port and its log. The data folder itself, unless the server's account cannot enter that. */
  readonly home: string;
  readonly cluster: string;
  readonly account: Account;
  readonly outside: boolean;
};

const clusterIn = (home: string): string => join(home, 'postgres');
export const hasCluster = (cluster: string): boolean => existsSync(join(cluster, 'PG_VERSION'));

function outsideHomes(dataDir: string, purpose: Purpose): readonly string[] {
  const name = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 12);
  if (purpose === 'test') return [tmpdir(), '/tmp'].map((folder) => join(folder, `interlock-test-${name}`));
  return ['/var/lib', tmpdir(), '/tmp'].map((folder) => join(folder, `interlock-${name}`));
}

function placeAt(home: string, outside: boolean): Place {
  const cluster = clusterIn(home);
  return { home, cluster, account: serverAccount(cluster), outside };
}

/**
 * Decides where the database of a data folder lives. It stays in the data folder wherever it can. Root starts the server as another user,
 * and where that user cannot enter the folder (a checkout of mode 0700, /root) the database lives in a folder outside whose name follows
 * from the path. A database that exists decides: a later change of permissions never makes data seem lost.
 */
export function placeOf(dataDir: string, purpose: Purpose): Place {
  const inside = placeAt(resolve(dataDir), false);
  const outside = process.getuid?.() === 0 ? outsideHomes(dataDir, purpose) : [];
  if (!hasCluster(inside.cluster)) {
    const found = outside.find((home) => hasCluster(clusterIn(home)));
    if (found !== undefined) return placeAt(found, true);
  }
  if (canEnter(inside.account, inside.home)) return inside;
  if (hasCluster(inside.cluster)) {
    throw new Error(
      `the database lies in ${inside.cluster}, which ${inside.account?.name} can no longer enter: allow it (chmod o+x) on each folder above, or move the data folder`,
    );
  }
  const home = outside.find((candidate) => canEnter(inside.account, dirname(candidate)) && existsSync(dirname(candidate)));
  if (home === undefined)
    throw new Error(
      `${inside.account?.name} can enter neither ${inside.home} nor a folder outside; choose another data folder (INTERLOCK_DATA)`,
    );
  return placeAt(home, true);
}

/** Creates what is missing of the place and says where the data is when it is not where one would look. */
export function prepare(place: Place, dataDir: string, say: (line: string) => void): void {
  makeEnterable(resolve(dataDir), place.account);
  if (!place.outside) return;
  makeEnterable(place.home, place.account);
  const home = lstatSync(place.home);
  // The name can be foretold, and everybody may create folders in a temporary one.
  if (!home.isDirectory() || home.uid !== process.getuid?.())
    throw new Error(`${place.home} is not ours; remove it or choose another data folder (INTERLOCK_DATA)`);
  const text = `The database is kept in ${place.home}, because ${place.account?.name}, who runs it, cannot enter ${resolve(dataDir)}.`;
  writeFileSync(join(resolve(dataDir), 'DATABASE-IS-ELSEWHERE.txt'), `${text}\n`);
  say(text);
}

function makeEnterable(folder: string, account: Account): void {
  if (existsSync(folder)) return;
  makeEnterable(dirname(folder), account);
  try {
    mkdirSync(folder);
  } catch (error) {
    throw new Error(`The data folder cannot be made at ${folder}: choose one that this user may write, with INTERLOCK_DATA.`, {
      cause: error,
    });
  }
  // Said outright, because the umask would take it away. Others may pass through, not look; the cluster itself is 0700.
  chmodSync(folder, account === null ? 0o700 : 0o711);
}
