import { z } from 'zod';
import { instant, operation, pageOf, pageQuery, uuid } from '../../foundation/contract.ts';

const size = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const hash = z.string().describe('SHA-256 in base64');

const stampedSize = z.object({ size: z.int(), authority: z.string(), at: instant });

export const checkpointShape = z.object({
  size: z.int().describe('Entries that it covers: those with seq from 1 to this'),
  root: hash,
  origin: z.string().describe('Name of the log'),
  signedAt: instant.describe('By the server’s clock; it is not signed, and never before that of a smaller size'),
  key: z.object({ id: z.string(), vkey: z.string().describe('C2SP verifier key') }),
  note: z.string().describe('The signed note (C2SP tlog-checkpoint) byte for byte, with the cosignatures of witnesses under it'),
  cosignatures: z
    .array(z.object({ name: z.string(), id: z.string(), at: instant.describe('By the clock of the witness') }))
    .describe('By witnesses that are named now, each verified again'),
  stamps: z
    .array(z.object({ authority: z.string(), at: instant.describe('By the clock of the authority') }))
    .describe('Time stamps of this checkpoint that are proven, each verified again'),
  witnessed: z.boolean().nullable().describe('Whether a quorum of them cosigned; null where no witness is named'),
});
export type CheckpointShown = z.output<typeof checkpointShape>;

export const listCheckpoints = operation({
  id: 'ledger.checkpoints',
  method: 'GET',
  path: '/ledger/checkpoints',
  right: 'ledger.read',
  summary: 'Signed checkpoints, newest first',
  query: z.strictObject(pageQuery),
  reply: pageOf(checkpointShape),
});

export const showCheckpoint = operation({
  id: 'ledger.checkpoint-at',
  method: 'GET',
  path: '/ledger/checkpoints/{size}',
  right: 'ledger.read',
  summary: 'The checkpoint of a size',
  params: z.strictObject({ size }),
  reply: checkpointShape,
});

export const newestNote = operation({
  id: 'ledger.checkpoint',
  method: 'GET',
  path: '/ledger/checkpoint',
  right: 'ledger.read',
  summary: 'The newest checkpoint as a signed note',
  description:
    'Plain text in the C2SP tlog-checkpoint format. Keep it where whoever runs the server cannot reach: a later log that does not contain it was rewritten, cut or set back.',
  reply: z.string(),
  streams: 'text/plain',
});

export const entryProof = operation({
  id: 'ledger.entry-proof',
  method: 'GET',
  path: '/ledger/entries/{id}/proof',
  right: 'ledger.read',
  summary: 'Proof that an entry is in the log under a checkpoint',
  description: 'Inclusion proof of RFC 9162, section 2.1.3: the hashes from the leaf to the root of the checkpoint.',
  params: z.strictObject({ id: uuid }),
  query: z.strictObject({ size: size.optional().describe('Size of a signed checkpoint; the newest when left out') }),
  reply: z.object({
    entryId: uuid,
    seq: z.int(),
    index: z.int().describe('Place of the leaf from 0: seq - 1'),
    leaf: hash,
    hashes: z.array(hash),
    checkpoint: checkpointShape,
    existed: z
      .object({ after: stampedSize.nullable(), before: stampedSize.nullable() })
      .describe('Time stamps that bound it: of the last stamped checkpoint without it, and of the first with it'),
  }),
});

export const consistencyProof = operation({
  id: 'ledger.consistency',
  method: 'GET',
  path: '/ledger/consistency',
  right: 'ledger.read',
  summary: 'Proof that the log of one size is the beginning of that of another',
  description: 'Consistency proof of RFC 9162, section 2.1.4. Compare the roots with those of checkpoints that you kept.',
  query: z.strictObject({
    from: size.describe('Entries of the older log'),
    to: size.optional().describe('Entries of the newer one; those of the newest checkpoint when left out'),
  }),
  reply: z.object({ from: z.int(), to: z.int(), fromRoot: hash, toRoot: hash, hashes: z.array(hash) }),
});

export const listKeys = operation({
  id: 'ledger.keys',
  method: 'GET',
  path: '/ledger/keys',
  right: 'ledger.read',
  summary: 'Public keys that sign or signed checkpoints, in the order of their introduction',
  reply: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        vkey: z.string().describe('C2SP verifier key'),
        afterSize: z.int().describe('It signs checkpoints of greater size than this'),
        untilSize: z.int().nullable().describe('The size at which the next key took over; null while it signs'),
        introducedAt: instant,
        endorsement: z.string().nullable().describe('A note of the key before it that names this one'),
      }),
    ),
  }),
});
