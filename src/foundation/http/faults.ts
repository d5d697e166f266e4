import { defineRefusals, type Refusal } from '../refusal.ts';

const deepest = 64;

const no = defineRefusals('foundation', {
  'unstorable-text': {
    kind: 'malformed',
    says: () => 'A text holds a character that cannot be stored (NUL or half a surrogate pair).',
    remedy: 'Remove the character and send the request again.',
  },
  'too-deep': {
    kind: 'malformed',
    says: () => `The request is nested deeper than ${deepest} levels.`,
    remedy: 'Send it flatter.',
  },
  'database-away': {
    kind: 'unavailable',
    says: () =>
      'The database does not answer at this moment; nothing was changed by this request unless a repeat with the same key says so.',
    remedy: 'Try again in a few seconds.',
  },
  'disk-full': {
    kind: 'unavailable',
    says: () => 'Nothing can be written: a disk of the server is full. Nothing was changed.',
    remedy: 'Ask the operator to free space; reading goes on.',
  },
  'cannot-write': {
    kind: 'unavailable',
    says: () => 'The database takes no changes at this moment. Nothing was changed: what cannot be recorded is not done.',
    remedy: 'Tell the operator; reading goes on. Repeat it when writing is possible again.',
  },
});

/** The disk of the database, or the one on which a file lies while it comes. */
const diskFullCodes = new Set(['53100', 'ENOSPC', 'EDQUOT']);
/** Out of memory or of another resource, told by its system that a file cannot be written, or set to reading alone. */
const unwritableCodes = new Set(['25006', '53000', '53200', '53400', '58030']);
const awayCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08003',
  '08001',
  '53300',
  '25P03',
]);
/** What is wrong with the texts of a value: PostgreSQL takes no NUL, UTF-8 has no half of a surrogate pair, and nobody means a hundred nested lists. */
function faultIn(value: unknown, depth: number): 'unstorable-text' | 'too-deep' | null {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? 'unstorable-text' : null;
  if (typeof value !== 'object' || value === null) return null;
  if (depth === deepest) return 'too-deep';
  for (const [key, inner] of Object.entries(value)) {
    const fault = faultIn(key, depth) ?? faultIn(inner, depth + 1);
    if (fault !== null) return fault;
  }
  return null;
}

/** Said before any room looks at the request: what would come of it otherwise depends on where the text went. */
export function refuseUnstorable(...parts: readonly unknown[]): readonly Refusal[] {
  const fault = faultIn(parts, 0);
  return fault === null ? [] : [no[fault]({})];
}

const unstorableCodes = new Set(['22021', '22P05']);
const awayTexts = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'connection timeout',
  // The rollback of a transaction whose connection broke.
  'is not queryable',
  'connection has been discarded',
];

/** Faults of the world around us that a caller can do something about; null for everything that is a fault of ours. */
export function refusalOfFault(error: unknown): Refusal | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (unstorableCodes.has(code)) return no['unstorable-text']({});
  if (diskFullCodes.has(code)) return no['disk-full']({});
  if (unwritableCodes.has(code)) return no['cannot-write']({});
  if (awayCodes.has(code) || awayTexts.some((text) => error.message.includes(text))) return no['database-away']({});
  return null;
}
