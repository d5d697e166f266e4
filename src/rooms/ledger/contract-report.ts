import { z } from 'zod';
import { instant, operation, uuid } from '../../foundation/contract.ts';
import { cutOff, trailFilters } from './contract-filters.ts';

export const controlTotals = z.object({
  entries: z.int(),
  people: z.int().describe('Different people, machines and jobs that acted'),
  records: z.int().describe('Different records'),
  firstSeq: z.int().nullable().describe('Lowest place in it'),
  lastSeq: z.int().nullable().describe('Highest place in it'),
  byAct: z.array(z.object({ act: z.string(), says: z.string(), entries: z.int() })),
  byKind: z.array(z.object({ kind: z.string(), entries: z.int() })),
});

export const changeReport = operation({
  id: 'ledger.report',
  method: 'GET',
  path: '/ledger/report',
  right: 'ledger.read',
  summary:
    'A report of changes that an auditor can rely on: query, cut-off, number of rows, control totals and SHA-256 of its file',
  description:
    'The sheet of a report; its file is the CSV at `file`. With the same query and `ledgerSize` it comes out the same at any later day, for readers of the same units. Up to 100,000 entries. Asked with GET, as exports are, and like them it leaves an entry.',
  query: z.strictObject({ ...trailFilters, ledgerSize: cutOff }),
  reply: z.object({
    id: uuid.describe('The entry that says that it was made is about this'),
    madeAt: instant,
    generator: z.string().describe('Build of the product that made it'),
    parameters: z.record(z.string(), z.union([z.string(), z.number()])).describe('What was asked for, as it was asked'),
    file: z.string().describe('Where its CSV is, with the cut-off in it: the query in full'),
    reach: z.string().describe('Whose entries the reader may see'),
    cutOff: z.object({
      ledgerSize: z.int().describe('Entries of the ledger that it looked at: those with a place up to this'),
      root: z.string().describe('Root of the tree of that size, base64: it names exactly those entries'),
      signedSize: z.int().describe('Entries under the newest checkpoint; from the cut-off on it is signed'),
    }),
    rows: z.int().describe('Lines of the file below its head: one for each changed field'),
    totals: controlTotals,
    sha256: z.string().describe('Of the file, byte for byte'),
  }),
});
