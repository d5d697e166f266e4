import { z } from 'zod';
import { byId, can, idOrKey, instant, operation, pageOf, pageQuery, reason, uuid, version } from '../../foundation/contract.ts';
import { prose } from '../../foundation/text.ts';

export * from './contract-disposals.ts';
export * from './contract-register.ts';

const ofRecord = z.strictObject({ kind: z.string().max(40).describe('Kind of record, such as release'), id: idOrKey });
const person = z.object({ id: uuid, name: z.string() });
const subject = z.object({
  kind: z.string(),
  id: uuid,
  key: z.string().nullable(),
  label: z.string(),
  link: z.string().nullable(),
});

/** Kept equal to the machine in `core/retention-hold.ts` (a test compares them). */
export const holdStates = ['standing', 'ended'] as const;

export const retentionShape = z.object({
  record: subject,
  kindSays: z.string(),
  retention: z.string().describe('Name of its class'),
  years: z.int(),
  closedAt: instant.nullable().describe('When it closed; null: it has not, or it is kept with another record'),
  until: instant.nullable().describe('The day on which nothing keeps it any more; null: open'),
  trailUntil: instant.nullable().describe('The same for its entries in the ledger: never earlier'),
  grounds: z
    .array(
      z.object({
        says: z.string(),
        until: instant.nullable().describe('null: open'),
        hold: z.string().nullable().describe('Key of the hold that it is'),
      }),
    )
    .describe('What keeps it, the longest first'),
  can: can.describe('hold'),
});

export const showRetention = operation({
  id: 'retention.of-record',
  method: 'GET',
  path: '/records/{kind}/{id}/retention',
  right: 'retention.read',
  inspects: 'named',
  summary: 'Until when a record is kept, and what of',
  description:
    'Computed from the class of its kind, the moment at which it closed, and holds on it and on what it supports. The longest ground decides; one that is open leaves all open.',
  params: ofRecord,
  reply: retentionShape,
});

export const retentionHoldShape = z.object({
  id: uuid,
  key: z.string().describe('RTH-1 and on'),
  state: z.enum(holdStates),
  record: subject,
  retention: z.string().nullable().describe('The class that counts from the event; null: a legal hold'),
  ground: z.string(),
  reason: z.string(),
  setBy: person,
  setAt: instant,
  endedOn: instant.nullable().describe('When the event took place, or the hold was lifted'),
  endedBy: person.nullable(),
  endReason: z.string().nullable(),
  version,
  can: can.describe('end'),
});

export const listRetentionHolds = operation({
  id: 'retention.holds',
  method: 'GET',
  path: '/retention/holds',
  right: 'retention.read',
  summary: 'Holds on records that the reader may see, newest first',
  query: z.strictObject({ ...pageQuery, state: z.enum(holdStates).optional() }),
  reply: pageOf(retentionHoldShape),
});

export const showRetentionHold = operation({
  id: 'retention.show-hold',
  method: 'GET',
  path: '/retention/holds/{id}',
  right: 'retention.read',
  summary: 'One hold on a record',
  params: byId,
  reply: retentionHoldShape,
});

export const holdRecord = operation({
  id: 'retention.hold-record',
  method: 'POST',
  path: '/records/{kind}/{id}/holds',
  right: 'retention.hold',
  summary: 'Keep a record longer: until an event is recorded, or under a legal hold',
  description:
    'With a class, the record is kept open until the event is recorded (a marketing authorisation ends), and then for the years of the class. Without one it is a legal hold, which starts no clock. What holds an application holds the releases that change it.',
  params: ofRecord,
  body: z.strictObject({
    ground: prose(500).min(3).describe('What it is kept for, such as “Authorisation EU/1/23/1234 in force”'),
    retention: z.string().max(40).nullable().optional().describe('The class that counts from the event; left out: a legal hold'),
    reason,
  }),
  reply: retentionHoldShape,
});

export const endRetentionHold = operation({
  id: 'retention.end-hold',
  method: 'POST',
  path: '/retention/holds/{id}/acts/end',
  right: 'retention.end-holds',
  summary: 'Record the event of a hold, or lift a legal hold; never one that you set',
  params: byId,
  body: z.strictObject({ on: instant.optional().describe('When the event took place; left out: now'), reason }),
  reply: retentionHoldShape,
  status: 200,
  versioned: true,
});

export const listDeletionAttempts = operation({
  id: 'retention.deletion-attempts',
  method: 'GET',
  path: '/retention/deletion-attempts',
  right: 'retention.read-attempts',
  summary: 'Attempts to delete records, newest first; each was refused',
  description:
    'Over the API (DELETE at the address of a record) by whom, or in the database itself by which role: the database keeps the row and tells.',
  query: z.strictObject(pageQuery),
  reply: pageOf(
    z.object({
      id: uuid,
      key: z.string().describe('DEL-1 and on'),
      record: subject,
      way: z.enum(['request', 'database']),
      by: person.nullable().describe('null: in the database'),
      dbRole: z.string().nullable(),
      program: z.string().nullable().describe('As it called itself'),
      at: instant,
    }),
  ),
});
