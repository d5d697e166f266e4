import { z } from 'zod';
import { instant, operation, pageOf, pageQuery, uuid } from '../../foundation/contract.ts';

const yes = z.enum(['true', 'false']).transform((text) => text === 'true');

export const accessShape = z.object({
  id: uuid,
  at: instant,
  person: z.object({ id: uuid, name: z.string() }),
  roles: z.array(z.string()).describe('Roles that the person held at that time'),
  via: z.string().describe('session or token'),
  operation: z.string().describe('Id of the operation that showed it'),
  says: z.string().describe('What was shown, in words'),
  kind: z.string().nullable().describe('Kind of the record, where the address names one'),
  record: z.string().nullable().describe('Key or id of the record, as the address named it; null for a list'),
  asked: z.record(z.string(), z.unknown()).describe('The query of the address'),
  file: z.boolean().describe('It was taken as a file'),
  background: z.boolean().describe('The request said that a page refreshed itself; nobody can prove it'),
  requestId: z.string(),
});
export type AccessEntry = z.output<typeof accessShape>;

const filters = {
  person: uuid.optional().describe('Id of the person who looked'),
  record: z.string().max(200).optional().describe('Key or id of the record that was shown, in whatever capitals'),
  file: yes.optional().describe('true: only files that were taken; false: only what was shown'),
  background: yes
    .optional()
    .describe(
      'true: only what a page said to have asked for by itself; false: all but that. Everything when left out: whoever looks can send that word',
    ),
  from: instant.optional(),
  until: instant.optional(),
  sort: z.enum(['-at', 'at']).default('-at').describe('By time: newest first, or oldest first'),
};

export const accessLog = operation({
  id: 'records.access-log',
  method: 'GET',
  path: '/access-log',
  right: 'records.read-access-log',
  summary: 'Who was shown what: every view of an inspector, every file that an auditor took',
  description:
    'One row a view. The log takes inserts alone; it is for those who hold the right in the whole organisation, because it tells where inspectors looked.',
  query: z.strictObject({ ...pageQuery, ...filters }),
  reply: pageOf(accessShape),
});

export const exportAccessLog = operation({
  id: 'records.export-access-log',
  method: 'GET',
  path: '/access-log/export',
  right: 'records.read-access-log',
  summary: 'The access log that a filter finds, as CSV',
  description:
    'The same rows in the same order as the list. Leaves an entry in the ledger: who, what, rows, SHA-256 of the file.',
  query: z.strictObject(filters),
  reply: z.string(),
  streams: 'text/csv',
});

export const exportAccessLogJson = operation({
  id: 'records.export-access-log-json',
  method: 'GET',
  path: '/access-log/export.json',
  right: 'records.read-access-log',
  summary: 'The access log that a filter finds, as JSON with its totals',
  description:
    '`{rows, totals}`: the same rows in the same order as the list, then how many they are, of how many people, records and files, by person and by operation. Leaves an entry in the ledger as the CSV does.',
  query: z.strictObject(filters),
  reply: z.unknown(),
  streams: 'application/json',
});
