import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeDurably } from './durable-files.ts';

const secretsShape = z.object({ superuser: z.string().min(32), owner: z.string().min(32), app: z.string().min(32) });
/** Passwords of the embedded server's three roles; never shown, never logged. */
export type Secrets = z.infer<typeof secretsShape>;

export const secretsFile = (home: string): string => join(home, 'secrets.json');

/** Reads the passwords of a database home. */
export function readSecrets(home: string): Secrets {
  const file = secretsFile(home);
  if (!existsSync(file)) {
    throw new Error(
      `the passwords of the database are missing (${file}): bring the file back from a backup, where it lies beside the manifest`,
    );
  }
  return secretsShape.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Makes the passwords once, for a database that does not exist yet. */
export function ensureSecrets(home: string): Secrets {
  const file = secretsFile(home);
  if (existsSync(file)) {
    if (process.platform !== 'win32') chmodSync(file, 0o600);
    return readSecrets(home);
  }
  const password = () => randomBytes(24).toString('hex');
  const secrets: Secrets = { superuser: password(), owner: password(), app: password() };
  writeDurably(file, `${JSON.stringify(secrets)}\n`, 0o600);
  return secrets;
}

/** Address of a database on the embedded server. Passwords are hexadecimal, so nothing needs escaping. */
export const urlFor = (port: number, role: string, password: string, database: string): string =>
  `postgres://${role}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
