import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { vaultKeyBytes } from '../foundation/vault.ts';

const fileName = 'secrets.key';
const remedy = `Make one with: node -e "console.log(require('crypto').randomBytes(32).toString('base64'))"`;

/** One key a line, in base64; the first seals, the others still open what they sealed before. Lines that start with # are for people. */
function keysIn(file: string): readonly Buffer[] {
  const lines = readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const keys = lines.map((line) => Buffer.from(line, 'base64'));
  if (keys.length === 0 || keys.some((key) => key.length !== vaultKeyBytes))
    throw new Error(`${file} holds no key of ${vaultKeyBytes} bytes in base64 on each line. ${remedy}`);
  return keys;
}

/** A key that others on the machine can read is none. Windows keeps its permissions elsewhere. */
function mustBePrivate(file: string): void {
  if (process.platform === 'win32') return;
  const mode = statSync(file).mode & 0o777;
  if ((mode & 0o077) !== 0)
    throw new Error(
      `${file} can be read by others (mode ${mode.toString(8)}): chmod 600, and make a new key if somebody may have`,
    );
}

function makeKey(file: string): void {
  // `wx`: of two starts at once one makes the key, and the other reads that one.
  const handle = openSync(file, 'wx', 0o600);
  try {
    writeSync(handle, `# Key to the secrets in the database of Interlock (docs/operator-guide.md).\n`);
    writeSync(handle, `${randomBytes(vaultKeyBytes).toString('base64')}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const isThere = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST';

/**
 * The keys to what is kept sealed in the database. A file that INTERLOCK_SECRETS_KEY names; with the embedded database else a file in the data folder, made at
 * the first start. Several servers of one database share one file. Without any: none, and what needs one is refused with that remedy.
 */
export function readSecretsKeys(
  named: string | undefined,
  embeddedIn: string | null,
  log: Pick<Logger, 'warn'>,
): readonly Buffer[] {
  if (named !== undefined) {
    if (!existsSync(named)) throw new Error(`INTERLOCK_SECRETS_KEY names ${named}, which does not exist. ${remedy}`);
    mustBePrivate(named);
    return keysIn(named);
  }
  if (embeddedIn === null) {
    log.warn('INTERLOCK_SECRETS_KEY names no key: authenticator apps cannot be set up until it does (docs/operator-guide.md)');
    return [];
  }
  const file = join(embeddedIn, fileName);
  try {
    if (!existsSync(file)) makeKey(file);
  } catch (error) {
    if (!isThere(error)) throw error;
  }
  mustBePrivate(file);
  return keysIn(file);
}
