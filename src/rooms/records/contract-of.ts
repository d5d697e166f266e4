import { z } from 'zod';
import { asOfQuery, idOrKey, operation } from '../../foundation/contract.ts';

const ofRecord = z.strictObject({ kind: z.string().max(40).describe('Kind of record, such as application'), id: idOrKey });

export const printDossierOf = operation({
  id: 'records.dossier-of',
  method: 'GET',
  path: '/records/{kind}/{id}/dossier',
  right: 'records.dossier',
  summary: 'The dossier of a record of any kind that has one, as JSON, for machines',
  description:
    'What its entries lead to, its signatures with all that they bind, the whole trail and its proofs. With asOf as it stood at a moment. Leaves an entry in the ledger. A release has more: see records.dossier.',
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
  summary: 'The dossier of a record of any kind that has one, as PDF, for people',
  description: 'The same content as the JSON bundle, field for field. Leaves an entry in the ledger as the bundle does.',
  params: ofRecord,
  query: asOfQuery,
  reply: z.string().describe('The file, byte for byte'),
  streams: 'application/pdf',
});
