import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const flag = z.enum(['0', '1', 'true', 'false', '']).transform((text) => text === '1' || text === 'true');

const environment = z.object({
  INTERLOCK_PORT: port.default(7420),
  INTERLOCK_HOST: z.string().default('127.0.0.1'),
  INTERLOCK_DATA: z.string().optional(),
  INTERLOCK_PUBLIC_URL: z.url().optional(),
  INTERLOCK_TRUST_PROXY: flag.default(false),
  INTERLOCK_RATE_PER_MINUTE: z.coerce.number().int().min(10).default(1200),
  INTERLOCK_POOL: z.coerce.number().int().min(2).max(100).default(10),
  INTERLOCK_LOG: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('warn'),
  /** Says in so many words that the serving role could alter the ledger, and that this is accepted. */
  INTERLOCK_WAIVE_LEDGER_ROLE: flag.default(false),
  /** A file with the key to what lies sealed in the database. */
  INTERLOCK_SECRETS_KEY: z.string().optional(),
  DATABASE_URL: z.string().optional(),
  DATABASE_OWNER_URL: z.string().optional(),
});

export type Config = z.output<typeof environment>;

/** Reads the environment; a value that cannot be is refused at the start, by name. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environment.safeParse(env);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`Interlock cannot start with this environment.\n${lines.join('\n')}`);
}
