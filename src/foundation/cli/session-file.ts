import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const shape = z.object({ url: z.url(), cookie: z.string() });
export type CliSession = z.output<typeof shape>;

const fileOf = (env: Readonly<Record<string, string | undefined>>): string =>
  path.join(env.XDG_CONFIG_HOME ?? path.join(os.homedir(), '.config'), 'interlock', 'session.json');

/** The session that `interlock sign-in` left; null when there is none. */
export async function readSession(env: Readonly<Record<string, string | undefined>>): Promise<CliSession | null> {
  try {
    const parsed = shape.safeParse(JSON.parse(await readFile(fileOf(env), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Kept for its owner alone (0600), also where the file was there before with other rights. */
export async function writeSession(env: Readonly<Record<string, string | undefined>>, session: CliSession): Promise<void> {
  const file = fileOf(env);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, `${JSON.stringify(session)}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
}

export const forgetSession = (env: Readonly<Record<string, string | undefined>>): Promise<void> =>
  rm(fileOf(env), { force: true });
