import { z } from 'zod';
import { can, instant, operation, pageOf, pageQuery, reason, uuid } from '../../foundation/contract.ts';
import { fieldChange } from './contract-entry.ts';

const place = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const leaf = z
  .string()
  .max(1_000_000)
  .describe('The entry as it is hashed: RFC 8785 text, without names and reasons, which lie behind commitments');

/** Leaves in one reply, and lost entries in one request. */
export const mostLeaves = 500;
export const mostLost = 5_000;

export const readLeaves = operation({
  id: 'ledger.leaves',
  method: 'GET',
  path: '/ledger/leaves',
  right: 'ledger.verify',
  summary: 'The leaves of the log by their places, for a copy elsewhere',
  description:
    'What the tree is built of, without what lies beside the entries: a copy on storage that is written once can hold it for good. Whoever has the leaves computes root and proofs alone. For the whole organisation only.',
  query: z.strictObject({
    from: place.describe('First place'),
    until: place.optional().describe(`Last place; at most ${mostLeaves} are given at once`),
  }),
  reply: z.object({
    items: z.array(z.object({ seq: z.int(), leaf })),
    sealedSize: z.int().describe('Entries that have a place now'),
  }),
});

export const lostEntries = operation({
  id: 'ledger.lost-entries',
  method: 'GET',
  path: '/ledger/lost-entries',
  right: 'ledger.verify',
  summary: 'Entries that were lost and brought back from a copy, as evidence; newest place first',
  description:
    'They are no entries of this log and changed nothing: each is proven to have been in the log under the checkpoint with which it was brought. For the whole organisation only.',
  query: z.strictObject(pageQuery),
  reply: pageOf(
    z.object({
      seq: z.int().describe('The place that it had; another entry may stand there now'),
      id: uuid,
      at: instant,
      actor: z.object({
        id: uuid,
        name: z.string().nullable().describe('Of today'),
        kind: z.string(),
        roles: z.array(z.string()),
      }),
      act: z.string(),
      says: z.string(),
      subject: z.object({ kind: z.string(), id: uuid, key: z.string().nullable(), version: z.int() }),
      changes: z.array(fieldChange),
      hash: z.string(),
      checkpointSize: z.int().describe('Size of the signed checkpoint under which it is proven'),
      proven: z.boolean().describe('Hashed anew and led to the root of that checkpoint, just now'),
      broughtAt: instant,
      broughtBy: z.object({ id: uuid, name: z.string().nullable() }),
    }),
  ).extend({ can }),
});

export const bringLostEntries = operation({
  id: 'ledger.bring-lost-entries',
  method: 'POST',
  path: '/ledger/lost-entries',
  right: 'ledger.bring-lost-entries',
  summary: 'Bring entries that were lost, out of a copy, as evidence',
  description:
    'After an older copy of the database was restored. Each entry carries its inclusion proof under a checkpoint that this log signed. They are kept apart, never become entries, and change no record. `interlock ledger compare` writes the body.',
  body: z.strictObject({
    checkpoint: z.string().min(1).max(20_000).describe('A signed checkpoint that covers them, byte for byte'),
    entries: z
      .array(
        z.strictObject({
          seq: z.int().min(1),
          leaf,
          proof: z.array(z.string().max(64)).max(64).describe('From the leaf to the root, base64'),
        }),
      )
      .min(1)
      .max(mostLost),
    reason,
  }),
  reply: z.object({
    id: uuid.nullable().describe('What was brought, as the trail names it; null where nothing was new'),
    added: z.int().describe('Entries that are new; a repeat changes nothing'),
    fromSeq: z.int(),
    untilSeq: z.int(),
  }),
  status: 201,
});
