import { z } from 'zod';
import { idOrKey, instant, operation, pageOf, pageQuery, uuid } from '../../foundation/contract.ts';
import { entryShape, json } from './contract-entry.ts';
import { cutOff, trailFilters } from './contract-filters.ts';
import { controlTotals } from './contract-report.ts';

export * from './contract-checkpoints.ts';
export * from './contract-entry.ts';
export * from './contract-erasure.ts';
export * from './contract-lost-entries.ts';
export * from './contract-report.ts';
export * from './contract-time-order.ts';
export * from './contract-time-stamps.ts';
export * from './contract-trail-views.ts';
export * from './contract-witnesses.ts';

export const listActs = operation({
  id: 'ledger.acts',
  method: 'GET',
  path: '/ledger/acts',
  right: 'ledger.read',
  summary: 'The acts that the trail can hold, each with its sentence, and the kinds of record in it',
  description: 'What the filters of the audit trail offer.',
  reply: z.object({
    acts: z.array(
      z.object({
        act: z.string(),
        says: z.string().describe('The act as a sentence'),
        group: z.string().describe('The part of the product it belongs to, in words'),
      }),
    ),
    kinds: z.array(z.object({ kind: z.string(), says: z.string().describe('The kind in words') })),
  }),
});

export const readTrail = operation({
  id: 'ledger.entries',
  method: 'GET',
  path: '/ledger/entries',
  right: 'ledger.read',
  summary: 'The audit trail, newest first unless asked otherwise',
  query: z.strictObject({ ...pageQuery, ...trailFilters }),
  reply: pageOf(entryShape),
});

export const exportTrail = operation({
  id: 'ledger.export-entries',
  method: 'GET',
  path: '/ledger/entries/export',
  right: 'ledger.read',
  summary: 'The audit trail that a filter finds, as CSV',
  description:
    'The same entries in the same order as the list, one line for each changed field, times in UTC. For reading; what can be verified is the sealed ledger (ledger.export). With `ledgerSize` it is the file of a report (ledger.report): the same bytes whenever it is asked.',
  query: z.strictObject({ ...trailFilters, ledgerSize: cutOff }),
  reply: z.string(),
  streams: 'text/csv',
});

const { sort: _sort, ...sampleFilters } = trailFilters;

export const drawSample = operation({
  id: 'ledger.sample',
  method: 'GET',
  path: '/ledger/sample',
  right: 'ledger.read',
  summary: 'A random sample of the audit trail, with its seed',
  description:
    'Of the sealed entries up to a size of the ledger that a filter finds: those whose SHA-256 over `seed:number` comes first. The same seed, size and filter draw the same for readers of the same units. Asked with GET, as exports are, and like them it leaves an entry: seed, size, population, what was drawn.',
  query: z.strictObject({
    ...sampleFilters,
    seed: z
      .string()
      .regex(/^[0-9A-Za-z-]{1,64}$/)
      .optional()
      .describe('Of an earlier sample, to draw it again; made by the server when left out'),
    ledgerSize: z.coerce.number().int().min(1).optional().describe('Entries up to this place; all that is sealed when left out'),
  }),
  reply: z.object({
    id: uuid.describe('The entry that says that it was drawn is about this'),
    seed: z.string(),
    ledgerSize: z.int(),
    population: z.int().describe('Entries that the filter finds'),
    size: z.int().describe('Entries that were drawn'),
    rule: z.string().describe('How large a sample is'),
    totals: controlTotals.describe('Of the entries that were drawn'),
    bytes: z.int().describe('Length of the canonical JSON (RFC 8785) of `items`'),
    sha256: z.string().describe('Of the same'),
    items: z.array(entryShape),
  }),
});

export const recordHistory = operation({
  id: 'ledger.history',
  method: 'GET',
  path: '/records/{kind}/{id}/history',
  right: 'signed-in',
  inspects: 'named',
  summary: 'History of one record, newest first, with old and new values',
  description: 'For whoever may read the record itself.',
  params: z.strictObject({ kind: z.string().max(40), id: idOrKey }),
  query: z.strictObject(pageQuery),
  reply: pageOf(entryShape),
});

export const recordAsOf = operation({
  id: 'ledger.as-of',
  method: 'GET',
  path: '/records/{kind}/{id}',
  right: 'signed-in',
  inspects: 'named',
  summary: 'Any record as it was at a past moment, rebuilt from the ledger',
  params: z.strictObject({ kind: z.string().max(40), id: idOrKey }),
  query: z.strictObject({ asOf: instant.describe('The moment') }),
  reply: z.object({
    kind: z.string(),
    id: uuid,
    asOf: instant,
    version: z.int(),
    changedAt: instant,
    link: z
      .string()
      .nullable()
      .describe('Where the product shows the record as it was then, as it shows it today; null where it has no such page'),
    record: z.record(z.string(), json),
  }),
});

const moment = z.object({ size: z.int().describe('Entries under the checkpoint'), at: instant });
const some = z.object({ count: z.int(), size: z.int().describe('Entries under the first of them') });

export const reportShape = z.object({
  verdict: z.enum(['valid', 'broken']),
  checked: z.int(),
  firstSeq: z.int().nullable(),
  lastSeq: z.int().nullable(),
  erasedValues: z.int(),
  disposedEntries: z.int().optional().describe('Entries of records that were disposed of: emptied, and accounted for in the log'),
  damage: z
    .object({
      seq: z.int(),
      entryId: z.string(),
      subject: z.string(),
      what: z.enum([
        'hash',
        'commitment',
        'sequence',
        'chain',
        'unsealed',
        'tree',
        'checkpoint',
        'rollback',
        'stamp',
        'proof',
        'key',
        'exhibit',
        'content',
      ]),
      detail: z.string(),
    })
    .nullable(),
  tree: z
    .object({
      size: z.int(),
      root: z.string().describe('What the entries lead to, base64'),
      checkpoints: z.int().describe('Checkpoints whose roots were met'),
      signedSize: z.int().describe('Entries under the greatest of them'),
    })
    .optional(),
  stamps: z
    .object({
      proven: z.int().describe('Checkpoints that are proven to have existed at a time'),
      from: moment.nullable(),
      until: moment.extend({ authority: z.string() }).nullable(),
      widest: z
        .object({ from: moment, until: moment })
        .nullable()
        .describe('The longest time between two that follow each other: what was entered meanwhile is bounded by both'),
      expired: some.nullable().describe('Those whose proof ended and was not renewed'),
      unvouched: some.nullable().describe('Those for which no authority vouches that was ever named'),
    })
    .optional()
    .describe('Missing where nothing is time-stamped'),
});

export const verificationShape = z.object({
  id: uuid,
  state: z.enum(['running', 'finished', 'interrupted']),
  askedAt: instant,
  finishedAt: instant.nullable(),
  checked: z.int(),
  report: reportShape.nullable(),
});

export const startVerification = operation({
  id: 'ledger.start-verification',
  method: 'POST',
  path: '/ledger/verifications',
  right: 'ledger.start-verification',
  summary: 'Verify the whole ledger: every value is hashed anew',
  description: 'A job: ask for it again by its id until it is finished. The first bad entry is named.',
  reply: verificationShape,
  status: 202,
});

export const showVerification = operation({
  id: 'ledger.verification',
  method: 'GET',
  path: '/ledger/verifications/{id}',
  right: 'ledger.verify',
  summary: 'How a verification stands',
  params: z.strictObject({ id: uuid }),
  reply: verificationShape,
});

export const exportLedger = operation({
  id: 'ledger.export',
  method: 'GET',
  path: '/ledger/export',
  right: 'ledger.verify',
  summary: 'The sealed ledger as a file (one JSON value a line)',
  description:
    'Verified anywhere, without server and database: `interlock verify FILE`. Without a filter it is the whole ledger; with one, the entries that match up to the checkpoint, each with its proof.',
  query: z.strictObject({
    from: z.coerce.number().int().min(1).optional().describe('First place'),
    until: z.coerce.number().int().min(1).optional().describe('Last place'),
    size: z.coerce.number().int().min(1).optional().describe('Under the checkpoint of this size; the newest when left out'),
    witnessed: z
      .literal('true')
      .optional()
      .describe('Under the newest checkpoint that a quorum of witnesses cosigned: the newest of all may have no cosignature yet'),
    actor: trailFilters.actor,
    act: trailFilters.act,
    kind: trailFilters.kind,
    key: trailFilters.key,
  }),
  reply: z.unknown(),
  streams: 'application/x-ndjson',
});

export const ledgerState = operation({
  id: 'ledger.state',
  method: 'GET',
  path: '/ledger',
  right: 'ledger.read',
  summary: 'How far the ledger is sealed, signed and verified, and what does not fit',
  reply: z.object({
    lastSeq: z.int(),
    unsealed: z.int(),
    oldestUnsealedMs: z.int(),
    treeSize: z.int().describe('Entries whose tree is kept; behind lastSeq only while those of an older version are taken up'),
    signedSize: z.int().describe('Entries under the newest checkpoint'),
    signs: z.boolean().describe('Whether the server that answers holds a key and signs'),
    selfVerified: z.object({
      size: z.int().describe('Entries that the ledger hashed anew by itself since they were sealed'),
      at: instant.nullable(),
      fullAt: instant.nullable().describe('When the whole ledger was last verified on schedule'),
      fullVerdict: z.enum(['valid', 'broken']).nullable(),
    }),
    alarms: z.array(z.object({ id: uuid, kind: z.string(), says: z.string(), raisedAt: instant })),
  }),
});
