import { z } from 'zod';
import { asOfQuery, idOrKey, instant, operation, refusalShape, uuid } from '../../foundation/contract.ts';

const ofRecord = z.strictObject({ kind: z.string().max(40).describe('Kind of record, such as application'), id: idOrKey });

export const contentsShape = z.object({
  id: uuid,
  key: z.string(),
  name: z.string(),
  version: z.int(),
  at: instant.describe('The moment that it shows'),
  sections: z.array(z.object({ key: z.string(), title: z.string(), says: z.string(), rows: z.int() })),
  rows: z.int().describe('All rows together'),
  most: z.object({ entries: z.int(), evaluations: z.int(), signatures: z.int() }).describe('What one dossier holds at most'),
  refusals: z.array(refusalShape),
});

export const dossierContentsOf = operation({
  id: 'records.contents-of',
  method: 'GET',
  path: '/records/{kind}/{id}/dossier/contents',
  right: 'records.dossier',
  inspects: 'named',
  summary: 'What the dossier of a record of any kind that has one would hold, before it is printed',
  description: 'Prints nothing and leaves no entry. `refusals` names why it cannot be printed, where it cannot.',
  params: ofRecord,
  query: asOfQuery,
  reply: contentsShape,
});

export const printDossierOf = operation({
  id: 'records.dossier-of',
  method: 'GET',
  path: '/records/{kind}/{id}/dossier',
  right: 'records.dossier',
  inspects: 'named',
  summary: 'The dossier of a record of any kind that has one, as JSON, for machines',
  description:
    'What its entries lead to, what its room adds (of a gate all results, decisions and evaluations, of a window what it held), its signatures with all that they bind, the whole trail and its proofs. With asOf as it stood at a moment. Leaves an entry in the ledger. A release has more: see records.dossier.',
  params: ofRecord,
  query: asOfQuery,
  reply: z.unknown(),
  streams: 'application/json',
});

export const printDossierPdfOf = operation({
  id: 'records.dossier-pdf-of',
  method: 'GET',
  path: '/records/{kind}/{id}/dossier.pdf',
  right: 'records.dossier',
  inspects: 'named',
  summary: 'The dossier of a record of any kind that has one, as PDF, for people',
  description: 'The same content as the JSON bundle, field for field. Leaves an entry in the ledger as the bundle does.',
  params: ofRecord,
  query: asOfQuery,
  reply: z.string().describe('The file, byte for byte'),
  streams: 'application/pdf',
});
