import { z } from 'zod';
import { idOrKey, instant, operation, pageQuery, uuid } from '../../foundation/contract.ts';

export const trailSeen = z.object({
  first: z.int().nullable().describe('Place in the ledger; null where nothing came since the trail was looked at last'),
  last: z.int().nullable(),
  entries: z.int(),
  sha256: z.string().describe('Over the hashes of these entries, one a line, in their order'),
});

const json: z.ZodType<unknown> = z.unknown().describe('Any JSON value');

const trailEntry = z.object({
  id: uuid,
  number: z.int().nullable().describe('Place in the ledger; null for about a second'),
  at: instant,
  by: z.string(),
  roles: z.array(z.string()),
  act: z.string(),
  says: z.string().describe('The act as a sentence'),
  record: z.object({ kind: z.string(), id: uuid, key: z.string().nullable() }),
  reason: z.string().nullable(),
  reasonCode: z.string().nullable().describe('Why, in the words of the list'),
  critical: z.boolean().describe('It changes something that a signature on such a record covers'),
  changes: z.array(z.object({ field: z.string().describe('JSON pointer'), old: json, new: json, critical: z.boolean() })),
});
export type GateTrailEntry = z.output<typeof trailEntry>;

export const gateTrail = operation({
  id: 'gates.trail',
  method: 'GET',
  path: '/gates/{id}/trail',
  right: 'signed-in',
  summary: 'What whoever decides the gate looks at first: the trail of its record since somebody looked last',
  description:
    'Entries of the record and of all its gates, oldest first, critical ones marked. The last page carries `sha256`, which a decision sends as `trailHash`.',
  params: z.strictObject({
    id: idOrKey.max(170).describe('The id, or the key of its subject and its own, such as REL-1042/uat (the slash as %2F)'),
  }),
  query: z.strictObject(pageQuery),
  reply: z.object({
    since: z
      .object({ number: z.int(), at: instant, by: z.string(), gate: z.string() })
      .nullable()
      .describe('Up to where it was looked at last, by whose decision on which gate of the record; null where nobody did'),
    entries: z.int(),
    criticalEntries: z.int(),
    first: z.int().nullable(),
    last: z.int().nullable(),
    unsealed: z.int().describe('Entries without a place yet: nobody can decide until they have one, about a second later'),
    demanded: z.boolean().describe('Whether the compliance profile demands that it is looked at'),
    sha256: z.string().nullable().describe('On the last page alone, once all has a place'),
    items: z.array(trailEntry),
    nextCursor: z.string().nullable(),
  }),
});
