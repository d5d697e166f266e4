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
  /** A file with SHA-1 hashes of breached passwords, in their order. */
  INTERLOCK_BREACHED_PASSWORDS: z.string().optional(),
  /** Ed25519, PKCS 8 in PEM: signs checkpoints of the ledger. */
  INTERLOCK_LEDGER_KEY: z.string().optional(),
  /** The key before it, at hand while the new one is introduced: it vouches for the new one. */
  INTERLOCK_LEDGER_PREVIOUS_KEY: z.string().optional(),
  /** What the log is called in its checkpoints; used once, by its first key. */
  INTERLOCK_LEDGER_NAME: z
    .string()
    .regex(/^[^\s+]+$/, 'One word without a plus, such as interlock.firm.example/ledger')
    .optional(),
  /** A folder outside of the database, into which every checkpoint is copied. */
  INTERLOCK_CHECKPOINT_DIR: z.string().optional(),
  /** For how many years after somebody left their name is kept. */
  INTERLOCK_RETENTION_YEARS: z.coerce.number().int().min(1).max(100).optional(),
  /** When the ledger verifies itself as a whole each day, in UTC. */
  INTERLOCK_LEDGER_VERIFY_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of day in UTC, such as 02:00')
    .default('02:00'),
  /** How large the database may become, in GB (10^9 bytes): an alarm is raised at 80 %. */
  INTERLOCK_DATABASE_MAX_GB: z.coerce.number().positive().max(1_000_000).optional(),
  /** How often a back-up is made: one that nobody reported in time is an alarm. */
  INTERLOCK_BACKUP_EVERY_HOURS: z.coerce.number().positive().max(8_784).optional(),
  /** Where alarms are posted, signed. Its host must be on the list below. */
  INTERLOCK_ALARM_WEBHOOK: z.url().optional(),
  /** A file with the secret that signs what is posted; its name without the ending names the key. */
  INTERLOCK_ALARM_WEBHOOK_SECRET: z.string().optional(),
  /** Hosts to which requests may leave the house, separated by commas. */
  INTERLOCK_OUTGOING_HOSTS: z.string().default(''),
  /** Lets these hosts be addresses inside of a network, and be spoken to without TLS. */
  INTERLOCK_OUTGOING_PRIVATE: flag.default(false),
  /** The mail server: smtps://user:password@mail.firm.example, or smtp://. */
  INTERLOCK_SMTP_URL: z
    .url()
    .refine((url) => /^smtps?:/.test(url), 'An address that begins with smtps: or smtp:')
    .optional(),
  /** Who the sender of mail is. */
  INTERLOCK_MAIL_FROM: z.email().optional(),
  /** For one start: lets the next check of identity be the first one again, where nobody is left who checks. */
  INTERLOCK_REOPEN_FIRST_CHECK: flag.default(false),
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
