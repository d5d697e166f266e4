import { z } from 'zod';
import { can, instant, operation, reason, uuid } from '../../foundation/contract.ts';
import { line } from '../../foundation/text.ts';

const vkey = line(400).describe('C2SP verifier key of the witness, as interlock witness make prints it');
const url = line(400)
  .nullable()
  .describe('Address before /add-checkpoint; null for a witness without network, to whom files are carried');
const quorum = z.int().min(0).max(20).describe('How many of them must have cosigned; 0 without witnesses');

export const witnessesShape = z.object({
  quorum,
  setAt: instant.nullable().describe('Null while nobody was ever named'),
  witnessedSize: z.int().nullable().describe('Entries under the greatest checkpoint that a quorum cosigned; null for none'),
  signedSize: z.int().describe('Entries under the newest checkpoint'),
  items: z.array(
    z.object({
      vkey: z.string(),
      name: z.string(),
      id: z.string().describe('Id of its key'),
      url,
      cosigned: z.object({ size: z.int(), at: instant.describe('By the clock of the witness') }).nullable(),
      triedAt: instant.nullable().describe('When it was last asked'),
      fault: z.string().nullable().describe('Why it did not cosign then'),
      refused: z.boolean().describe('Whether it found that the log contradicts what it cosigned'),
    }),
  ),
  version: z.int(),
  can,
});

export const listWitnesses = operation({
  id: 'ledger.witnesses',
  method: 'GET',
  path: '/ledger/witnesses',
  right: 'ledger.read',
  summary: 'Who witnesses this log, how far each cosigned, and whether the quorum is met',
  reply: witnessesShape,
});

export const setWitnesses = operation({
  id: 'ledger.set-witnesses',
  method: 'PUT',
  path: '/ledger/witnesses',
  right: 'ledger.set-witnesses',
  summary: 'Say who witnesses this log and how many of them must',
  description: 'All of them at once: who is left out is asked no more. What was cosigned stays.',
  body: z.strictObject({ witnesses: z.array(z.strictObject({ vkey, url })).max(20), quorum, reason }),
  reply: witnessesShape,
  versioned: true,
});

export const witnessRequest = operation({
  id: 'ledger.witness-request',
  method: 'GET',
  path: '/ledger/witness-request',
  right: 'ledger.read',
  summary: 'A request to be carried to a witness without network',
  description:
    'The newest checkpoint with the proof that it continues what the witness saw last (C2SP tlog-witness). The witness answers with `interlock witness sign FILE`.',
  query: z.strictObject({
    witness: z.string().max(400).optional().describe('Name of the witness: the proof begins where it cosigned last'),
    old: z.coerce
      .number()
      .int()
      .min(0)
      .optional()
      .describe('Size that the witness saw last, where it says another one; 0 for none'),
  }),
  reply: z.string(),
  streams: 'text/plain',
});

export const bringCosignatures = operation({
  id: 'ledger.bring-cosignatures',
  method: 'POST',
  path: '/ledger/cosignatures',
  right: 'ledger.bring-cosignatures',
  summary: 'Bring the cosignatures of a witness without network',
  body: z.strictObject({
    checkpoint: z.string().min(1).max(20_000).describe('The checkpoint with the cosignatures under it, byte for byte'),
  }),
  reply: z.object({
    id: uuid.nullable().describe('The first that is new, as the trail names it; null where none is'),
    size: z.int(),
    added: z.int().describe('Cosignatures that are new; a repeat changes nothing'),
  }),
});
