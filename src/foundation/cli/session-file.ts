import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';

/** `place`: the cookie by which the server knows this machine again; it outlives the session. */
const shape = z.object({ url: z.url(), cookie: z.string(), place: z.string().optional() });
export type CliSession = z.output<typeof shape>;

const fileOf = (env: Readonly<Record<string, string | undefined>>): string =>
  path.join(env.XDG_CONFIG_HOME ?? path.join(os.homedir(), '.config'), 'interlock', 'session.json');

async function readFileOf(env: Readonly<Record<string, string | undefined>>): Promise<CliSession | null> {
  try {
    const parsed = shape.safeParse(JSON.parse(await readFile(fileOf(env), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** The session that `interlock sign-in` left; null when there is none. */
export async function readSession(env: Readonly<Record<string, string | undefined>>): Promise<CliSession | null> {
  const kept = await readFileOf(env);
  return kept === null || kept.cookie === '' ? null : kept;
}

/** By which the server at this address knows the machine again; null when nobody signed in there. */
export async function readPlace(env: Readonly<Record<string, string | undefined>>, url: string): Promise<string | null> {
  const kept = await readFileOf(env);
  return kept?.url === url ? (kept.place ?? null) : null;
}

/** Kept for its owner alone (0600), also where the file was there before with other rights. */
export async function writeSession(env: Readonly<Record<string, string | undefined>>, session: CliSession): Promise<void> {
  const file = fileOf(env);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const place = session.place ?? (await readPlace(env, session.url));
  await writeFile(file, `${JSON.stringify({ ...session, ...(place === null ? {} : { place }) })}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
}

export async function forgetSession(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const kept = await readFileOf(env);
  if (kept?.place === undefined) await rm(fileOf(env), { force: true });
  else await writeSession(env, { ...kept, cookie: '' });
}
