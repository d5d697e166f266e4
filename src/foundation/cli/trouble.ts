import { type ExitCode, exitCodes } from './exit-codes.ts';

/** What the system answered to a command, for people: what, what to do about it, and the exit code that scripts see. */
export type Trouble = { readonly says: string; readonly remedy: string; readonly exit: ExitCode };

type Known = { readonly code: string; readonly path: string | null };

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

function knownOf(error: unknown): Known | null {
  // Several addresses of one host were tried: each failed, the first says how.
  if (error instanceof AggregateError) return knownOf(error.errors[0]);
  if (!(error instanceof Error)) return null;
  if (!('code' in error)) return knownOf(error.cause);
  const code = text(error.code);
  if (code === null) return null;
  return { code, path: 'path' in error ? text(error.path) : null };
}

type Says = (file: string) => Trouble;
const files: Readonly<Record<string, Says>> = {
  ENOENT: (file) => ({
    says: `There is no file or folder “${file}”.`,
    remedy: 'Check the name, and the folder that you are in; give the whole path.',
    exit: exitCodes.notFound,
  }),
  ENOTDIR: (file) => ({
    says: `There is no “${file}”: a part of the path is a file, not a folder.`,
    remedy: 'Check the path.',
    exit: exitCodes.notFound,
  }),
  EACCES: (file) => ({
    says: `You may not open “${file}” here.`,
    remedy: 'Have its owner give you the right to it, or work on a copy of your own.',
    exit: exitCodes.forbidden,
  }),
  EPERM: (file) => ({
    says: `You may not open “${file}” here.`,
    remedy: 'Have its owner give you the right to it, or work on a copy of your own.',
    exit: exitCodes.forbidden,
  }),
  EROFS: (file) => ({
    says: `“${file}” cannot be written: its disk is for reading only.`,
    remedy: 'Name a file on another disk.',
    exit: exitCodes.forbidden,
  }),
  EISDIR: (file) => ({ says: `${file} is a folder.`, remedy: 'Name the file in it.', exit: exitCodes.usage }),
};

const atTheAddress = 'Check the address, and that what it names runs and can be reached from here.';
const others: Readonly<Record<string, Trouble>> = {
  ENOSPC: {
    says: 'The disk is full; what was written so far is not whole.',
    remedy: 'Make room, or name a file on another disk, and begin anew.',
    exit: exitCodes.fault,
  },
  ECONNREFUSED: { says: 'Nothing answers at that address.', remedy: atTheAddress, exit: exitCodes.unavailable },
  ECONNRESET: { says: 'The connection was cut.', remedy: atTheAddress, exit: exitCodes.unavailable },
  ETIMEDOUT: { says: 'Nothing answered in time at that address.', remedy: atTheAddress, exit: exitCodes.unavailable },
  ENOTFOUND: { says: 'There is no host of that name.', remedy: atTheAddress, exit: exitCodes.unavailable },
  EAI_AGAIN: { says: 'The name of the host could not be looked up.', remedy: atTheAddress, exit: exitCodes.unavailable },
  ERR_INVALID_URL: {
    says: 'That is no address.',
    remedy: 'Write it as postgres://user:password@host:5432/database.',
    exit: exitCodes.usage,
  },
  // SQLSTATE of PostgreSQL.
  '28P01': { says: 'The database refused user or password.', remedy: 'Check both in the address.', exit: exitCodes.forbidden },
  '28000': { says: 'The database lets nobody in this way.', remedy: 'Check user and password.', exit: exitCodes.forbidden },
  '3D000': { says: 'There is no database of that name.', remedy: 'Check the end of the address.', exit: exitCodes.notFound },
  '3F000': { says: 'That database holds no ledger.', remedy: 'Name a database of Interlock.', exit: exitCodes.notFound },
  '42P01': { says: 'That database holds no ledger.', remedy: 'Name a database of Interlock.', exit: exitCodes.notFound },
  '42501': {
    says: 'That user may not read the ledger.',
    remedy: 'Give the user SELECT on the schema ledger, or name another one.',
    exit: exitCodes.forbidden,
  },
  '57P03': { says: 'The database is starting or stopping.', remedy: 'Try again in a moment.', exit: exitCodes.unavailable },
};

/** Files and databases that are not there, or not for this person, in words; null for what is a fault of ours. */
export function troubleOf(error: unknown): Trouble | null {
  const known = knownOf(error);
  if (known === null) return null;
  const ofFile = files[known.code];
  // A folder that was opened and cannot be read comes without its name.
  if (ofFile !== undefined && (known.path !== null || known.code === 'EISDIR')) return ofFile(known.path ?? 'What you named');
  return others[known.code] ?? null;
}

export const troubleText = ({ says, remedy }: Trouble): string => `✗ ${says}\n  ${remedy}`;
