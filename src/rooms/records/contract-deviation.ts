import { z } from 'zod';
import { byId, can, instant, manyOf, operation, pageOf, pageQuery, uuid } from '../../foundation/contract.ts';
import { prose } from '../../foundation/text.ts';
import { signatureMark, signatureProof } from '../signatures/contract.ts';

const person = z.object({ id: uuid, name: z.string() });
export const deviationOutcomes = ['corrected', 'accepted', 'no-deviation'] as const;
export type DeviationOutcome = (typeof deviationOutcomes)[number];

const lineShape = {
  id: uuid,
  key: z.string(),
  title: z.string(),
  state: z.enum(['open', 'closed']),
  review: z.object({ id: uuid, key: z.string() }).describe('The review of an audit trail that found it'),
  subject: z.object({ kind: z.string(), id: uuid, key: z.string().nullable() }).describe('What the review is of'),
  unit: z.string(),
  events: z.int().describe('Entries that show it'),
  openedBy: person,
  openedAt: instant,
  outcome: z.enum(deviationOutcomes).nullable(),
  closedBy: person.nullable(),
  closedAt: instant.nullable(),
  version: z.int(),
};
export const deviationLine = z.object(lineShape);
export type DeviationLine = z.output<typeof deviationLine>;

export const deviation = z.object({
  ...lineShape,
  entries: z.array(
    z.object({
      entry: uuid,
      number: z.int().describe('Place in the ledger'),
      at: instant,
      by: z.string(),
      says: z.string(),
      record: z.object({ kind: z.string(), id: uuid, key: z.string().nullable() }),
    }),
  ),
  conclusion: z.string().nullable(),
  signature: signatureMark.nullable(),
  can: can.describe('close'),
});
export type Deviation = z.output<typeof deviation>;

export const listDeviations = operation({
  id: 'records.deviations',
  method: 'GET',
  path: '/deviations',
  right: 'records.read-reviews',
  summary: 'Deviations that reviews of audit trails found, newest first',
  query: z.strictObject({ ...pageQuery, state: manyOf(z.enum(['open', 'closed'])).optional() }),
  reply: pageOf(deviationLine),
});

export const showDeviation = operation({
  id: 'records.deviation',
  method: 'GET',
  path: '/deviations/{id}',
  right: 'records.read-reviews',
  summary: 'One deviation with the entries of the trail that show it',
  params: byId,
  reply: deviation,
});

export const closeDeviation = operation({
  id: 'records.close-deviation',
  method: 'POST',
  path: '/deviations/{id}/acts/close',
  right: 'records.close-deviation',
  summary: 'Close and sign a deviation',
  description: 'By somebody else than who opened it, with what came of it.',
  params: byId,
  body: z.strictObject({
    outcome: z.enum(deviationOutcomes).describe('corrected, accepted as it is, or none after all'),
    conclusion: prose(4000).min(3),
    signature: signatureProof.optional(),
  }),
  reply: deviation,
  status: 200,
  versioned: true,
  signs: { kind: 'deviation', verb: 'close' },
});
