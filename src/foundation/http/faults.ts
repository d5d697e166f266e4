import { defineRefusals, type Refusal } from '../refusal.ts';

const no = defineRefusals('foundation', {
  'unstorable-text': {
    kind: 'malformed',
    says: () => 'A text holds a character that cannot be stored (NUL or half a surrogate pair).',
    remedy: 'Remove the character and send the request again.',
  },
  'database-away': {
    kind: 'unavailable',
    says: () =>
      'The database does not answer at this moment; nothing was changed by this request unless a repeat with the same key says so.',
    remedy: 'Try again in a few seconds.',
  },
  'disk-full': {
    kind: 'unavailable',
    says: () => 'The database cannot write: its disk is full. Nothing was changed.',
    remedy: 'Ask the operator to free space; reading goes on.',
  },
});

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
  if (code === '53100') return no['disk-full']({});
  if (awayCodes.has(code) || awayTexts.some((text) => error.message.includes(text))) return no['database-away']({});
  return null;
}
