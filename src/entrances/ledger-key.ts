import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import type { Settings } from '../foundation/settings.ts';
import type { Config } from './config.ts';

const fileName = 'ledger-key.pem';
const remedy = 'Make one with: openssl genpkey -algorithm ed25519 -out ledger-key.pem && chmod 600 ledger-key.pem';

/** `wx`: of two starts at once one makes the key, and the other reads that one. */
function makeKey(file: string): void {
  const handle = openSync(file, 'wx', 0o600);
  try {
    writeSync(handle, generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const isThere = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST';

function keyFile(config: Config, embeddedIn: string | null, log: Pick<Logger, 'warn'>): string | null {
  const named = config.INTERLOCK_LEDGER_KEY;
  if (named !== undefined) {
    if (!existsSync(named)) throw new Error(`INTERLOCK_LEDGER_KEY names ${named}, which does not exist. ${remedy}`);
    return resolve(named);
  }
  if (embeddedIn === null) {
    log.warn(`this process seals the ledger and signs no checkpoints: INTERLOCK_LEDGER_KEY names no key. ${remedy}`);
    return null;
  }
  const file = join(embeddedIn, fileName);
  try {
    if (!existsSync(file)) makeKey(file);
  } catch (error) {
    if (!isThere(error)) throw error;
  }
  return file;
}

/** A name that no other log has: the address, and eight letters for the case that two installations are reached by one (localhost). It is used once, by the first key. */
const nameFor = (publicUrl: string): string => `${new URL(publicUrl).host}/interlock/${randomBytes(4).toString('hex')}`;

/**
 * How this process signs checkpoints of the ledger. The key is an Ed25519 key in a file (PKCS 8, PEM), never in the database: one that INTERLOCK_LEDGER_KEY names; with
 * the embedded database else one in the data folder, made at the first start. Several servers of one database share one file. Without any it seals and does not sign.
 */
export const ledgerSigning = (
  config: Config,
  publicUrl: string,
  embeddedIn: string | null,
  log: Pick<Logger, 'warn'>,
): NonNullable<Settings['signing']> => ({
  keyFile: keyFile(config, embeddedIn, log),
  previousKeyFile: config.INTERLOCK_LEDGER_PREVIOUS_KEY ?? null,
  name: config.INTERLOCK_LEDGER_NAME ?? nameFor(publicUrl),
  copyTo: config.INTERLOCK_CHECKPOINT_DIR ?? null,
  verifyAt: config.INTERLOCK_LEDGER_VERIFY_AT,
});
