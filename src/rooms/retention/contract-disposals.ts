import { z } from 'zod';
import { byId, can, idOrKey, instant, operation, pageOf, pageQuery, reason, uuid, version } from '../../foundation/contract.ts';
import { signatureProof } from '../signatures/contract.ts';

/** Kept equal to the machine in `core/disposal.ts` (a test compares them). */
export const disposalStates = ['listed', 'asked', 'approved', 'done', 'rejected', 'withdrawn'] as const;
const person = z.object({ id: uuid, name: z.string() });

/** Records that one disposal names. */
export const mostDisposed = 50;

const itemShape = z.object({
  kind: z.string(),
  id: uuid,
  key: z.string().nullable(),
  label: z.string().nullable().describe('What the record is called; null once it is gone'),
  link: z.string().nullable(),
  with: uuid.nullable().describe('The named record with which it goes; null: it was named itself'),
  state: z
    .enum(['listed', 'excluded', 'left', 'removed', 'disposed'])
    .describe(
      'excluded when it was listed, left when it was carried out; removed: its rows are gone; disposed: the content of its entries too',
    ),
  until: instant.nullable().describe('Until when it had to be kept; null: open'),
  ground: z.string().nullable().describe('Why it was excluded or left'),
  entries: z.int().describe('Its entries in the ledger'),
  digest: z.string().describe('SHA-256 over the hashes of its entries, one a line, in their order'),
});

export const disposalShape = z.object({
  id: uuid,
  key: z.string().describe('DSP-1 and on'),
  state: z.enum(disposalStates),
  reason: z.string(),
  listedBy: person,
  listedAt: instant,
  askedAt: instant.nullable(),
  decidedBy: person.nullable(),
  decidedAt: instant.nullable(),
  decision: z.string().nullable(),
  endedAt: instant.nullable(),
  counts: z.object({
    listed: z.int().describe('Named records that are to go'),
    excluded: z.int(),
    left: z.int(),
    disposed: z.int().describe('Named records that went'),
    withThem: z.int().describe('Records that are kept with those, and go or went with them'),
  }),
  version,
  can: can.describe('ask, approve, reject, withdraw'),
});

export const wholeDisposalShape = disposalShape.extend({
  items: z.array(itemShape).describe('Every record, in the order in which they go'),
  dossier: z
    .string()
    .describe(
      'The certificate: its dossier, with signatures, trail and proofs, as PDF and as a file that `interlock verify` reads',
    ),
});

export const listDue = operation({
  id: 'retention.due',
  method: 'GET',
  path: '/retention/due',
  right: 'retention.list-disposals',
  summary: 'Records of a kind whose retention is over, by pages',
  description:
    'The end of each is computed when it is asked. A page looks at 50 records of the kind, so that it can be empty and still not be the last. Holds, and holds on what a record supports, keep it out.',
  query: z.strictObject({
    kind: z.string().max(40).default('release').describe('Kind of record, such as release'),
    cursor: uuid.optional().describe('As `nextCursor` of the page before gave it'),
  }),
  reply: z.object({
    kinds: z.array(z.string()).describe('Kinds that are disposed of in this version'),
    items: z.array(
      z.object({
        kind: z.string(),
        id: uuid,
        key: z.string().nullable(),
        label: z.string(),
        link: z.string().nullable(),
        until: instant,
      }),
    ),
    looked: z.int().describe('How many records of the kind this page looked at'),
    nextCursor: z.string().nullable(),
    can: can.describe('list'),
  }),
});

export const listDisposals = operation({
  id: 'retention.disposals',
  method: 'GET',
  path: '/retention/disposals',
  right: 'retention.read',
  summary: 'Disposals of records, newest first',
  query: z.strictObject({ ...pageQuery, state: z.enum(disposalStates).optional() }),
  reply: pageOf(disposalShape).extend({ can: can.describe('list') }),
});

export const showDisposal = operation({
  id: 'retention.disposal',
  method: 'GET',
  path: '/retention/disposals/{id}',
  right: 'retention.read',
  summary: 'One disposal with every record of it: the list that was signed, and what came of it',
  params: byId,
  reply: wholeDisposalShape,
});

export const makeDisposal = operation({
  id: 'retention.list-disposal',
  method: 'POST',
  path: '/retention/disposals',
  right: 'retention.list-disposals',
  summary: 'List records for disposal; nothing goes before two persons signed',
  description:
    'What is not due (a hold, a class that runs) is excluded, with the reason. Refused where nothing is left. What is kept with a record (gates, approvals, signatures, reviews) goes with it, and keeps it where it has to stay.',
  body: z.strictObject({
    records: z
      .array(z.strictObject({ kind: z.string().max(40), id: idOrKey }))
      .min(1)
      .max(mostDisposed),
    reason,
  }),
  reply: wholeDisposalShape,
});

export const askDisposal = operation({
  id: 'retention.ask-disposal',
  method: 'POST',
  path: '/retention/disposals/{id}/acts/ask',
  right: 'retention.list-disposals',
  summary: 'Ask for the disposal that you listed (signed)',
  params: byId,
  body: z.strictObject({ signature: signatureProof.optional() }),
  reply: wholeDisposalShape,
  status: 200,
  versioned: true,
  signs: { kind: 'disposal', verb: 'ask' },
});

export const approveDisposal = operation({
  id: 'retention.approve-disposal',
  method: 'POST',
  path: '/retention/disposals/{id}/acts/approve',
  right: 'retention.approve-disposals',
  summary:
    'Approve a disposal that somebody else listed (signed); it is carried out within seconds, and nothing brings the records back',
  params: byId,
  body: z.strictObject({ reason: reason.optional(), signature: signatureProof.optional() }),
  reply: wholeDisposalShape,
  status: 200,
  versioned: true,
  signs: { kind: 'disposal', verb: 'approve' },
});

export const rejectDisposal = operation({
  id: 'retention.reject-disposal',
  method: 'POST',
  path: '/retention/disposals/{id}/acts/reject',
  right: 'retention.approve-disposals',
  summary: 'Reject a disposal; every record stays',
  params: byId,
  body: z.strictObject({ reason }),
  reply: wholeDisposalShape,
  status: 200,
  versioned: true,
});

export const withdrawDisposal = operation({
  id: 'retention.withdraw-disposal',
  method: 'POST',
  path: '/retention/disposals/{id}/acts/withdraw',
  right: 'retention.list-disposals',
  summary: 'Withdraw a disposal that you listed; every record stays',
  params: byId,
  body: z.strictObject({ reason }),
  reply: wholeDisposalShape,
  status: 200,
  versioned: true,
});
