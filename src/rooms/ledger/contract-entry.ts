import { z } from 'zod';
import { instant, uuid } from '../../foundation/contract.ts';

export const json: z.ZodType<unknown> = z.unknown().describe('Any JSON value');
export const fieldChange = z.object({ field: z.string().describe('JSON pointer into the record'), old: json, new: json });

export const entryShape = z.object({
  id: uuid,
  seq: z.int().nullable().describe('Place in the gapless sequence; null for about a second, until it is sealed'),
  at: instant,
  zone: z.literal('UTC').describe('The zone of `at`'),
  actor: z.object({
    id: uuid,
    name: z.string().nullable(),
    kind: z.string(),
    roles: z.array(z.string()),
    via: z.string(),
    onBehalfOf: z.null().describe('Nobody acts in the name of another; a deputy acts in their own, and the role says so'),
  }),
  act: z.string(),
  says: z.string().describe('The act as a sentence'),
  subject: z.object({
    kind: z.string(),
    id: uuid,
    key: z.string().nullable(),
    version: z.int(),
    place: z.int(),
    label: z.string().nullable(),
    link: z.string().nullable(),
  }),
  changes: z.array(fieldChange),
  erased: z.array(z.string()).describe('Slots whose values were lawfully erased'),
  reason: z.string().nullable(),
  reasonCode: z.string().nullable().describe('Why, as a word of the list (ledger.reason-codes); null where nobody chose one'),
  reasonCodeSays: z.string().nullable().describe('The same in words'),
  requestId: z.string(),
  build: z.string().describe('The version of the product that wrote it'),
  configuration: z
    .int()
    .nullable()
    .describe('Version of the compliance profile in force then; 0: as it comes. Null in entries of before it was kept'),
  hash: z.string(),
  previousHash: z.string().nullable(),
});
export type Entry = z.output<typeof entryShape>;
