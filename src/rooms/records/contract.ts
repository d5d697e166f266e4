import { z } from 'zod';
import { asOfQuery, byId, operation } from '../../foundation/contract.ts';
import { contentsShape } from './contract-of.ts';

export * from './contract-access.ts';
export * from './contract-deviation.ts';
export * from './contract-of.ts';
export * from './contract-programme.ts';
export * from './contract-review.ts';
export * from './contract-story.ts';

const asOf = asOfQuery;

/** Format of the bundle; a reader that does not know it refuses it. Sections and fields are described in `docs/records.md`. */
export const dossierFormat = 'interlock-dossier/2';
/** Without a digest of its own bytes. Read, never written. */
export const formerDossierFormat = 'interlock-dossier/1';

/** Trail entries, evaluations and signatures that one dossier holds at most. */
export const mostRows = { entries: 2_000, evaluations: 500, signatures: 300 } as const;

export const dossierContents = operation({
  id: 'records.contents',
  method: 'GET',
  path: '/releases/{id}/dossier/contents',
  right: 'records.dossier',
  inspects: 'release',
  summary: 'What the dossier of a release would hold, with rows per section, before it is printed',
  description: 'Prints nothing and leaves no entry. `refusals` names why it cannot be printed, where it cannot.',
  params: byId,
  query: asOf,
  reply: contentsShape,
});

export const printDossier = operation({
  id: 'records.dossier',
  method: 'GET',
  path: '/releases/{id}/dossier',
  right: 'records.dossier',
  inspects: 'release',
  summary: 'The dossier of a release as JSON, for machines',
  description:
    'Everything that the record of a release is: scope, dates, gates with every evaluation, decision and waiver, approvals, verbal authorisations, notices, policies and exceptions, reviews of the trail, signatures, collisions, the whole trail and its proofs. With asOf as it stood at a moment. Leaves an entry in the ledger: who, what, rows, SHA-256 of the file.',
  params: byId,
  query: asOf,
  reply: z.unknown(),
  streams: 'application/json',
});

export const printDossierPdf = operation({
  id: 'records.dossier-pdf',
  method: 'GET',
  path: '/releases/{id}/dossier.pdf',
  right: 'records.dossier',
  inspects: 'release',
  summary: 'The dossier of a release as PDF, for people',
  description:
    'The same content as the JSON bundle, field for field, in the structure of PDF/A-3; no validator has certified it. It carries the bundle as an associated file and, where the server holds the key of the ledger, a seal over the whole file: `interlock verify` reads both. Leaves an entry in the ledger as the bundle does.',
  params: byId,
  query: asOf,
  reply: z.string().describe('The file, byte for byte'),
  streams: 'application/pdf',
});
